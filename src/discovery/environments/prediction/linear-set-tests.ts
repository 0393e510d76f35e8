import { cholesky, solveCholesky } from '../../../numeric/cholesky.js'
import { fCdf, fUpperTail } from '../../../numeric/special/f.js'
import { studentTTwoSided } from '../../../numeric/special/student-t.js'
import { type EnvironmentMoments, type Moments, quadratic, regressionOn } from './environment-moments.js'
import type { SetTest } from './types.js'

/**
 * Method II: one regression over all rows; in each environment the mean of its residuals against that of the others (Welch's t) and their
 * variance (F), twice the smaller p-value, times the number of environments (with two there is one comparison).
 *
 * @param worthOf - the share of its degrees of freedom that a variance of the residuals is worth: 1 for Gaussian noise
 */
export function residualTest(
  moments: EnvironmentMoments,
  names: readonly string[],
  worthOf: (set: readonly number[], slopes: Float64Array) => number,
): SetTest {
  const { p, all, inside, outside } = moments
  const comparisons = inside.length === 2 ? 1 : inside.length
  return (set) => {
    const { slopes } = regressionOn(moments, all, set, names)
    const residuals = ({ n, mean, scatter }: Moments): { n: number; mean: number; variance: number } => ({
      n,
      mean: set.reduce((sum, i, k) => sum - slopes[k]! * mean[i]!, mean[p - 1]!),
      variance: quadratic(scatter, p, set, slopes) / (n - 1),
    })
    const share = worthOf(set, slopes)
    let least = 1
    for (let e = 0; e < comparisons; e++) {
      const [own, rest] = [residuals(inside[e]!), residuals(outside[e]!)]
      least = Math.min(least, 2 * Math.min(meansDiffer(own, rest), variancesDiffer(own, rest, share)))
    }
    return Math.min(1, comparisons * least)
  }
}

interface Sample {
  readonly n: number
  readonly mean: number
  readonly variance: number
}

/** Welch's two-sample t test. */
function meansDiffer(a: Sample, b: Sample): number {
  const [va, vb] = [a.variance / a.n, b.variance / b.n]
  if (va + vb === 0) return a.mean === b.mean ? 1 : 0
  const freedom = (va + vb) ** 2 / (va ** 2 / (a.n - 1) + vb ** 2 / (b.n - 1))
  return studentTTwoSided((a.mean - b.mean) / Math.sqrt(va + vb), freedom)
}

/** The F test of two variances. */
function variancesDiffer(a: Sample, b: Sample, share: number): number {
  if (a.variance === 0 || b.variance === 0) return a.variance === b.variance ? 1 : 0
  const ratio = a.variance / b.variance
  const [above, below] = [share * (a.n - 1), share * (b.n - 1)]
  return Math.min(1, 2 * Math.min(fUpperTail(ratio, above, below), fCdf(ratio, above, below)))
}

/**
 * Method I (Chow 1960): D, what a regression on the other environments' rows misses in those of e, with its covariance σ² (I + X_e (XᵀX)⁻¹ X_eᵀ):
 * Dᵀ Σ⁻¹ D / (n_e σ̂²) is F(n_e, n₋ₑ − |S| − 1) for Gaussian noise. The smallest p-value times the number of environments.
 */
export function chowTest(moments: EnvironmentMoments, names: readonly string[]): SetTest {
  const { inside, outside } = moments
  return (set) => {
    let least = 1
    for (const [e, own] of inside.entries())
      least = Math.min(least, predictionFails(moments, own, outside[e]!, set, names))
    return Math.min(1, inside.length * least)
  }
}

function predictionFails(
  moments: EnvironmentMoments,
  own: Moments,
  rest: Moments,
  set: readonly number[],
  names: readonly string[],
): number {
  const { p } = moments
  const { slopes, left } = regressionOn(moments, rest, set, names)
  const freedom = rest.n - set.length - 1
  // sums over e of products of deviations from the others' mean
  const shift = own.mean.map((m, i) => m - rest.mean[i]!)
  const sums = (i: number, j: number): number => own.scatter[i * p + j]! + own.n * shift[i]! * shift[j]!
  const missed = (i: number): number => set.reduce((sum, j, k) => sum - slopes[k]! * sums(i, j), sums(i, p - 1))
  const total = set.reduce((sum, i, k) => sum - slopes[k]! * missed(i), missed(p - 1))
  // Woodbury: Dᵀ (I + G M⁻¹ Gᵀ)⁻¹ D = DᵀD − DᵀG (M + GᵀG)⁻¹ GᵀD, G the rows (1, x) of e, M = XᵀX of the others
  const size = set.length + 1
  const matrix = new Float64Array(size * size)
  const right = new Float64Array(size)
  matrix[0] = rest.n + own.n
  right[0] = own.n * set.reduce((sum, i, k) => sum - slopes[k]! * shift[i]!, shift[p - 1]!)
  for (const [a, i] of set.entries()) {
    matrix[a + 1] = matrix[(a + 1) * size] = own.n * shift[i]!
    right[a + 1] = missed(i)
    for (const [b, j] of set.entries()) matrix[(a + 1) * size + b + 1] = rest.scatter[i * p + j]! + sums(i, j)
  }
  const root = cholesky(matrix, size)
  const solved = root.ok ? solveCholesky(root.factor, size, right.slice()) : right.map(() => 0)
  const square = right.reduce((sum, v, i) => sum - v * solved[i]!, total)
  return fUpperTail(Math.max(0, square) / own.n / (left / freedom), own.n, freedom)
}
