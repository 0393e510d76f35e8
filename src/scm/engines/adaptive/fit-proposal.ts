import { cholesky } from '../../../numeric/cholesky.js'
import { portableExp } from '../../../numeric/special/portable-exp.js'
import { portableLog } from '../../../numeric/special/portable-log.js'
import { pick } from '../../../probability/streams/fill.js'
import type { Generator } from '../../../probability/streams/generator.js'
import { effective, logParts, logSums, type Part, type Points, type Proposal, priorProposal } from './proposal.js'

/** Degrees of freedom of the fitted parts: tails that are wider than those of most posteriors. */
const FREEDOM = 5

/** The share of draws that stays with the prior, so that no place is left out. */
const DEFENSIVE = 0.1

/**
 * Fits a mixture of t distributions to weighted points by expectation and maximisation (population Monte Carlo: Cappé et al. 2008),
 * from centres that are points drawn by their weights, each far from those before.
 */
export function fitProposal(points: Points, weights: Float64Array, draw: Generator): Proposal {
  const { k } = points
  const whole = momentsOf(points, weights)
  const enough = effective(weights)
  const most = Math.max(1, Math.min(8, Math.floor(enough / (4 * (k + 1)))))
  const centres = farPoints(points, weights, whole, most, draw)
  let parts = partsOf(points, nearest(points, weights, centres, whole), whole)
  for (let step = 0; step < 3 && parts.length > 1; step++) {
    const logs = logParts({ k, parts }, points)
    const sums = logSums(logs)
    const own = logs.map((row) =>
      Float64Array.from(weights, (w, r) => (w === 0 ? 0 : w * portableExp(row[r]! - sums[r]!))),
    )
    parts = partsOf(points, own, whole)
  }
  if (parts.length === 0) parts = [makePart(1, whole.mean, whole.covariance, whole.covariance, k)]
  const total = parts.reduce((sum, { share }) => sum + share, 0)
  const [prior] = priorProposal(k).parts
  return {
    k,
    parts: [
      ...parts.map((part) => ({ ...part, share: ((1 - DEFENSIVE) * part.share) / total })),
      { ...prior!, share: DEFENSIVE },
    ],
  }
}

/** A part for each list of weights, without those that have too few points for a covariance of their own. */
function partsOf(points: Points, lists: readonly Float64Array[], whole: Moments): Part[] {
  const { k } = points
  let total = 0
  for (const own of lists) for (const w of own) total += w
  return lists.flatMap((own) => {
    let share = 0
    for (const w of own) share += w
    if (share < 0.005 * total || effective(own) < k + 2) return []
    const { mean, covariance } = momentsOf(points, own)
    return [makePart(share / total, mean, covariance, whole.covariance, k)]
  })
}

/** The points' weights by the centre that is nearest, after the centres have moved to the middle of theirs a few times. */
function nearest(
  points: Points,
  weights: Float64Array,
  centres: readonly Float64Array[],
  whole: Moments,
): Float64Array[] {
  const { n, k, values } = points
  let middle = [...centres]
  let lists: Float64Array[] = []
  for (let step = 0; step < 4; step++) {
    lists = middle.map(() => new Float64Array(n))
    for (let r = 0; r < n; r++) {
      if (weights[r] === 0) continue
      let best = 0
      let least = Number.POSITIVE_INFINITY
      for (const [c, centre] of middle.entries()) {
        let d = 0
        for (let i = 0; i < k; i++)
          d += (values[r * k + i]! - centre[i]!) ** 2 / (whole.covariance[i * k + i]! + 1e-300)
        if (d < least) {
          least = d
          best = c
        }
      }
      lists[best]![r] = weights[r]!
    }
    lists = lists.filter((own) => own.some((w) => w > 0))
    middle = lists.map((own) => momentsOf(points, own).mean)
  }
  return lists
}

interface Moments {
  readonly mean: Float64Array
  readonly covariance: Float64Array
}

function momentsOf({ n, k, values }: Points, weights: Float64Array): Moments {
  let total = 0
  for (const w of weights) total += w
  // what has next to no weight has no say
  const least = 1e-12 * total
  const mean = new Float64Array(k)
  for (let r = 0; r < n; r++) {
    if (weights[r]! <= least) continue
    const w = weights[r]! / total
    for (let i = 0; i < k; i++) mean[i]! += w * values[r * k + i]!
  }
  const covariance = new Float64Array(k * k)
  const gap = new Float64Array(k)
  for (let r = 0; r < n; r++) {
    if (weights[r]! <= least) continue
    const w = weights[r]! / total
    for (let i = 0; i < k; i++) {
      const g = values[r * k + i]! - mean[i]!
      const scaled = w * g
      gap[i] = g
      for (let j = 0; j <= i; j++) covariance[i * k + j]! += scaled * gap[j]!
    }
  }
  for (let i = 0; i < k; i++) for (let j = 0; j < i; j++) covariance[j * k + i] = covariance[i * k + j]!
  return { mean, covariance }
}

/** A part with a covariance that is kept away from singular by a little of the whole one. */
function makePart(share: number, centre: Float64Array, own: Float64Array, whole: Float64Array, k: number): Part {
  for (const lift of [1e-10, 1e-4, 1e-2, 1]) {
    const matrix = own.slice()
    for (let i = 0; i < k; i++) matrix[i * k + i]! += lift * whole[i * k + i]! + 1e-14
    const found = cholesky(matrix, k)
    if (!found.ok) continue
    let logDeterminant = 0
    for (let i = 0; i < k; i++) logDeterminant += portableLog(found.factor[i * k + i]!)
    return { share, centre, factor: found.factor, logDeterminant, freedom: FREEDOM }
  }
  return { ...priorProposal(k).parts[0]!, share, centre }
}

/** Up to `most` points: one drawn by the weights, then of some that are drawn the one that is farthest from those before. */
function farPoints(
  points: Points,
  weights: Float64Array,
  { covariance }: Moments,
  most: number,
  draw: Generator,
): Float64Array[] {
  const { k, values } = points
  let total = 0
  for (const w of weights) total += w
  const p = weights.map((w) => w / total)
  const some = (): Float64Array => {
    const r = pick(p, 0, p.length, draw.uniform())
    return values.slice(r * k, (r + 1) * k)
  }
  const distance = (a: Float64Array, b: Float64Array): number =>
    a.reduce((sum, x, i) => sum + (x - b[i]!) ** 2 / (covariance[i * k + i]! + 1e-300), 0)
  const found = [some()]
  while (found.length < most) {
    const tried = Array.from({ length: 8 }, some)
    const near = tried.map((point) => Math.min(...found.map((other) => distance(point, other))))
    found.push(tried[near.indexOf(Math.max(...near))]!)
  }
  return found
}
