import type { Series } from '../types.js'

/** The number of the stretch of each row. */
export function stretchOfRows({ stretches, table }: Series<unknown, string>): Int32Array {
  const stretchOf = new Int32Array(table.rowCount)
  for (const [s, { start, length }] of stretches.entries()) stretchOf.fill(s, start, start + length)
  return stretchOf
}

/** The stamp of a row. */
export function stampOf({ stretches, every }: Series<unknown, string>, row: number): number {
  const stretch = stretches.find(({ start, length }) => row >= start && row < start + length)!
  return stretch.time + (row - stretch.start) * every
}
