import { blockRows, momentSums } from '../../data/statistics/moment-sums.js'
import { type PartialCorrelation, partialCorrelation } from '../../independence/gaussian/partial-correlation.js'
import { laggedColumn, type Windows } from '../moments/windows.js'
import { numericVariables } from '../series/variables.js'
import type { Series } from '../types.js'

/** Which recording, or which time, each window belongs to. */
export interface Groups {
  readonly code: Int32Array
  readonly count: number
}

/** Lagged columns with the means of groups taken out: what conditioning on a dummy leaves of them. */
export interface Projection {
  /** Dimensions that the means take, the overall mean being one. */
  readonly rank: number
  /** The sums of squares that are left, by lagged column. */
  readonly squares: Float64Array
  /** 1 where something is left of a column. */
  readonly varies: Uint8Array
  readonly partial: PartialCorrelation
}

/** The recording and the time of each window. */
export function groupsOf(series: Series<unknown, string>, windows: Windows): { space: Groups; time: Groups } {
  const space = new Int32Array(windows.count)
  const time = new Int32Array(windows.count)
  const units = new Map<string | null, number>()
  const times = new Map<number, number>()
  const codeIn = <K>(codes: Map<K, number>, key: K): number => {
    const code = codes.get(key) ?? codes.size
    codes.set(key, code)
    return code
  }
  let stretch = 0
  for (let k = 0, at = 0; k < windows.start.length; k++) {
    const first = windows.start[k]!
    while (series.stretches[stretch]!.start + series.stretches[stretch]!.length <= first) stretch++
    const { unit, start, time: begin } = series.stretches[stretch]!
    for (let i = 0; i < windows.length[k]!; i++, at++) {
      space[at] = codeIn(units, unit)
      time[at] = codeIn(times, Math.round(begin / series.every) + first + i - start)
    }
  }
  return { space: { code: space, count: units.size }, time: { code: time, count: times.size } }
}

/** The lagged columns without the means of the groups given: none (the overall mean), one kind or both. */
export function projectionOf(
  series: Series<unknown, string>,
  windows: Windows,
  maxLag: number,
  groups: readonly Groups[],
): Projection {
  const n = windows.count
  const columns = Array.from({ length: maxLag + 1 }, (_, lag) =>
    numericVariables(series).map((column) => withoutMeans(laggedColumn(column, lag, windows), groups)),
  ).flat()
  const p = columns.length
  const sums = momentSums(p)
  for (let start = 0; start < n; start += blockRows)
    sums.add(
      columns.map(({ left }) => left),
      start,
      Math.min(blockRows, n - start),
    )
  const [, scatter] = sums.end()
  const squares = Float64Array.from(columns, (_, i) => scatter[i * p + i]!)
  // of what a dummy explains wholly, rounding leaves a speck
  const varies = Uint8Array.from(columns, ({ before }, i) => (squares[i]! > 1e-12 * before ? 1 : 0))
  const correlation = new Float64Array(p * p)
  for (let i = 0; i < p; i++) {
    correlation[i * p + i] = 1
    for (let j = 0; j < i; j++) {
      if (varies[i] === 0 || varies[j] === 0) continue
      const r = Math.max(-1, Math.min(1, scatter[i * p + j]! / Math.sqrt(squares[i]! * squares[j]!)))
      correlation[i * p + j] = r
      correlation[j * p + i] = r
    }
  }
  const rank = groups.reduce((sum, { count }) => sum + count - 1, 1)
  return { rank, squares, varies, partial: partialCorrelation(p, correlation, n) }
}

/** A column less the means of its groups: one kind at once, two kinds in turn until they settle. */
function withoutMeans(column: Float64Array, groups: readonly Groups[]): { left: Float64Array; before: number } {
  const left = column.slice()
  const centre = left.reduce((sum, value) => sum + value, 0) / left.length
  let before = 0
  for (let i = 0; i < left.length; i++) {
    left[i]! -= centre
    before += left[i]! * left[i]!
  }
  for (let round = 0; round < 1000; round++) {
    let moved = 0
    for (const group of groups) moved = Math.max(moved, takeMeans(left, group))
    if (groups.length < 2 || moved * moved * left.length <= 1e-24 * before) break
  }
  return { left, before }
}

/** Takes the mean of each group out; the largest of them. */
function takeMeans(values: Float64Array, { code, count }: Groups): number {
  const sums = new Float64Array(count)
  const sizes = new Float64Array(count)
  for (let i = 0; i < values.length; i++) {
    sums[code[i]!]! += values[i]!
    sizes[code[i]!]!++
  }
  let largest = 0
  for (let k = 0; k < count; k++) {
    sums[k]! /= sizes[k]!
    largest = Math.max(largest, Math.abs(sums[k]!))
  }
  for (let i = 0; i < values.length; i++) values[i]! -= sums[code[i]!]!
  return largest
}
