import { cholesky, solveCholesky } from '../../numeric/cholesky.js'
import { portableExp } from '../../numeric/special/portable-exp.js'
import { portableLog1p } from '../../numeric/special/portable-log.js'
import { times, transposedTimes, weightedGram } from '../../numeric/weighted-gram.js'
import { lassoDescent } from './lasso-core.js'

/** Zeros and ones with their regressors, of which the first is 1: row-major n × k. */
export interface LogisticProblem {
  readonly n: number
  readonly k: number
  readonly x: Float64Array
  readonly t: Float64Array
  readonly weights: Float64Array | null
  readonly total: number
}

/** The cost of coefficients, which the first is spared: of squares, or of absolute values. */
export interface LogisticPenalty {
  readonly kind: 'ridge' | 'lasso'
  readonly size: number
}

/** The chance for a log odds. */
export function inverseLogit(eta: number): number {
  return 1 / (1 + portableExp(-eta))
}

/** −log P(t) for a log odds, without overflow. */
export function logLoss(eta: number, t: number): number {
  const above = eta > 0 ? eta + portableLog1p(portableExp(-eta)) : portableLog1p(portableExp(eta))
  return above - t * eta
}

/** The mean loss plus the penalty. */
function objective(p: LogisticProblem, eta: Float64Array, b: Float64Array, penalty: LogisticPenalty): number {
  let sum = 0
  for (let i = 0; i < p.n; i++) sum += (p.weights === null ? 1 : p.weights[i]!) * logLoss(eta[i]!, p.t[i]!)
  let cost = 0
  for (let a = 1; a < p.k; a++) cost += penalty.kind === 'ridge' ? (b[a]! * b[a]!) / 2 : Math.abs(b[a]!)
  return sum / p.total + penalty.size * cost
}

/**
 * Penalised maximum likelihood by Newton's method with step halving, from `start`: each step minimises the quadratic
 * expansion of the mean loss plus the penalty (for the lasso: Friedman, Hastie & Tibshirani 2010, section 3).
 */
export function penalizedLogistic(p: LogisticProblem, penalty: LogisticPenalty, start: Float64Array): Float64Array {
  const { n, k, x, t, weights, total } = p
  let b = start.slice()
  let eta = times(x, n, k, b)
  let value = objective(p, eta, b, penalty)
  const score = new Float64Array(n)
  const information = new Float64Array(n)
  for (let round = 0; round < 200; round++) {
    for (let i = 0; i < n; i++) {
      const e = inverseLogit(eta[i]!)
      const weight = (weights === null ? 1 : weights[i]!) / total
      score[i] = weight * (t[i]! - e)
      // a chance that rounds to 0 or 1 still needs a positive curvature
      information[i] = weight * Math.max(e * (1 - e), 1e-12)
    }
    const gram = weightedGram(x, n, k, information)
    const gradient = transposedTimes(x, n, k, score)
    const goal =
      penalty.kind === 'ridge'
        ? ridgeStep(gram, gradient, k, b, penalty.size)
        : lassoStep(gram, gradient, k, b, penalty.size)
    let share = 1
    let next = goal
    let nextEta = times(x, n, k, next)
    let nextValue = objective(p, nextEta, next, penalty)
    for (let halving = 0; halving < 40 && !(nextValue <= value + 1e-15 * Math.abs(value)); halving++) {
      share /= 2
      next = b.map((at, a) => at + share * (goal[a]! - at))
      nextEta = times(x, n, k, next)
      nextValue = objective(p, nextEta, next, penalty)
    }
    let moved = 0
    for (let a = 0; a < k; a++) moved = Math.max(moved, Math.abs(next[a]! - b[a]!))
    b = next as Float64Array<ArrayBuffer>
    eta = nextEta
    value = nextValue
    // Newton's steps shrink quadratically: after one below 1e-7 the error is below 1e-13
    if (moved < 1e-7) break
  }
  return b
}

/** (H + penalty) (next − b) = gradient − penalty b, the intercept free. */
function ridgeStep(
  gram: Float64Array,
  gradient: Float64Array,
  k: number,
  b: Float64Array,
  penalty: number,
): Float64Array {
  for (let a = 1; a < k; a++) {
    gram[a * k + a]! += penalty
    gradient[a]! -= penalty * b[a]!
  }
  const root = cholesky(gram, k, 1e-14)
  if (!root.ok) return b
  return solveCholesky(root.factor, k, gradient).map((step, a) => b[a]! + step)
}

/** The lasso of the quadratic expansion, with the intercept taken out of it. */
function lassoStep(
  gram: Float64Array,
  gradient: Float64Array,
  k: number,
  b: Float64Array,
  penalty: number,
): Float64Array {
  const m = k - 1
  // H b + gradient: what the working response sums to
  const xy = gradient.map((value, a) => {
    let sum = value
    for (let j = 0; j < k; j++) sum += gram[a * k + j]! * b[j]!
    return sum
  })
  const first = gram[0]!
  const inner = new Float64Array(m * m)
  for (let a = 0; a < m; a++) {
    for (let j = 0; j < m; j++) {
      inner[a * m + j] = gram[(a + 1) * k + j + 1]! - (gram[a + 1]! * gram[j + 1]!) / first
    }
  }
  const slopes = lassoDescent(
    { k: m, gram: inner, xy: xy.slice(1).map((value, a) => value - (gram[a + 1]! * xy[0]!) / first) },
    penalty,
    b.slice(1),
  )
  const next = new Float64Array(k)
  next.set(slopes, 1)
  let intercept = xy[0]!
  for (let a = 0; a < m; a++) intercept -= gram[a + 1]! * slopes[a]!
  next[0] = intercept / first
  return next
}
