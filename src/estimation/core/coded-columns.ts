import { columnAt } from '../../data/tables/column.js'
import { isNumeric } from '../../data/tables/make-table.js'
import { missingIn, missingValues } from '../../data/tables/missing.js'
import type { Table } from '../../data/types.js'
import { CausalError } from '../../errors.js'
import { show } from '../../show.js'
import { constant } from './design.js'
import type { Covariate } from './types.js'

/** A complete column as a covariate; `needed`: the columns that the question uses. */
export function covariateOf(table: Table<unknown, string>, name: string, needed?: readonly string[]): Covariate {
  const column = columnAt(table, name)
  const missing = missingIn(column)
  if (missing > 0) throw missingValues(table, name, needed)
  return isNumeric(column) ? { name, values: column } : { name, values: column.codes, levels: column.levels }
}

/** The treatment: 0 and 1 with the two values in words, or numbers. Constant columns and more than two categories are errors. */
export function treatmentOf(
  table: Table<unknown, string>,
  name: string,
  needed?: readonly string[],
): { values: Float64Array; arms: readonly [string, string] | null } {
  const { values, levels } = covariateOf(table, name, needed)
  const distinct = twoValues(values)
  if (distinct.length === 1) throw constant(name)
  if (distinct.length === 2) {
    const [from, to] = distinct as [number, number]
    const label = (value: number): string => `${name} = ${levels?.[value] ?? value}`
    return { values: Float64Array.from(values, (value) => (value === to ? 1 : 0)), arms: [label(from), label(to)] }
  }
  if (levels === undefined) return { values: values as Float64Array, arms: null }
  throw new CausalError(
    'not-supported',
    `the treatment ${show(name)} has more than two categories: keep the rows of two of them with where(table, mask).`,
    { treatment: name, levels },
  )
}

/** The outcome as numbers; of two categories the second counts as 1. */
export function outcomeOf(
  table: Table<unknown, string>,
  name: string,
  needed?: readonly string[],
): { values: Float64Array; event: string | null } {
  const { values, levels } = covariateOf(table, name, needed)
  const distinct = twoValues(values)
  if (distinct.length === 1) throw constant(name)
  if (levels === undefined) return { values: values as Float64Array, event: null }
  if (distinct.length === 2) {
    const event = distinct[1]!
    return { values: Float64Array.from(values, (value) => (value === event ? 1 : 0)), event: levels[event]! }
  }
  throw new CausalError(
    'not-supported',
    `the outcome ${show(name)} has more than two categories, so it has no mean: code it as numbers, or as 0 and 1.`,
    { outcome: name, levels },
  )
}

/** The distinct values in order, at most three. */
function twoValues(values: Float64Array | Int32Array): number[] {
  const distinct = new Set<number>()
  for (let i = 0; i < values.length && distinct.size < 3; i++) distinct.add(values[i]! === 0 ? 0 : values[i]!)
  return [...distinct].sort((a, b) => a - b)
}
