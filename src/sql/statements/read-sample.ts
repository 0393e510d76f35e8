import { makeCategorical, makeTable } from '../../data/tables/make-table.js'
import type { Categorical, Cell, Table } from '../../data/types.js'
import { CausalError, calledAs } from '../../errors.js'
import { show } from '../../show.js'
import type { SampleStatement, SqlRow } from '../types.js'
import { checkStatement } from './check-statement.js'
import { compareState } from './compare-state.js'
import { checkedRows, numberIn, stateOf } from './read-number.js'

/**
 * A table, from what the engine answered to a statement of {@link sampleSql}.
 *
 * NULL becomes a missing value, NaN of an engine likewise; categories come in their order, numerals by size and texts by their
 * characters.
 *
 * @param statement - the statement as it was made
 * @param rows - the engine's answer
 * @returns the table
 * @throws CausalError `too-few-rows` for none; `engine` for a column that is lacking, or what is no number in a column of numbers
 * @complexity O(rows · columns)
 * @category SQL
 * @example
 * const statement = sampleSql('events', ['arm', 'spend'], { key: 'id', categories: ['arm'], share: 1, dialect: sqlite })
 * toRows(readSample(statement, [{ r0: 'new', r1: 2 }, { r0: 'old', r1: null }]))
 * //=> [{ arm: 'new', spend: 2 }, { arm: 'old', spend: null }]
 */
export function readSample<N extends string>(
  statement: SampleStatement<N>,
  rows: readonly SqlRow[],
): Table<Record<N, Cell>, N> {
  return calledAs('readSample', () => {
    checkStatement(statement, ['categories'], [])
    const values = readSampled(statement, rows)
    if (values.length === 0)
      throw new CausalError('too-few-rows', 'the engine gave no row: take a larger share, or look at the conditions.')
    return tableOfSampled(statement, values)
  })
}

/** The values of the columns, row by row. */
export function readSampled({ names }: SampleStatement, rows: readonly SqlRow[]): readonly (readonly unknown[])[] {
  return checkedRows(rows).map((row) =>
    names.map((name, j) => {
      const value = row[`r${j}`]
      if (value !== undefined) return value
      throw new CausalError('engine', `the engine's answer lacks the column r${j}, which stands for ${show(name)}.`, {
        column: name,
      })
    }),
  )
}

/** A table of rows as the engine gave them. */
export function tableOfSampled<N extends string>(
  { names, categories }: Pick<SampleStatement<N>, 'names' | 'categories'>,
  rows: readonly (readonly unknown[])[],
): Table<Record<N, Cell>, N> {
  const columns = names.map((name, j) => {
    const values = rows.map((row) => row[j])
    return categories.includes(name)
      ? categoriesOf(values, name)
      : Float64Array.from(values, (value) => numberIn(value, name) ?? Number.NaN)
  })
  return makeTable(names, rows.length, columns) as unknown as Table<Record<N, Cell>, N>
}

function categoriesOf(values: readonly unknown[], name: string): Categorical {
  const texts = values.map((value) => (value === null ? null : stateOf(value, name)))
  const levels = [...new Set(texts.filter((text) => text !== null))].sort(compareState)
  const place = new Map(levels.map((level, k) => [level, k]))
  return makeCategorical(
    Int32Array.from(texts, (text) => (text === null ? -1 : place.get(text)!)),
    levels,
  )
}
