import { knownValues } from '../../checked.js'
import { checkTable } from '../../data/tables/check-table.js'
import type { Table } from '../../data/types.js'
import { CausalError } from '../../errors.js'
import { show } from '../../show.js'
import type { Series, Stretch } from '../types.js'

const knownSeries = knownValues<Series<unknown, string>>()

/** A series of parts that are known to be right. */
export function makeSeries(
  names: readonly string[],
  table: Table<unknown, string>,
  every: number,
  stretches: readonly Stretch[],
  warnings: readonly string[],
): Series {
  const value = Object.freeze({ names: Object.freeze([...names]), table, every, stretches, warnings })
  return knownSeries.made(value) as Series
}

/** The door of every function that takes a series: throws unless it has the form of one. */
export function checkSeries(given: Series<unknown, string>): void {
  const fail = (message: string): never => {
    throw new CausalError('invalid-argument', message, {})
  }
  if (typeof given !== 'object' || given === null || !Array.isArray(given.stretches))
    throw new CausalError('invalid-argument', `expected a series, such as series(table) makes, got ${show(given)}.`)
  if (knownSeries.has(given)) return
  checkTable(given.table)
  const { names, table, every, stretches, warnings } = given
  const { columns } = table
  if (!Array.isArray(names) || names.length !== columns.length || names.some((name, i) => name !== columns[i]))
    fail('the names of the series are not the columns of its table: series(table) makes both.')
  if (!(typeof every === 'number' && every > 0 && every < Number.POSITIVE_INFINITY))
    fail(`the step \`every\` of the series is ${show(every)}, not above 0.`)
  if (!Array.isArray(warnings) || warnings.some((line) => typeof line !== 'string'))
    fail(`the warnings of the series are ${show(warnings)}, not a list of sentences.`)
  let end = 0
  for (const stretch of stretches) {
    const { start, length, time } = Object(stretch) as Stretch
    const isStretch = Number.isInteger(start) && Number.isInteger(length) && typeof time === 'number'
    if (!(isStretch && Number.isFinite(time) && start === end && length > 0))
      fail(
        `the stretches of the series must follow each other row by row, each with its stamp, got ${show(stretch)} after row ${end}.`,
      )
    end = start + length
  }
  if (end !== table.rowCount || end === 0)
    fail(`the stretches of the series hold ${end} rows, its table ${table.rowCount}.`)
  knownSeries.checked(given)
}
