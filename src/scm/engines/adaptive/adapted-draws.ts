import { portableLog } from '../../../numeric/special/portable-log.js'
import { generator, seedStream, splitStream } from '../../../probability/streams/stream.js'
import type { Particles } from '../particles.js'
import type { PreparedEvidence } from '../prepared-evidence.js'
import { runWorlds } from '../run-worlds.js'
import type { PreparedQuery } from '../terms.js'
import { adaptedProposal, tempered } from './adapt.js'
import { hasScores } from './normal-scores.js'
import { drawPoints, effective, logPrior, logProposal, logSums, type Points } from './proposal.js'

/** Streams that adapt, and draw, on their own, so that they can be compared. */
const STREAMS = 4
/** With more scores than this a fitted covariance is mostly noise. */
const MOST_SCORES = 40

/** Draws from proposals that were fitted to the evidence. */
export interface AdaptedDraws {
  readonly particles: Particles
  /** How far the streams' estimates of the probability of the evidence lie apart, in standard errors of theirs. */
  readonly disagreement: number
}

/**
 * Weighted draws where the noises that the evidence bears on come from fitted proposals instead of their priors.
 *
 * Each stream fits its own proposal. The draws of all are weighted by the mean of the proposals' densities (the balance heuristic
 * of Veach & Guibas 1995): what one stream missed another covers. Draws and fits do not share numbers, so that the standard
 * errors are those of independent draws.
 *
 * @returns null where no noise can be adapted, or no draw met the evidence
 */
export function adaptedDraws(
  query: PreparedQuery,
  evidence: PreparedEvidence,
  drawn: ReadonlySet<number>,
  n: number,
  seed: number | string,
): AdaptedDraws | null {
  const { worlds } = query
  const noises = bearing(query, evidence).filter((noise) => drawn.has(noise) && hasScores(worlds.noises[noise]!))
  const k = noises.length
  if (k === 0 || k > MOST_SCORES) return null
  const run = (points: Points, part: string): Particles => {
    const scores = new Map(
      noises.map((noise, j) => [noise, Float64Array.from({ length: points.n }, (_, r) => points.values[r * k + j]!)]),
    )
    return runWorlds(
      query,
      evidence.columns(points.n),
      evidence.order,
      points.n,
      part === '' ? seed : `${seed} ${part}`,
      scores,
    )
  }
  const size = Math.max(500, Math.min(2000, Math.ceil(n / STREAMS), 100 * k + 500))
  const root = splitStream(seedStream(seed), 'adapted')
  const proposals = []
  for (let s = 0; s < STREAMS; s++) {
    let round = 0
    const likelihood = (points: Points): Float64Array => run(points, `fit ${s} ${round++}`).logWeights
    const proposal = adaptedProposal(k, size, likelihood, generator(splitStream(root, `fit ${s}`)))
    if (proposal === null) return null
    proposals.push(proposal)
  }
  const counts = proposals.map((_, s) => Math.floor((n + s) / STREAMS))
  const values = new Float64Array(n * k)
  let start = 0
  for (const [s, proposal] of proposals.entries()) {
    values.set(drawPoints(proposal, counts[s]!, generator(splitStream(root, `draws ${s}`))).values, start * k)
    start += counts[s]!
  }
  const points: Points = { n, k, values }
  const particles = run(points, '')
  const prior = logPrior(points)
  const densities = proposals.map((proposal, s) => {
    const share = portableLog(counts[s]! / n)
    return logProposal(proposal, points).map((q) => q + share)
  })
  const likelihood = particles.logWeights.slice()
  const all = logSums(densities)
  for (let r = 0; r < n; r++) particles.logWeights[r]! += prior[r]! - all[r]!
  // each stream by its own draws and its own proposal
  start = 0
  const estimates = counts.map((count, s) => {
    const own = Float64Array.from({ length: count }, (_, i) => {
      const r = start + i
      return likelihood[r]! + prior[r]! - densities[s]![r]! + portableLog(count / n)
    })
    start += count
    return logMean(own)
  })
  return { particles, disagreement: disagreementOf(estimates) }
}

/** log mean of exp, and how large its relative error is. */
function logMean(logs: Float64Array): { readonly log: number; readonly error: number } {
  let top = Number.NEGATIVE_INFINITY
  for (const v of logs) if (v > top) top = v
  const weights = tempered(logs, new Float64Array(logs.length), 1)
  let sum = 0
  for (const w of weights) sum += w
  const worth = effective(weights)
  return {
    log: top + portableLog(sum / logs.length),
    error: worth > 0 ? Math.sqrt(1 / worth) : Number.POSITIVE_INFINITY,
  }
}

function disagreementOf(estimates: readonly { readonly log: number; readonly error: number }[]): number {
  let most = 0
  for (const [i, a] of estimates.entries())
    for (const b of estimates.slice(0, i)) {
      const gap = Math.abs(a.log - b.log) / Math.sqrt(a.error ** 2 + b.error ** 2)
      most = Math.max(most, Number.isNaN(gap) ? Number.POSITIVE_INFINITY : gap)
    }
  return most
}

/** The noises above the evidence, as far as no seen node stands between. */
function bearing({ worlds }: PreparedQuery, { columns }: PreparedEvidence): number[] {
  const seen = columns(0).evidence
  const found = new Set<number>()
  const visited = new Set<number>()
  const stack: number[] = []
  for (const node of seen.keys()) {
    stack.push(...worlds.nodes[node]!.inputs)
    if (worlds.nodes[node]!.noise >= 0) found.add(worlds.nodes[node]!.noise)
  }
  while (stack.length > 0) {
    const node = stack.pop()!
    if (seen.has(node) || visited.has(node)) continue
    visited.add(node)
    const { inputs, noise } = worlds.nodes[node]!
    if (noise >= 0) found.add(noise)
    stack.push(...inputs)
  }
  return [...found].sort((a, b) => a - b)
}
