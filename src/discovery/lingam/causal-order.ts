import { entropy, entropyOfResidual } from './entropy.js'

/** A causal order, and how each variable scored when it was chosen. */
export interface CausalOrder {
  /** Positions, causes first. */
  readonly order: Int32Array
  /** For each step, the score of every variable that was a candidate; NaN where it was not. The largest is chosen. */
  readonly scores: readonly Float64Array[]
}

/**
 * DirectLiNGAM (Shimizu et al. 2011, Algorithm 1) with the pairwise likelihood-ratio measure of Hyvärinen & Smith 2013:
 * again and again, the variable that looks most exogenous is taken out, and its effect on the others.
 *
 * One entropy per variable and step, one per ordered pair. Slopes are covariances (divisor n − 1) over variances
 * (divisor n), as in the authors' program.
 *
 * @param before - pairs [a, b]: a comes before b
 * @param onPairs - called for each variable whose pairs were compared in a step
 */
export function causalOrder(
  columns: readonly Float64Array[],
  before: readonly (readonly [number, number])[],
  onPairs: (step: number, done: number) => void = () => {},
): CausalOrder {
  const p = columns.length
  const data = columns.map((column) => column.slice())
  const left = new Set<number>(data.keys())
  const order: number[] = []
  const scores: Float64Array[] = []
  while (left.size > 0) {
    const waits = new Set(before.filter(([a, b]) => left.has(a) && left.has(b)).map(([, b]) => b))
    const candidates = [...left].filter((i) => !waits.has(i))
    const score =
      candidates.length === 1 && left.size > 1
        ? lone(p, candidates[0]!)
        : stepScores(data, left, candidates, (done) => onPairs(order.length + 1, done))
    let best = candidates[0]!
    for (const i of candidates) if (score[i]! > score[best]!) best = i
    scores.push(score)
    order.push(best)
    left.delete(best)
    for (const i of left) takeOut(data[i]!, data[best]!)
  }
  return { order: Int32Array.from(order), scores }
}

function lone(p: number, only: number): Float64Array {
  const score = new Float64Array(p).fill(Number.NaN)
  score[only] = 0
  return score
}

/** Minus the sum over j of min(0, I(i → j) − I(j → i))², for each candidate i. */
function stepScores(
  data: readonly Float64Array[],
  left: ReadonlySet<number>,
  candidates: readonly number[],
  onVariable: (done: number) => void,
): Float64Array {
  const p = data.length
  const n = data[0]!.length
  const standard = data.map((column, i) => (left.has(i) ? standardise(column) : column))
  const own = Float64Array.from(standard, (u, i) => (left.has(i) ? entropy(u) : 0))
  // the entropy of what v leaves of u, scaled to variance 1, in both directions; the measure only changes its sign
  const difference = new Float64Array(p * p)
  const members = [...left]
  const isCandidate = new Set(candidates)
  for (let a = 0; a < members.length; a++) {
    onVariable(a + 1)
    for (let b = 0; b < a; b++) {
      const i = members[a]!
      const j = members[b]!
      if (!isCandidate.has(i) && !isCandidate.has(j)) continue
      const u = standard[i]!
      const v = standard[j]!
      let r = 0
      for (let k = 0; k < n; k++) r += u[k]! * v[k]!
      r /= n
      const slope = (r * n) / (n - 1)
      // the variance (divisor n) of u − slope v
      const scale = 1 / Math.sqrt(Math.max(1 - 2 * slope * r + slope * slope, 1e-300))
      const d = own[j]! + entropyOfResidual(u, slope, v, scale) - (own[i]! + entropyOfResidual(v, slope, u, scale))
      difference[i * p + j] = d
      difference[j * p + i] = -d
    }
  }
  const score = new Float64Array(p).fill(Number.NaN)
  for (const i of candidates) {
    let sum = 0
    for (const j of members) sum += Math.min(0, difference[i * p + j]!) ** 2
    score[i] = -sum
  }
  return score
}

function standardise(column: Float64Array): Float64Array {
  const n = column.length
  let mean = 0
  for (let i = 0; i < n; i++) mean += column[i]! / n
  let square = 0
  for (let i = 0; i < n; i++) square += (column[i]! - mean) ** 2
  const scale = 1 / Math.sqrt(square / n)
  return column.map((x) => (x - mean) * scale)
}

/** x := x − slope · y, with the slope of x on y. */
function takeOut(x: Float64Array, y: Float64Array): void {
  const n = x.length
  let mx = 0
  let my = 0
  for (let i = 0; i < n; i++) {
    mx += x[i]! / n
    my += y[i]! / n
  }
  let xy = 0
  let yy = 0
  for (let i = 0; i < n; i++) {
    xy += (x[i]! - mx) * (y[i]! - my)
    yy += (y[i]! - my) ** 2
  }
  const slope = xy / (n - 1) / (yy / n)
  for (let i = 0; i < n; i++) x[i]! -= slope * y[i]!
}
