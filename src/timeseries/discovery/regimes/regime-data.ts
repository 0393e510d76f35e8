import { type MomentRoom, momentRoom } from '../../../data/statistics/moment-sums.js'
import { CausalError } from '../../../errors.js'
import { stretchOfRows } from '../../core/stretch-of-rows.js'
import { momentsOfWindows } from '../../moments/lagged-moments.js'
import { rowsOfWindows, type Windows } from '../../moments/windows.js'
import { numericVariables } from '../../series/variables.js'
import type { LaggedMoments, Series } from '../../types.js'

/** The steps of a series that are shared out among regimes: those whose window is complete. */
export interface RegimeData<N extends string = string> {
  readonly series: Series<unknown, N>
  readonly windows: Windows
  readonly columns: readonly Float64Array[]
  /** The row of each step. */
  readonly rows: Int32Array
  /** 1 for the first step of a recording. */
  readonly isFirst: Uint8Array
  readonly room: MomentRoom
}

export function regimeData<N extends string>(series: Series<unknown, N>, windows: Windows): RegimeData<N> {
  const rows = rowsOfWindows(windows)
  const stretchOf = stretchOfRows(series)
  const unitOf = (row: number): string | null => series.stretches[stretchOf[row]!]!.unit
  const isFirst = Uint8Array.from(rows, (row, t) => (t === 0 || unitOf(row) !== unitOf(rows[t - 1]!) ? 1 : 0))
  const room = momentRoom(series.names.length * (windows.reach + 1))
  return { series, windows, columns: numericVariables(series), rows, isFirst, room }
}

/** Means and covariances of all lagged columns over the steps of a regime; the windows of its steps may begin in another. */
export function momentsOfRegime<N extends string>(
  { series, windows, rows, room }: RegimeData<N>,
  regime: Int32Array,
  chosen: readonly number[],
): LaggedMoments<N> {
  const weights = new Float64Array(series.table.rowCount)
  let count = 0
  for (let t = 0; t < rows.length; t++) {
    if (!chosen.includes(regime[t]!)) continue
    weights[rows[t]!] = 1
    count++
  }
  if (count < 2) throw new CausalError('too-few-rows', `a regime lost its steps: ${count} are left.`, { count })
  return momentsOfWindows(series, windows, windows.reach, weights, room)
}
