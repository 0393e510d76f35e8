import { columnAt } from '../../../data/tables/column.js'
import { isNumeric } from '../../../data/tables/make-table.js'
import { textsOfNumbers } from '../../../data/tables/numeric-column.js'
import type { Table } from '../../../data/types.js'
import { CausalError } from '../../../errors.js'
import { quoteNames } from '../../../names.js'
import { show } from '../../../show.js'
import type { Covariate } from '../types/estimator.js'
import { alphabetical } from './direction.js'

/** A column, known to be complete, as a covariate. */
export function covariateOf(table: Table<unknown, string>, name: string): Covariate {
  const column = columnAt(table, name)
  return isNumeric(column) ? { name, values: column } : { name, values: column.codes, levels: column.levels }
}

/** The outcome as numbers: of two categories one is the event, and counts as 1. */
export interface CodedOutcome {
  readonly values: Float64Array
  /** The category that counts as 1, or null for numbers. */
  readonly event: string | null
  readonly warnings: readonly string[]
}

/** The outcome as numbers; of two categories `event` counts as 1, or the second where it is not told. */
export function outcomeOf(table: Table<unknown, string>, name: string, event: string | undefined): CodedOutcome {
  const { values, levels } = covariateOf(table, name)
  const distinct = firstValues(values)
  if (distinct.length === 1) {
    const message = `the outcome ${show(name)} does not vary: there is nothing to explain.`
    throw new CausalError('constant-column', message, { columns: [name] })
  }
  if (levels === undefined) {
    if (event === undefined) return { values: values as Float64Array, event: null, warnings: [] }
    throw new CausalError(
      'invalid-argument',
      `the outcome ${show(name)} holds numbers, whose mean is taken: leave \`event\` out, it names a category.`,
      { option: 'event', event },
    )
  }
  if (distinct.length > 2) {
    throw new CausalError(
      'not-supported',
      `the outcome ${show(name)} has more than two categories, so it has no mean: code it as numbers, or as 0 and 1.${textsOfNumbers(levels)}`,
      { outcome: name, levels },
    )
  }
  const pair = distinct.map((code) => levels[code]!) as [string, string]
  if (event !== undefined && !pair.includes(event)) {
    throw new CausalError(
      'unknown-name',
      `\`event\` must be a category of ${show(name)}, ${quoteNames(pair)}, got ${show(event)}.`,
      { option: 'event', event, levels: pair },
    )
  }
  const chosen = event ?? pair[1]
  const code = levels.indexOf(chosen)
  const [other] = pair.filter((level) => level !== chosen)
  return {
    values: Float64Array.from(values, (value) => (value === code ? 1 : 0)),
    event: chosen,
    warnings:
      event === undefined && alphabetical(pair)
        ? [
            `the outcome counts ${name} = ${chosen} as 1 and ${name} = ${other} as 0, because the alphabet puts it last: say { event: ${show(chosen)} } to confirm, or { event: ${show(other)} } to turn it.`,
          ]
        : [],
  }
}

/** The distinct values in order, at most three of them. */
export function firstValues(values: Float64Array | Int32Array): number[] {
  const distinct = new Set<number>()
  for (let i = 0; i < values.length && distinct.size < 3; i++) distinct.add(values[i]! === 0 ? 0 : values[i]!)
  return [...distinct].sort((a, b) => a - b)
}
