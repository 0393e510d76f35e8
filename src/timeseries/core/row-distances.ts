import type { Series } from '../types.js'
import { stretchOfRows } from './stretch-of-rows.js'

/**
 * How many steps each of these rows lies after the one before it: 1 within a stretch, more over a gap, infinity for the first of a
 * recording.
 *
 * @param step - the time of each row of the series in steps
 */
export function rowDistances(series: Series<unknown, string>, step: Float64Array, rows: Int32Array): Float64Array {
  const stretchOf = stretchOfRows(series)
  const unitOf = (row: number): string | null => series.stretches[stretchOf[row]!]!.unit
  return Float64Array.from(rows, (row, r) => {
    if (r === 0 || unitOf(row) !== unitOf(rows[r - 1]!)) return Number.POSITIVE_INFINITY
    return Math.round(step[row]! - step[rows[r - 1]!]!)
  })
}
