import { discreteColumn } from '../../data/tables/discrete-column.js'
import { numericColumn } from '../../data/tables/numeric-column.js'
import type { Table } from '../../data/types.js'
import { type DiscreteColumns, refine } from '../discrete/discrete-columns.js'
import { type Grouping, groupRows } from './grouped-regression.js'

/** Every column as what it is; one weight a row. */
export interface MixedColumns extends DiscreteColumns {
  readonly isNumber: readonly boolean[]
  readonly values: readonly Float64Array[]
}

/** Reads a table of numbers and categories. */
export function readMixed(data: Table<unknown, string>): MixedColumns {
  const n = data.rowCount
  const isNumber = data.data.map((column) => column instanceof Float64Array)
  const none = new Float64Array(0)
  const discrete = data.columns.map((name, i) => (isNumber[i]! ? null : discreteColumn(data, name, data.columns)))
  return {
    names: data.columns,
    isNumber,
    values: data.columns.map((name, i) => (isNumber[i]! ? numericColumn(data, name, data.columns) : none)),
    codes: discrete.map((column) => column?.codes ?? new Int32Array(0)),
    levels: Int32Array.from(discrete, (column) => column?.states.length ?? 0),
    weights: new Float64Array(n).fill(1),
    total: n,
  }
}

/** The rows of each combination of these categories that occurs. */
export function groupingOf(data: MixedColumns, categories: readonly number[]): Grouping & { readonly used: number } {
  const group = new Int32Array(data.total)
  let groups = 1
  for (const c of categories) groups = refine(group, groups, data.codes[c]!, data.levels[c]!)
  return { ...groupRows(group, groups), used: groups }
}

/** The levels of a category among some rows, numbered anew. */
export function seenLevels(codes: Int32Array): { readonly codes: Int32Array; readonly levels: number } {
  const sorted = [...new Set(codes)].sort((p, q) => p - q)
  const position = new Map(sorted.map((code, i) => [code, i]))
  return { codes: codes.map((c) => position.get(c)!), levels: sorted.length }
}

/** A column of 0 and 1 for each level but the last. */
export function dummies({ codes, levels }: { readonly codes: Int32Array; readonly levels: number }): Float64Array[] {
  return Array.from({ length: levels - 1 }, (_, l) => Float64Array.from(codes, (c) => (c === l ? 1 : 0)))
}

/** Mean 0 and variance 1 (divisor n); a constant column becomes 0. */
export function standardised(values: Float64Array): Float64Array {
  // measured from the first value: rounding then leaves a constant column exactly 0
  const origin = values[0] ?? 0
  const mean = values.reduce((s, v) => s + (v - origin), 0) / values.length
  const centred = values.map((v) => v - origin - mean)
  const scale = Math.sqrt(centred.reduce((s, v) => s + v * v, 0) / values.length)
  return scale > 0 ? centred.map((v) => v / scale) : centred
}
