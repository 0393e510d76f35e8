import { entropy, entropyOfResidual } from './entropy.js'

/** A causal order, and how each variable scored when it was chosen. */
export interface CausalOrder {
  /** Positions, causes first. */
  readonly order: Int32Array
  /** For each step, the score of every variable that was compared with all others, in the first step of all; NaN elsewhere. The largest is chosen. */
  readonly scores: readonly Float64Array[]
}

/** Data in which the same variables have a linear model each, as columns that may differ in length from group to group. */
type Groups = readonly (readonly Float64Array[])[]

/**
 * DirectLiNGAM (Shimizu et al. 2011, Algorithm 1) with the pairwise likelihood-ratio measure of Hyvärinen & Smith 2013:
 * again and again, the variable that looks most exogenous is taken out, and its effect on the others. Of several groups the
 * scores are summed, each weighted by its share of the rows (Shimizu 2012, section 3).
 *
 * One entropy per variable and step, one per ordered pair. Slopes are covariances (divisor n − 1) over variances
 * (divisor n), as in the authors' program. A score is a sum of terms that are not positive: a variable that has fallen behind
 * one that was compared with all others cannot be chosen, and its other pairs are left alone (but in the first step).
 *
 * @param before - pairs [a, b]: a comes before b
 * @param onPairs - called at each comparison with how many candidates of the step have been compared with all
 */
export function causalOrder(
  groups: Groups,
  before: readonly (readonly [number, number])[],
  onPairs: (step: number, done: number) => void = () => {},
): CausalOrder {
  const p = groups[0]!.length
  const data = groups.map((columns) => columns.map((column) => column.slice()))
  const left = new Set<number>(data[0]!.keys())
  const order: number[] = []
  const scores: Float64Array[] = []
  // what a pair said in the step before tells which to look at first
  const last = new Float64Array(p * p)
  while (left.size > 0) {
    const waits = new Set(before.filter(([a, b]) => left.has(a) && left.has(b)).map(([, b]) => b))
    const candidates = [...left].filter((i) => !waits.has(i))
    const score =
      candidates.length === 1 && left.size > 1
        ? lone(p, candidates[0]!)
        : stepScores(data, [...left], candidates, last, (done) => onPairs(order.length + 1, done))
    let best = -1
    for (const i of candidates) if (!Number.isNaN(score[i]!) && (best < 0 || score[i]! > score[best]!)) best = i
    scores.push(score)
    order.push(best)
    left.delete(best)
    for (const columns of data) for (const i of left) takeOut(columns[i]!, columns[best]!)
  }
  return { order: Int32Array.from(order), scores }
}

function lone(p: number, only: number): Float64Array {
  const score = new Float64Array(p).fill(Number.NaN)
  score[only] = 0
  return score
}

/**
 * Minus the sum over j of min(0, I(i → j) − I(j → i))², for each candidate i that no other is ahead of. Of the candidates
 * the one with the largest sum so far is compared with one more, until it has been compared with all.
 */
function stepScores(
  groups: Groups,
  members: readonly number[],
  candidates: readonly number[],
  last: Float64Array,
  onVariable: (done: number) => void,
): Float64Array {
  const p = groups[0]!.length
  const differences = groups.map((columns) => pairDifferences(columns, members))
  const rows = groups.reduce((sum, columns) => sum + columns[0]!.length, 0)
  const weights = groups.map((columns) => columns[0]!.length / rows)
  const isCompared = new Uint8Array(p * p)
  const open = new Int32Array(p).fill(members.length - 1)
  const sum = new Float64Array(p)
  const score = new Float64Array(p).fill(Number.NaN)
  const isWhole = members.length === p
  let bar = Number.NEGATIVE_INFINITY
  for (let done = 0; ; ) {
    let i = -1
    for (const c of candidates) {
      if (Number.isNaN(score[c]!) && (isWhole || sum[c]! >= bar) && (i < 0 || sum[c]! > sum[i]!)) i = c
    }
    if (i < 0) return score
    if (open[i] === 0) {
      score[i] = sum[i]!
      bar = Math.max(bar, sum[i]!)
      done++
      continue
    }
    let j = -1
    for (const m of members) {
      if (m !== i && isCompared[i * p + m] === 0 && (j < 0 || last[i * p + m]! < last[i * p + j]!)) j = m
    }
    onVariable(done)
    isCompared[i * p + j] = 1
    isCompared[j * p + i] = 1
    open[i]!--
    open[j]!--
    let d = 0
    for (const [g, difference] of differences.entries()) {
      const own = difference(i, j)
      d += own
      sum[i]! -= weights[g]! * Math.min(0, own) ** 2
      sum[j]! -= weights[g]! * Math.min(0, -own) ** 2
    }
    last[i * p + j] = d
    last[j * p + i] = -d
  }
}

/** For two of the members I(i → j) − I(j → i): the entropy of j and of what j leaves of i, less the same the other way. */
function pairDifferences(data: readonly Float64Array[], members: readonly number[]): (i: number, j: number) => number {
  const n = data[0]!.length
  const standard: Float64Array[] = new Array(data.length)
  const own = new Float64Array(data.length)
  for (const i of members) {
    standard[i] = standardise(data[i]!)
    own[i] = entropy(standard[i]!)
  }
  const difference = (i: number, j: number): number => {
    const u = standard[i]!
    const v = standard[j]!
    let r = 0
    for (let k = 0; k < n; k++) r += u[k]! * v[k]!
    r /= n
    const slope = (r * n) / (n - 1)
    // the variance (divisor n) of u − slope v
    const scale = 1 / Math.sqrt(Math.max(1 - 2 * slope * r + slope * slope, 1e-300))
    return own[j]! + entropyOfResidual(u, slope, v, scale) - (own[i]! + entropyOfResidual(v, slope, u, scale))
  }
  return difference
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
