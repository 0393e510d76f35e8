import { CausalError } from '../../errors.js'
import { squareProduct } from '../../numeric/square-product.js'
import type { LinearTemporalModel } from '../types.js'

/** What a fitted autoregression tells beside its coefficients. */
interface Fitted {
  readonly n: number
  readonly gramInverse: Float64Array
}

/**
 * Standard errors of impulse responses by the delta method (Lütkepohl 2005, Proposition 3.6). Null for a model that was not
 * fitted by `varModel`.
 *
 * A change of Aτ(a, b) changes Φₕ(i, j) by Σₘ Φₘ(i, a) Φₕ₋τ₋ₘ(b, j). The covariance of the coefficients is Σ ⊗ (ZᵀZ)⁻¹. A
 * change of Σ = P Pᵀ is P S Pᵀ with independent entries of S of variance 1/n (2/n on the diagonal), and changes P by P times
 * the lower triangle of S with half its diagonal.
 *
 * @param moving - Φ₀ … Φ_H
 * @param shock - P and its order for orthogonal shocks, null for forecast errors
 */
export function deltaErrors(
  model: LinearTemporalModel,
  moving: readonly Float64Array[],
  shock: { readonly start: Float64Array; readonly permutation: Int32Array } | null,
): Float64Array[] | null {
  const fitted = model as LinearTemporalModel & Partial<Fitted>
  const { n, gramInverse, noise, lagged } = fitted
  const p = model.names.length
  const k = p * lagged.length
  if (model.form !== 'reduced' || n === undefined || !(gramInverse instanceof Float64Array)) return null
  if (gramInverse.length !== k * k || !gramInverse.every((v) => Number.isFinite(v)) || !(n > 0 && Number.isFinite(n))) {
    throw new CausalError(
      'invalid-argument',
      'give a result of varModel as it was returned: n and gramInverse do not fit.',
    )
  }
  const place = new Int32Array(p)
  shock?.permutation.forEach((i, at) => {
    place[i] = at
  })
  return moving.map((_, h) => {
    const errors = new Float64Array(p * p)
    // Φ P, of which Φₕ₋τ₋ₘ(b, ·) is taken for orthogonal shocks
    const ends = shock === null ? moving : moving.map((matrix) => squareProduct(matrix, shock.start, p))
    for (let i = 0; i < p; i++) {
      for (let j = 0; j < p; j++) {
        const slopes = slopesOf(moving, ends, p, lagged.length, h, i, j)
        let variance = quadratic(slopes, noise, gramInverse, p, k)
        if (shock !== null) {
          for (let c = 0; c < p; c++) {
            const value = ends[h]![i * p + c]! ** 2
            if (c === j) variance += value / 2 / n
            else if (place[c]! > place[j]!) variance += value / n
          }
        }
        errors[i * p + j] = Math.sqrt(Math.max(0, variance))
      }
    }
    return errors
  })
}

/** p × (p lags): the derivative of the response of i to j at h by each coefficient of each equation. */
function slopesOf(
  moving: readonly Float64Array[],
  ends: readonly Float64Array[],
  p: number,
  lags: number,
  h: number,
  i: number,
  j: number,
): Float64Array {
  const k = p * lags
  const slopes = new Float64Array(p * k)
  for (let lag = 1; lag <= Math.min(lags, h); lag++) {
    for (let m = 0; m <= h - lag; m++) {
      const [first, last] = [moving[m]!, ends[h - lag - m]!]
      for (let a = 0; a < p; a++) {
        const factor = first[i * p + a]!
        if (factor === 0) continue
        for (let b = 0; b < p; b++) slopes[a * k + (lag - 1) * p + b]! += factor * last[b * p + j]!
      }
    }
  }
  return slopes
}

/** gᵀ (Σ ⊗ Q) g for g as rows of slopes, one an equation. */
function quadratic(g: Float64Array, sigma: Float64Array, q: Float64Array, p: number, k: number): number {
  let total = 0
  for (let a = 0; a < p; a++) {
    const image = new Float64Array(k)
    for (let r = 0; r < k; r++) {
      let sum = 0
      for (let c = 0; c < k; c++) sum += q[r * k + c]! * g[a * k + c]!
      image[r] = sum
    }
    for (let b = 0; b < p; b++) {
      let sum = 0
      for (let r = 0; r < k; r++) sum += g[b * k + r]! * image[r]!
      total += sigma[a * p + b]! * sum
    }
  }
  return total
}
