import type { GaussianProblem } from './read-model.js'
import type { StableClass } from './types.js'

/** Relative to a variance: what is left below it is rounding. */
const DETERMINED = 1e-12

/**
 * The variance of the outcome given a subset under do(mutable). In a linear Gaussian model what the predictor misses is a sum of
 * noises that does not hold the mutable variables: y(x_M) − f(x_S(x_M), x_M) has mean zero given x_S for each x_M, so the coefficients
 * of x_M in it vanish. No mechanism of theirs, bounded or not, changes the risk.
 */
export function gaussianRisk(
  { covariance, count }: GaussianProblem,
  subset: readonly number[],
): Omit<StableClass, 'subset' | 'members'> {
  const a = covariance.slice()
  const y = count - 1
  for (const i of subset) {
    const pivot = a[i * count + i]!
    // what the others determine says nothing more
    if (!(pivot > DETERMINED * covariance[i * count + i]!)) continue
    const row = a.slice(i * count, (i + 1) * count)
    for (let j = 0; j < count; j++) for (let k = 0; k < count; k++) a[j * count + k]! -= (row[j]! * row[k]!) / pivot
  }
  const risk = Math.max(0, a[y * count + y]!)
  return { worstRisk: risk, atMost: risk, exact: true, observedRisk: risk, worstMechanisms: null }
}
