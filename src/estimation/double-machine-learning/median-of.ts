import { euclideanNorm } from '../../numeric/euclidean-norm.js'

/** One cut of the rows: the estimate, each row's influence, and the standard error. */
export interface Repetition {
  readonly estimate: number
  readonly influence: Float64Array
  readonly standardError: number
}

/** The median; of an even number the mean of the middle two. */
export function median(values: readonly number[]): number {
  const sorted = Float64Array.from(values).sort()
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

/**
 * The median over repetitions, with the standard error √ median(σ² + (θ − median θ)²): how far the cuts disagree counts too
 * (Chernozhukov et al. 2018, definition 3.3).
 */
export function medianOf(repetitions: readonly Repetition[]): Repetition {
  const [only] = repetitions
  if (repetitions.length === 1) return only!
  const estimate = median(repetitions.map((r) => r.estimate))
  const standardError = Math.sqrt(
    median(
      repetitions.map((r) => r.standardError * r.standardError + (r.estimate - estimate) * (r.estimate - estimate)),
    ),
  )
  const sorted = [...repetitions].sort((r, s) => r.estimate - s.estimate)
  const middle = sorted.length >> 1
  const near = sorted.length % 2 === 1 ? [sorted[middle]!] : [sorted[middle - 1]!, sorted[middle]!]
  const influence = near[0]!.influence.map((_, i) => near.reduce((sum, r) => sum + r.influence[i]!, 0) / near.length)
  // scaled, so that its squares still sum to the squared standard error
  const size = euclideanNorm(influence) / influence.length
  return { estimate, standardError, influence: influence.map((v) => (size > 0 ? (v * standardError) / size : v)) }
}
