import { acyclicity } from './acyclicity.js'
import { orthantWise } from './orthant-wise.js'

/** The optimum of a constrained problem. */
interface Optimum {
  readonly weights: Float64Array
  readonly objective: number
  readonly acyclicity: number
  readonly converged: boolean
  readonly steps: number
}

/** The paper's settings: h must fall to a quarter from round to round, else ρ grows tenfold. */
const ENOUGH = 1e-8
const PROGRESS = 0.25
const MOST_RHO = 1e16
const ROUNDS = 100

/**
 * min ½ tr((I − W) S (I − W)ᵀ) + Σ λ |W| subject to h(W) = 0, by the augmented Lagrangian ½ ρ h² + α h (Zheng et al. 2018,
 * Algorithm 1), from W = 0. Columns beyond the p-th are earlier values: they have no equation, and no part in a circle (Pamfil
 * et al. 2020, equation 4).
 *
 * @param gram - S, covariances of the q ≥ p columns
 * @param prices - p × q: λ of each weight, infinite where there may be none
 * @param costOf - what weights cost, as it is told in the objective
 */
export function augmentedLagrangian(
  gram: Float64Array,
  p: number,
  prices: Float64Array,
  costOf: (weights: Float64Array) => number,
  onRound: (round: number, steps: number) => void,
): Optimum {
  const q = prices.length / p
  let weights: Float64Array = new Float64Array(p * q)
  let rho = 1
  let alpha = 0
  let h = Number.POSITIVE_INFINITY
  let steps = 0
  let converged = false
  const slope = new Float64Array(p * p)
  for (let round = 1; round <= ROUNDS; round++) {
    let after = h
    for (;;) {
      const lagrangian = (w: Float64Array, gradient: Float64Array): number => {
        const value = squaredError(gram, p, q, w, gradient)
        const here = acyclicity(square(w, p, q), p, slope)
        const factor = rho * here + alpha
        for (let k = 0; k < p * p; k++) gradient[Math.floor(k / p) * q + (k % p)]! += factor * slope[k]!
        return value + 0.5 * rho * here * here + alpha * here
      }
      const found = orthantWise(weights, lagrangian, prices, { maxSteps: 1000, tolerance: 1e-7 })
      weights = found.x
      steps += found.steps
      converged = found.converged
      after = acyclicity(square(weights, p, q), p, slope)
      onRound(round, steps)
      if (after <= PROGRESS * h || rho >= MOST_RHO) break
      rho *= 10
    }
    h = after
    alpha += rho * h
    if (h <= ENOUGH || rho >= MOST_RHO) break
  }
  const objective = squaredError(gram, p, q, weights, new Float64Array(p * q)) + costOf(weights)
  return { weights, objective, acyclicity: h, converged: converged && h <= ENOUGH, steps }
}

/** The weights of the first p columns. */
function square(w: Float64Array, p: number, q: number): Float64Array {
  return p === q ? w : Float64Array.from({ length: p * p }, (_, k) => w[Math.floor(k / p) * q + (k % p)]!)
}

/** ½ tr((I − W) S (I − W)ᵀ) and its gradient −(I − W) S; row i of W holds the weights of column i's causes. */
function squaredError(gram: Float64Array, p: number, q: number, w: Float64Array, gradient: Float64Array): number {
  let value = 0
  const rest = new Float64Array(q)
  const left = new Float64Array(q)
  for (let i = 0; i < p; i++) {
    for (let j = 0; j < q; j++) rest[j] = (i === j ? 1 : 0) - w[i * q + j]!
    left.fill(0)
    for (let k = 0; k < q; k++) {
      const v = rest[k]!
      if (v !== 0) for (let j = 0; j < q; j++) left[j]! += v * gram[k * q + j]!
    }
    for (let j = 0; j < q; j++) {
      value += 0.5 * left[j]! * rest[j]!
      gradient[i * q + j] = -left[j]!
    }
  }
  return value
}
