import { logNormalUpperTail } from '../../../numeric/special/normal.js'
import { portableLog } from '../../../numeric/special/portable-log.js'
import { meanOf } from './sum-of.js'

/**
 * The logarithm of the two-sided p-value that values after rank otherwise than those before (Mann & Whitney 1947, normal
 * approximation); `inflation` is how many times the variance of a rank sum is that of independent rows.
 */
export function logRankTest(before: Float64Array, after: Float64Array, inflation: number): number {
  const [n, m] = [before.length, after.length]
  const [low, high] = [before.slice().sort(), after.slice().sort()]
  // pairs in which the value after is the larger; ties count half
  let [u, below, through] = [0, 0, 0]
  for (let k = 0; k < m; k++) {
    while (below < n && low[below]! < high[k]!) below++
    through = Math.max(through, below)
    while (through < n && low[through] === high[k]) through++
    u += (below + through) / 2
  }
  const z = (u - (n * m) / 2) / Math.sqrt((inflation * n * m * (n + m + 1)) / 12)
  return Math.min(0, portableLog(2) + logNormalUpperTail(Math.abs(z)))
}

/**
 * By how much a row's following the one before it inflates the variance of a mean: (1 + ρ) / (1 − ρ) for an autoregression of order
 * 1, and at least 1. `follows[i]` says whether value i comes straight after value i − 1.
 */
export function autocorrelationInflation(values: Float64Array, follows: Uint8Array): number {
  const mean = meanOf(values)
  let [square, product] = [0, 0]
  for (let i = 0; i < values.length; i++) {
    square += (values[i]! - mean) ** 2
    if (i > 0 && follows[i] === 1) product += (values[i]! - mean) * (values[i - 1]! - mean)
  }
  const rho = Math.min(0.95, square === 0 ? 0 : product / square)
  return Math.max(1, (1 + rho) / (1 - rho))
}

/** Holm's adjustment of p-values: NaN stays, and does not count. */
export function holm(pValues: Float64Array): Float64Array {
  const order = [...pValues.keys()].filter((i) => pValues[i]! >= 0).sort((a, b) => pValues[a]! - pValues[b]! || a - b)
  const out = new Float64Array(pValues.length).fill(Number.NaN)
  let least = 0
  for (const [k, i] of order.entries()) {
    least = Math.max(least, Math.min(1, (order.length - k) * pValues[i]!))
    out[i] = least
  }
  return out
}
