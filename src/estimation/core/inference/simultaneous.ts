import { normalQuantile } from '../../../numeric/special/normal.js'
import { studentTQuantile } from '../../../numeric/special/student-t.js'
import { generator } from '../../../probability/streams/stream.js'
import { pivotedCholeskyFactor } from './semidefinite-root.js'

/** Draws of the largest of several statistics: the quantile is then right to about 0.01. */
const draws = 40_000

/**
 * The critical value c of several estimates at once: P(max |t| ≤ c) = confidence for normal z with the correlations of their
 * influence values, all over one √(χ² / df): the multivariate t of Hothorn, Bretz & Westfall 2008 (of Dunnett 1955 where the
 * correlations are equal), by simulation from a fixed seed.
 *
 * @param parts - for each estimate, what each independent unit adds to its deviation
 * @param df - degrees of freedom of the standard errors; infinite for the normal distribution
 */
export function simultaneousCritical(
  parts: readonly Float64Array[],
  confidence: number,
  df: number = Number.POSITIVE_INFINITY,
): number {
  const k = parts.length
  const quantile = (p: number): number => (Number.isFinite(df) ? studentTQuantile(p, df) : normalQuantile(p))
  const single = quantile((1 + confidence) / 2)
  if (k < 2) return single
  const correlation = new Float64Array(k * k)
  const norm = parts.map((part) => Math.sqrt(part.reduce((sum, value) => sum + value * value, 0)))
  for (let a = 0; a < k; a++) {
    for (let b = 0; b <= a; b++) {
      let sum = 0
      const [u, v] = [parts[a]!, parts[b]!]
      for (let i = 0; i < u.length; i++) sum += u[i]! * v[i]!
      const r = a === b ? 1 : norm[a]! * norm[b]! > 0 ? sum / (norm[a]! * norm[b]!) : 0
      correlation[a * k + b] = r
      correlation[b * k + a] = r
    }
  }
  const { root, rank } = pivotedCholeskyFactor(correlation, k)
  const random = generator('simultaneous')
  const z = new Float64Array(rank)
  const largest = new Float64Array(draws)
  for (let d = 0; d < draws; d++) {
    random.fillNormal(z)
    for (let a = 0; a < k; a++) {
      let value = 0
      for (let r = 0; r < rank; r++) value += root[a * k + r]! * z[r]!
      largest[d] = Math.max(largest[d]!, Math.abs(value))
    }
    if (Number.isFinite(df)) largest[d]! /= Math.sqrt((2 * random.gamma(df / 2)) / df)
  }
  largest.sort()
  // never below that of one comparison, never above Bonferroni's
  const bound = quantile(1 - (1 - confidence) / (2 * k))
  return Math.min(bound, Math.max(single, largest[Math.min(draws - 1, Math.ceil(confidence * draws))]!))
}
