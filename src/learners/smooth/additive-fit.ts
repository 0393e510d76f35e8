import { cholesky, invertCholesky } from '../../numeric/cholesky.js'
import { portableLog } from '../../numeric/special/portable-log.js'
import { times, transposedTimes, weightedGram } from '../../numeric/weighted-gram.js'
import { inverseLogit, logLoss } from '../linear/logistic-core.js'

/** Some coefficients with a penalty on their squares, fixed or (null) learned. */
export interface Block {
  readonly start: number
  readonly size: number
  readonly fixed: number | null
}

/** Centred regressors, row-major n × k, and the outcome: of variance 1, or 0 and 1 with log odds as predictor. */
export interface AdditiveProblem {
  readonly n: number
  readonly k: number
  readonly x: Float64Array
  readonly y: Float64Array
  readonly weights: Float64Array | null
  readonly total: number
  readonly logit: boolean
}

const most = 1e9
const least = 1e-9

/**
 * Penalised least squares, or penalised likelihood for 0 and 1, with penalties λ as variance components: for a block of r
 * coefficients b, λ becomes (φ / W) (r − λ tr V) / bᵀb, where V is its part of the inverse of the penalised information and φ the
 * residual variance (1 for log odds), until the coefficients settle (Wood & Fasiolo 2017, equation 4; for one penalty a block
 * the update of Schall 1991).
 */
export function fitBlocks(p: AdditiveProblem, blocks: readonly Block[]): { constant: number; b: Float64Array } {
  const { n, k, x, y, weights, total, logit } = p
  const lambda = blocks.map(({ fixed }) => fixed ?? 1)
  let b: Float64Array = new Float64Array(k)
  let constant = 0
  const shared = weights === null ? null : weights.map((w) => w / total)
  if (logit) constant = startOf(y, weights, total)
  let gram: Float64Array | null = logit
    ? null
    : weightedGram(x, n, k, shared).map((value) => (shared === null ? value / n : value))
  const response = logit ? null : products(x, n, k, y, shared)
  for (let round = 0; round < 100; round++) {
    let [goal, goalConstant]: [Float64Array, number] = [b, constant]
    let xy = response
    let shift: Float64Array | null = null
    if (logit) {
      const w = working(p, b, constant)
      gram = w.gram
      xy = w.xy
      shift = w.shift
    }
    const penalized = gram!.slice()
    for (const [j, { start, size }] of blocks.entries())
      for (let a = start; a < start + size; a++) penalized[a * k + a]! += lambda[j]!
    const root = cholesky(penalized, k, 1e-15)
    if (!root.ok) break
    const V = invertCholesky(root.factor, k)
    goal = new Float64Array(k)
    for (let a = 0; a < k; a++) for (let j = 0; j < k; j++) goal[a]! += V[a * k + j]! * xy![j]!
    if (shift !== null) goalConstant = shift[k]! - shift.subarray(0, k).reduce((sum, m, a) => sum + m * goal[a]!, 0)
    if (logit) [goal, goalConstant] = stepped(p, blocks, lambda, [b, constant], [goal, goalConstant])
    let moved = Math.abs(goalConstant - constant)
    for (let a = 0; a < k; a++) moved = Math.max(moved, Math.abs(goal[a]! - b[a]!) * Math.sqrt(gram![a * k + a]!))
    b = goal
    constant = goalConstant
    if (moved < 1e-8 && round > 0) break
    update(p, blocks, lambda, V, b, gram!, xy!)
  }
  return { constant, b }
}

/** New penalties of the blocks whose penalty is learned. */
function update(
  { k, total, logit, y, weights }: AdditiveProblem,
  blocks: readonly Block[],
  lambda: number[],
  V: Float64Array,
  b: Float64Array,
  gram: Float64Array,
  xy: Float64Array,
): void {
  const traces = blocks.map(({ start, size }) => {
    let trace = 0
    for (let a = start; a < start + size; a++) trace += V[a * k + a]!
    return trace
  })
  let phi = 1
  if (!logit) {
    let square = 0
    for (let i = 0; i < y.length; i++) square += ((weights === null ? 1 : weights[i]!) * y[i]! * y[i]!) / total
    for (let a = 0; a < k; a++) {
      square -= 2 * b[a]! * xy[a]!
      for (let j = 0; j < k; j++) square += b[a]! * gram[a * k + j]! * b[j]!
    }
    const used = blocks.reduce((sum, { size }, j) => sum + size - lambda[j]! * traces[j]!, 1)
    phi = (Math.max(square, 1e-16) * total) / Math.max(total - used, total * 1e-3)
  }
  for (const [j, { start, size, fixed }] of blocks.entries()) {
    if (fixed !== null) continue
    let square = 0
    for (let a = start; a < start + size; a++) square += b[a]! * b[a]!
    const next = ((phi / total) * (size - lambda[j]! * traces[j]!)) / Math.max(square, 1e-300)
    lambda[j] = Math.min(most, Math.max(least, next))
  }
}

/** Xᵀ W y / Σ w. */
function products(x: Float64Array, n: number, k: number, y: Float64Array, shared: Float64Array | null): Float64Array {
  const v = y.map((value, i) => value * (shared === null ? 1 / n : shared[i]!))
  return transposedTimes(x, n, k, v)
}

/** The weighted least squares of one Newton step, the intercept taken out: `shift` has the columns' means and that of the response. */
function working(
  { n, k, x, y, weights, total }: AdditiveProblem,
  b: Float64Array,
  constant: number,
): { gram: Float64Array; xy: Float64Array; shift: Float64Array } {
  const eta = times(x, n, k, b)
  const w = new Float64Array(n)
  const z = new Float64Array(n)
  let size = 0
  for (let i = 0; i < n; i++) {
    const at = eta[i]! + constant
    const e = inverseLogit(at)
    const spread = Math.max(e * (1 - e), 1e-10)
    w[i] = ((weights === null ? 1 : weights[i]!) / total) * spread
    z[i] = at + (y[i]! - e) / spread
    size += w[i]!
  }
  const shift = new Float64Array(k + 1)
  const sums = transposedTimes(x, n, k, w)
  for (let a = 0; a < k; a++) shift[a] = sums[a]! / size
  for (let i = 0; i < n; i++) shift[k]! += (w[i]! * z[i]!) / size
  const gram = weightedGram(x, n, k, w)
  const xy = transposedTimes(
    x,
    n,
    k,
    z.map((value, i) => value * w[i]!),
  )
  for (let a = 0; a < k; a++) {
    xy[a]! -= size * shift[a]! * shift[k]!
    for (let j = 0; j < k; j++) gram[a * k + j]! -= size * shift[a]! * shift[j]!
  }
  return { gram, xy, shift }
}

/** Halves a step until it does not raise the penalised loss. */
function stepped(
  p: AdditiveProblem,
  blocks: readonly Block[],
  lambda: readonly number[],
  from: readonly [Float64Array, number],
  to: readonly [Float64Array, number],
): [Float64Array, number] {
  const loss = ([b, constant]: readonly [Float64Array, number]): number => {
    const eta = times(p.x, p.n, p.k, b)
    let sum = 0
    for (let i = 0; i < p.n; i++)
      sum += ((p.weights === null ? 1 : p.weights[i]!) / p.total) * logLoss(eta[i]! + constant, p.y[i]!)
    for (const [j, { start, size }] of blocks.entries())
      for (let a = start; a < start + size; a++) sum += (lambda[j]! * b[a]! * b[a]!) / 2
    return sum
  }
  const before = loss(from)
  for (let share = 1; share > 1e-6; share /= 2) {
    const next: [Float64Array, number] = [
      from[0].map((at, a) => at + share * (to[0][a]! - at)),
      from[1] + share * (to[1] - from[1]),
    ]
    if (loss(next) <= before * (1 + 1e-12)) return next
  }
  return [from[0], from[1]]
}

function startOf(y: Float64Array, weights: Float64Array | null, total: number): number {
  let ones = 0
  for (let i = 0; i < y.length; i++) ones += (weights === null ? 1 : weights[i]!) * y[i]!
  // half a row of each kind, so that an outcome that does not vary has finite odds
  return portableLog((ones + 0.5) / (total - ones + 0.5))
}
