import { checkTable } from '../../data/tables/check-table.js'
import { missingIn, missingValues } from '../../data/tables/missing.js'
import type { Table } from '../../data/types.js'
import { CausalError } from '../../errors.js'

/** A table as points for kernels. */
export interface KernelColumns {
  readonly names: readonly string[]
  readonly rowCount: number
  /** In their own units; categories as codes. */
  readonly raw: readonly Float64Array[]
  /** Mean 0 and variance 1 (divisor n − 1); a constant column is 0; categories as codes. */
  readonly standardised: readonly Float64Array[]
  readonly categorical: readonly boolean[]
  /** Whether a column takes more than one value. */
  readonly varies: readonly boolean[]
}

/** The columns of a table, complete, standardised. */
export function readKernelColumns(data: Table<unknown, string>): KernelColumns {
  if (typeof data !== 'object' || data === null || !('columns' in data)) {
    throw new CausalError('invalid-argument', 'expected a table: a kernel test needs the rows.')
  }
  checkTable(data)
  if (data.rowCount < 5) {
    throw new CausalError('too-few-rows', `a kernel test needs at least 5 rows, got ${data.rowCount}.`, {
      count: data.rowCount,
    })
  }
  const raw: Float64Array[] = []
  const standardised: Float64Array[] = []
  const categorical: boolean[] = []
  for (const [i, name] of data.columns.entries()) {
    const column = data.data[i]!
    const missing = missingIn(column)
    if (missing > 0) throw missingValues(data, name, data.columns)
    const values = column instanceof Float64Array ? column : Float64Array.from(column.codes)
    raw.push(values)
    categorical.push(!(column instanceof Float64Array))
    standardised.push(column instanceof Float64Array ? standardise(values) : values)
  }
  const varies = raw.map((values) => values.some((v) => v !== values[0]))
  return { names: data.columns, rowCount: data.rowCount, raw, standardised, categorical, varies }
}

function standardise(values: Float64Array): Float64Array {
  const n = values.length
  const origin = values[0]!
  let sum = 0
  for (let i = 0; i < n; i++) sum += values[i]! - origin
  const mean = sum / n
  const centred = values.map((v) => v - origin - mean)
  let squares = 0
  for (let i = 0; i < n; i++) squares += centred[i]! * centred[i]!
  const deviation = Math.sqrt(squares / (n - 1))
  // rounding leaves a constant column exactly 0, since it is measured from its first value
  if (deviation > 0) for (let i = 0; i < n; i++) centred[i]! /= deviation
  return centred
}
