import { linearSolve } from '../../numeric/linear-solve.js'
import { symmetricEigen } from '../../numeric/symmetric-eigen.js'

/** The wiggly part of a natural cubic spline: functions whose penalty ∫ f''² is the sum of their squared coefficients. */
export interface SplineBasis {
  readonly size: number
  /** Writes their values at a number to `out` from `at` on. */
  readonly evaluate: (x: number, out: Float64Array, at: number) => void
}

/**
 * The natural cubic spline through values f at K knots has second derivatives γ = F f with B γ = D f, and ∫ f''² = fᵀ Dᵀ B⁻¹ D f
 * (Wood 2017, section 5.3.1). The eigenvectors of that matrix, each over the root of its eigenvalue, span all but the
 * straight lines. Beyond the outer knots the functions go on straight.
 */
export function splineBasis(knots: Float64Array): SplineBasis {
  const K = knots.length
  const inner = K - 2
  const h = Float64Array.from({ length: K - 1 }, (_, j) => knots[j + 1]! - knots[j]!)
  const D = new Float64Array(inner * K)
  const B = new Float64Array(inner * inner)
  for (let i = 0; i < inner; i++) {
    D[i * K + i] = 1 / h[i]!
    D[i * K + i + 1] = -1 / h[i]! - 1 / h[i + 1]!
    D[i * K + i + 2] = 1 / h[i + 1]!
    B[i * inner + i] = (h[i]! + h[i + 1]!) / 3
    if (i + 1 < inner) B[i * inner + i + 1] = B[(i + 1) * inner + i] = h[i + 1]! / 6
  }
  const solved = linearSolve(B, inner, D, K)
  const curvature = solved.ok ? solved.solution : new Float64Array(inner * K)
  const S = new Float64Array(K * K)
  for (let i = 0; i < inner; i++)
    for (let a = 0; a < K; a++) for (let b = 0; b < K; b++) S[a * K + b]! += D[i * K + a]! * curvature[i * K + b]!
  const { values, vectors } = symmetricEigen(S, K)
  // the two smallest belong to straight lines; V[m] and G[m] are values and second derivatives at the knots
  const V: Float64Array[] = []
  const G: Float64Array[] = []
  for (let m = 2; m < K; m++) {
    const size = 1 / Math.sqrt(values[m]!)
    const f = Float64Array.from({ length: K }, (_, a) => vectors[m * K + a]! * size)
    const g = new Float64Array(K)
    for (let i = 0; i < inner; i++) for (let a = 0; a < K; a++) g[i + 1]! += curvature[i * K + a]! * f[a]!
    V.push(f)
    G.push(g)
  }
  return {
    size: inner,
    evaluate: (x, out, at) => {
      let j = 0
      while (j < K - 2 && x > knots[j + 1]!) j++
      const step = h[j]!
      const right = knots[j + 1]! - x
      const left = x - knots[j]!
      for (let m = 0; m < inner; m++) {
        const f = V[m]!
        const g = G[m]!
        const slope = (f[j + 1]! - f[j]!) / step
        if (left < 0) out[at + m] = f[0]! + left * (slope - (step * g[1]!) / 6)
        else if (right < 0) out[at + m] = f[K - 1]! - right * (slope + (step * g[K - 2]!) / 6)
        else {
          const straight = (f[j]! * right + f[j + 1]! * left) / step
          const bent =
            (g[j]! * ((right * right * right) / step - step * right) +
              g[j + 1]! * ((left * left * left) / step - step * left)) /
            6
          out[at + m] = straight + bent
        }
      }
    },
  }
}
