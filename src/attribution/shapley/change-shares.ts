import type { StackedTables } from '../core/two-tables.js'

/** A number with its standard error. */
export interface Estimated {
  readonly value: number
  readonly error: number
}

/**
 * Shapley values of worths that are a mean over the rows before plus a mean over the rows after. A share is linear in the worths, so
 * it is such a sum of means too, and its error follows from both spreads.
 */
export function changeShares(
  players: number,
  rowsOf: (late: Uint8Array) => Float64Array,
  { before, after }: StackedTables,
): { readonly shares: readonly Estimated[]; readonly total: Estimated } {
  const n = before + after
  const weight = new Float64Array(players + 1)
  weight[0] = 1 / players
  for (let size = 1; size < players; size++) weight[size] = (weight[size - 1]! * size) / (players - size)
  const rows = Array.from({ length: players }, () => new Float64Array(n))
  const whole = new Float64Array(n)
  for (let set = 0; set < 2 ** players; set++) {
    const late = Uint8Array.from({ length: players }, (_, j) => (set >> j) & 1)
    const size = late.reduce((sum, bit) => sum + bit, 0)
    const worth = rowsOf(late)
    for (const [j, share] of rows.entries()) {
      const w = late[j] === 1 ? weight[size - 1]! : -weight[size]!
      for (let i = 0; i < n; i++) share[i]! += w * worth[i]!
    }
    const sign = size === players ? 1 : size === 0 ? -1 : 0
    if (sign !== 0) for (let i = 0; i < n; i++) whole[i]! += sign * worth[i]!
  }
  const estimate = (values: Float64Array): Estimated => {
    let [value, variance] = [0, 0]
    for (const [start, end] of [
      [0, before],
      [before, n],
    ] as const) {
      const size = end - start
      let mean = 0
      for (let i = start; i < end; i++) mean += values[i]! / size
      let squares = 0
      for (let i = start; i < end; i++) squares += (values[i]! - mean) ** 2
      value += mean
      variance += squares / (size - 1) / size
    }
    return { value, error: Math.sqrt(variance) }
  }
  return { shares: rows.map(estimate), total: estimate(whole) }
}
