import { positionOf } from '../../data/tables/column.js'
import { isNumeric } from '../../data/tables/make-table.js'
import { missingIn } from '../../data/tables/missing.js'
import type { Series } from '../types.js'

/**
 * The times t whose window t − reach … t lies in one stretch and is complete in the variables asked for: runs of rows that
 * follow each other. Within a run a variable at a lag is a part of its column, without a copy.
 */
export interface Windows {
  /** How many steps back a window reaches. */
  readonly reach: number
  /** The row of the first time of each run. */
  readonly start: Int32Array
  /** How many times each run has. */
  readonly length: Int32Array
  /** How many times there are in all. */
  readonly count: number
}

/** Windows of a checked series. O(n p) for p variables. */
export function windowsOf(
  series: Series<unknown, string>,
  reach: number,
  variables: readonly string[] = series.names,
): Windows {
  const isMissing = missingRows(series, variables)
  const start: number[] = []
  const length: number[] = []
  let count = 0
  for (const stretch of series.stretches) {
    const end = stretch.start + stretch.length
    // rows since the last incomplete one
    let run = 0
    for (let row = stretch.start; row < end; row++) {
      run = isMissing?.[row] === 1 ? 0 : run + 1
      if (run <= reach) continue
      count++
      if (run === reach + 1) {
        start.push(row)
        length.push(1)
      } else length[length.length - 1]!++
    }
  }
  return { reach, start: Int32Array.from(start), length: Int32Array.from(length), count }
}

/** 1 for each row in which a variable is missing; null where none is. */
function missingRows({ table }: Series<unknown, string>, variables: readonly string[]): Uint8Array | null {
  const gappy = variables.map((name) => table.data[positionOf(table, name)]!).filter((column) => missingIn(column) > 0)
  if (gappy.length === 0) return null
  const isMissing = new Uint8Array(table.rowCount)
  for (const column of gappy) {
    for (let row = 0; row < isMissing.length; row++)
      if (isNumeric(column) ? Number.isNaN(column[row]) : column.codes[row]! < 0) isMissing[row] = 1
  }
  return isMissing
}

/** A column so many steps before each time of the windows: a part of it where they are one run, else a copy run by run. */
export function laggedColumn(column: Float64Array, lag: number, { start, length, count }: Windows): Float64Array {
  if (start.length === 1) return column.subarray(start[0]! - lag, start[0]! - lag + count)
  const out = new Float64Array(count)
  for (let k = 0, at = 0; k < start.length; at += length[k++]!) {
    const from = start[k]! - lag
    out.set(column.subarray(from, from + length[k]!), at)
  }
  return out
}

/** The row of each time, in order. */
export function rowsOfWindows({ start, length, count }: Windows): Int32Array {
  const rows = new Int32Array(count)
  for (let k = 0, at = 0; k < start.length; k++) for (let i = 0; i < length[k]!; i++) rows[at++] = start[k]! + i
  return rows
}
