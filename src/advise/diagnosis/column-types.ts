import type { ColumnDescription } from '../../data/tables/describe.js'
import type { Categorical } from '../../data/types.js'
import type { ColumnType } from './diagnosis-types.js'

/** So many different whole numbers are still states rather than amounts. */
const MOST_STATES = 10
/** With fewer rows another value in each says nothing. */
const LEAST_NAMES = 20

/** What a column holds; see {@link ColumnType}. */
export function typeOf(column: Float64Array | Categorical, { kind, count, distinct }: ColumnDescription): ColumnType {
  if (distinct <= 1) return 'constant'
  const isNamed = count >= LEAST_NAMES && distinct === count
  if (kind === 'categories') return isNamed ? 'identifier' : distinct === 2 ? 'binary' : 'categorical'
  if (isNamed && isRowNumber(column as Float64Array)) return 'identifier'
  if (distinct === 2) return 'binary'
  const isWhole = (column as Float64Array).every((v) => Number.isNaN(v) || Number.isInteger(v))
  return isWhole && distinct <= MOST_STATES ? 'discrete' : 'continuous'
}

/** Whole numbers that go up by one from row to row. */
function isRowNumber(column: Float64Array): boolean {
  return column.every((v, i) => Number.isInteger(v) && (i === 0 || v === column[i - 1]! + 1))
}

/** The states of a column as codes from 0, −1 where missing; numbers ascending. */
export function statesOf(column: Float64Array | Categorical): { codes: Int32Array; count: number } {
  if (!(column instanceof Float64Array)) {
    const used = [...new Set(column.codes)].filter((code) => code >= 0).sort((a, b) => a - b)
    const rank = new Map(used.map((code, i) => [code, i]))
    return { codes: column.codes.map((code) => rank.get(code) ?? -1), count: used.length }
  }
  const values = [...new Set(column)].filter((v) => !Number.isNaN(v)).sort((a, b) => a - b)
  const rank = new Map(values.map((v, i) => [v, i]))
  return { codes: Int32Array.from(column, (v) => rank.get(v) ?? -1), count: values.length }
}
