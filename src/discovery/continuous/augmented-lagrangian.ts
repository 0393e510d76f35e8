import { acyclicity, product } from './acyclicity.js'
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
 * Algorithm 1), from W = 0.
 *
 * @param gram - S, p × p covariances
 * @param prices - λ of each weight, infinite where there may be none
 * @param penalty - λ, as it is told in the objective
 */
export function augmentedLagrangian(
  gram: Float64Array,
  p: number,
  prices: Float64Array,
  penalty: number,
  onRound: (round: number, steps: number) => void,
): Optimum {
  let weights: Float64Array = new Float64Array(p * p)
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
        const value = squaredError(gram, p, w, gradient)
        const here = acyclicity(w, p, slope)
        const factor = rho * here + alpha
        for (let k = 0; k < p * p; k++) gradient[k]! += factor * slope[k]!
        return value + 0.5 * rho * here * here + alpha * here
      }
      const found = orthantWise(weights, lagrangian, prices, { maxSteps: 1000, tolerance: 1e-7 })
      weights = found.x
      steps += found.steps
      converged = found.converged
      after = acyclicity(weights, p, slope)
      onRound(round, steps)
      if (after <= PROGRESS * h || rho >= MOST_RHO) break
      rho *= 10
    }
    h = after
    alpha += rho * h
    if (h <= ENOUGH || rho >= MOST_RHO) break
  }
  const gradient = new Float64Array(p * p)
  let objective = squaredError(gram, p, weights, gradient)
  for (let k = 0; k < p * p; k++) if (prices[k]! > 0) objective += penalty * Math.abs(weights[k]!)
  return { weights, objective, acyclicity: h, converged: converged && h <= ENOUGH, steps }
}

/** ½ tr((I − W) S (I − W)ᵀ) and its gradient −(I − W) S; row i of W holds the weights of column i's causes. */
function squaredError(gram: Float64Array, p: number, w: Float64Array, gradient: Float64Array): number {
  const rest = w.map((v, k) => (k % (p + 1) === 0 ? 1 : 0) - v)
  const left = product(rest, gram, p)
  let value = 0
  for (let k = 0; k < p * p; k++) {
    value += 0.5 * left[k]! * rest[k]!
    gradient[k] = -left[k]!
  }
  return value
}
