import { portablePow } from '../../numeric/special/portable-pow.js'
import { portableCos } from '../../numeric/special/portable-sin.js'
import { powerOf } from './autoregressive-errors.js'

/** A regression by least squares, and what its errors are taken for. */
export interface FittedRegression {
  /** n × k row-major. */
  readonly x: Float64Array
  readonly residuals: Float64Array
  /** (XᵀX)⁻¹ c for a vector c. */
  readonly inverseTimes: (c: Float64Array) => Float64Array
  /** The autocorrelation ρ of the errors one step apart, in the working model. */
  readonly autocorrelation: number
  /** How many steps each row lies after the row before it; infinity after another recording, and for the first row. */
  readonly distance: Float64Array
}

/** The variance of an estimate, and the degrees of freedom of Student's t that go with it. */
export interface CosineVariance {
  readonly variance: number
  readonly degreesOfFreedom: number
}

/** More cosines than this hardly shorten an interval (t with 128 degrees of freedom is 1 % wider than the normal), and cost their square. */
const mostCosines = 128

/** The number of cosines of Lazarus, Lewis, Stock & Watson (2018): 0.4 n^(2/3), here at most 128. */
export function cosineCount(n: number): number {
  return Math.min(mostCosines, Math.max(1, Math.floor(0.4 * portablePow(n, 2 / 3))))
}

/**
 * The variance of a coefficient under autocorrelated errors of any form by equally weighted cosines, corrected under a working model.
 *
 * The estimate less the truth is Σ aₜ uₜ. With residuals e in place of the errors u, Λⱼ = √2 Σ aₜ eₜ cos(π j (t + ½) / n), and the mean of Λⱼ² over
 * j = 1 … B estimates its variance (Müller 2004; Lazarus, Lewis, Stock & Watson 2018). Residuals hang together less than errors do, and the
 * cosines are neither equal nor independent where the autocorrelation is strong; so, as Bell & McCaffrey (2002) do for clusters, that mean is
 * divided by what it would be expected to be under errors of correlation ρ^distance, times the variance that they would give, and t has
 * the degrees of freedom (Satterthwaite) that fit its spread under them. Where the working model is wrong both corrections fade
 * as n grows, and the estimate stays right.
 *
 * With K the covariance of Λ under the working model the steps are sums over t of outer products, as uₜ = pₜ uₜ₋₁ + √(1 − pₜ²) εₜ: O(n B (B + k)).
 *
 * @param weight - row of (XᵀX)⁻¹ times this gives aₜ = xₜᵀ (XᵀX)⁻¹ weight
 */
export function cosineVariance(fit: FittedRegression, weight: Float64Array, count: number): CosineVariance {
  const { x, residuals, inverseTimes, autocorrelation, distance } = fit
  const n = residuals.length
  const k = weight.length
  const toWeight = inverseTimes(weight)
  const a = new Float64Array(n)
  for (let t = 0; t < n; t++) for (let c = 0; c < k; c++) a[t]! += x[t * k + c]! * toWeight[c]!
  const cosines = new Float64Array(count)
  // Λ, and for each cosine Xᵀ(c ∘ a)
  const lambda = new Float64Array(count)
  const across = Array.from({ length: count }, () => new Float64Array(k))
  for (let t = 0; t < n; t++) {
    cosinesAt(t, n, cosines)
    for (let j = 0; j < count; j++) {
      const own = cosines[j]! * a[t]!
      lambda[j]! += own * residuals[t]!
      for (let c = 0; c < k; c++) across[j]![c]! += own * x[t * k + c]!
    }
  }
  const projected = across.map((column) => inverseTimes(column))
  // backwards: g = h + p g, where Λⱼ = Σ hⱼ u with h = M (c ∘ a), so that Λ = Σ √(1 − p²) gₜ εₜ
  const g = new Float64Array(count)
  const covariance = new Float64Array(count * count)
  let own = 0
  let truth = 0
  let after = 0
  for (let t = n - 1; t >= 0; t--) {
    cosinesAt(t, n, cosines)
    own = a[t]! + after * own
    for (let j = 0; j < count; j++) {
      let h = cosines[j]! * a[t]!
      const q = projected[j]!
      for (let c = 0; c < k; c++) h -= x[t * k + c]! * q[c]!
      g[j] = h + after * g[j]!
    }
    const p = powerOf(autocorrelation, distance[t]!)
    const innovation = 1 - p * p
    truth += innovation * own * own
    for (let i = 0; i < count; i++) {
      const value = innovation * g[i]!
      for (let j = 0; j <= i; j++) covariance[i * count + j]! += value * g[j]!
    }
    after = p
  }
  let [trace, square, mean] = [0, 0, 0]
  for (let i = 0; i < count; i++) {
    trace += covariance[i * count + i]!
    mean += (lambda[i]! * lambda[i]!) / count
    for (let j = 0; j <= i; j++) square += (j < i ? 2 : 1) * covariance[i * count + j]! ** 2
  }
  return { variance: (mean * truth * count) / trace, degreesOfFreedom: (trace * trace) / square }
}

/** √2 cos(π j (t + ½) / n) for j = 1, 2 …, by cos jθ = 2 cos θ cos (j − 1)θ − cos (j − 2)θ. */
function cosinesAt(t: number, n: number, into: Float64Array): void {
  const first = portableCos((Math.PI * (t + 0.5)) / n)
  let [before, now] = [Math.SQRT2, Math.SQRT2 * first]
  for (let j = 0; j < into.length; j++) {
    into[j] = now
    ;[before, now] = [now, 2 * first * now - before]
  }
}
