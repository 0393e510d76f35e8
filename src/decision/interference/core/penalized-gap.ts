import { orthantWise } from '../../../discovery/continuous/orthant-wise.js'
import { inverseLogit, logLoss } from '../../../learners/linear/logistic-core.js'

/** Rows as they are and as they would be with the attribute set, row-major n × k, the first column 1. */
export interface GapProblem {
  readonly n: number
  readonly k: number
  readonly x: Float64Array
  readonly set1: Float64Array
  readonly set0: Float64Array
  readonly y: Uint8Array
}

/** What keeps coefficients finite where classes are separated. */
const ridge = 1e-6

/** Logistic coefficients that minimise the mean loss + strength × gap². */
export function fitWithGap(problem: GapProblem, strength: number): Float64Array {
  const { n, k, x, set1, set0, y } = problem
  const smooth = (b: Float64Array, gradient: Float64Array): number => {
    gradient.fill(0)
    let [loss, gap] = [0, 0]
    const slope = new Float64Array(k)
    for (let i = 0; i < n; i++) {
      const eta = dot(x, i, b)
      loss += logLoss(eta, y[i]!) / n
      const residual = (inverseLogit(eta) - y[i]!) / n
      const [high, low] = [inverseLogit(dot(set1, i, b)), inverseLogit(dot(set0, i, b))]
      gap += (high - low) / n
      const [up, down] = [(high * (1 - high)) / n, (low * (1 - low)) / n]
      for (let a = 0; a < k; a++) {
        gradient[a]! += residual * x[i * k + a]!
        slope[a]! += up * set1[i * k + a]! - down * set0[i * k + a]!
      }
    }
    let cost = loss + strength * gap * gap
    for (let a = 0; a < k; a++) {
      gradient[a]! += 2 * strength * gap * slope[a]!
      if (a === 0) continue
      gradient[a]! += ridge * b[a]!
      cost += (ridge * b[a]! * b[a]!) / 2
    }
    return cost
  }
  return orthantWise(new Float64Array(k), smooth, new Float64Array(k), { maxSteps: 500, tolerance: 1e-7 }).x
}

/** Gap, accuracy and loss of coefficients. */
export function judgeGap(
  { n, x, set1, set0, y }: GapProblem,
  b: Float64Array,
): { readonly gap: number; readonly accuracy: number; readonly logLoss: number } {
  let [gap, right, loss] = [0, 0, 0]
  for (let i = 0; i < n; i++) {
    const eta = dot(x, i, b)
    loss += logLoss(eta, y[i]!)
    if (eta > 0 === (y[i] === 1)) right++
    gap += inverseLogit(dot(set1, i, b)) - inverseLogit(dot(set0, i, b))
  }
  return { gap: gap / n, accuracy: right / n, logLoss: loss / n }
}

function dot(x: Float64Array, i: number, b: Float64Array): number {
  let sum = 0
  for (let a = 0; a < b.length; a++) sum += x[i * b.length + a]! * b[a]!
  return sum
}
