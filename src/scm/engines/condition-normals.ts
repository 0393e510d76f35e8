import { portableLog } from '../../numeric/special/portable-log.js'

/** Jointly normal numbers of which the last are known, and what is left of the others. */
export interface Conditioned {
  /** The logarithm of the density of what was known, of what it says beyond the certain. */
  readonly logDensity: number
  /** How many of the known numbers had a density: the others were certain already. */
  readonly rank: number
}

/**
 * Conditions the first `t` of t + e jointly normal numbers on the values of the other e, in place: one at a time, the one that is
 * least certain first, as in a pivoted, incomplete Cholesky factorisation. So a singular covariance does no harm: what is certain
 * already must agree.
 *
 * @returns null where a known value contradicts what is certain
 * @complexity O(e (t + e)²)
 */
export function conditionNormals(
  t: number,
  e: number,
  mean: Float64Array,
  covariance: Float64Array,
  known: ArrayLike<number>,
): Conditioned | null {
  const n = t + e
  const before = Float64Array.from({ length: n }, (_, i) => covariance[i * n + i]!)
  const constant = mean.slice(t)
  const open = Uint8Array.from({ length: e }, () => 1)
  let logDensity = 0
  let rank = 0
  for (let step = 0; step < e; step++) {
    let k = -1
    for (let c = 0; c < e; c++)
      if (open[c] === 1 && (k < 0 || covariance[(t + c) * n + t + c]! > covariance[(t + k) * n + t + k]!)) k = c
    open[k] = 0
    const at = t + k
    const variance = covariance[at * n + at]!
    const gap = known[k]! - mean[at]!
    if (!(variance > 1e-13 * before[at]!) || variance <= 0) {
      const size = Math.sqrt(Math.max(before[at]!, 0)) + Math.abs(known[k]!) + Math.abs(constant[k]!)
      if (Math.abs(gap) > 1e-7 * size) return null
      continue
    }
    rank++
    logDensity -= 0.5 * (portableLog(2 * Math.PI * variance) + (gap * gap) / variance)
    const column = Float64Array.from({ length: n }, (_, i) => covariance[i * n + at]!)
    const news = gap / variance
    for (let i = 0; i < n; i++) {
      const c = column[i]!
      if (c === 0 || (i >= t && open[i - t] === 0)) continue
      mean[i]! += c * news
      for (let j = 0; j < n; j++) covariance[i * n + j]! -= (c * column[j]!) / variance
    }
  }
  for (let i = 0; i < t; i++) {
    // what is certain has no variance left but rounding
    if (covariance[i * n + i]! > 1e-13 * before[i]!) continue
    for (let j = 0; j < n; j++) covariance[i * n + j] = covariance[j * n + i] = 0
  }
  return { logDensity, rank }
}
