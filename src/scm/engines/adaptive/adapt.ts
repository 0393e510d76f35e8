import { portableExp } from '../../../numeric/special/portable-exp.js'
import type { Generator } from '../../../probability/streams/generator.js'
import { fitProposal } from './fit-proposal.js'
import { drawPoints, effective, logPrior, logProposal, type Points, type Proposal, priorProposal } from './proposal.js'

/** Rounds at most; two or three are usual, a dozen where the evidence is far in the tails. */
const MOST_ROUNDS = 25
/** The share of the draws that a tempered likelihood must leave them worth. */
const KEPT = 0.2

/**
 * A proposal that is like the posterior of the scores: from the prior on, draws are weighted by a power of the likelihood that
 * leaves them worth something, a mixture is fitted to them, and the next draws come from it, until the power is one (adaptive
 * importance sampling with tempering: Cappé et al. 2004; the powers as in Del Moral, Doucet & Jasra 2006).
 *
 * @param logLikelihood - of each of the points
 * @returns null where no draw met the evidence
 */
export function adaptedProposal(
  k: number,
  n: number,
  logLikelihood: (points: Points) => Float64Array,
  draw: Generator,
): Proposal | null {
  let proposal = priorProposal(k)
  let power = 0
  let best = 0
  let idle = 0
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const points = drawPoints(proposal, n, draw)
    const logs = logLikelihood(points)
    const q = logProposal(proposal, points)
    const base = logPrior(points).map((p, r) => p - q[r]!)
    const weightsAt = (b: number): Float64Array => tempered(base, logs, b)
    if (effective(weightsAt(0)) === 0) return null
    const worth = effective(weightsAt(1))
    if (power === 1) {
      if (worth >= 0.5 * n) return proposal
      if (worth <= 1.1 * best && ++idle >= 2) return proposal
      best = Math.max(best, worth)
    }
    const before = power
    if (worth >= KEPT * n) power = 1
    else {
      let [low, high] = [0, 1]
      for (let k = 0; k < 40; k++) {
        const middle = (low + high) / 2
        if (effective(weightsAt(middle)) >= KEPT * n) low = middle
        else high = middle
      }
      power = Math.max(low, 1e-12)
      // what cannot come nearer to the posterior is left as it is, and shows in what the draws are worth
      if (power < 1.2 * before && ++idle >= 3) return proposal
    }
    proposal = fitProposal(points, weightsAt(power), draw)
  }
  return proposal
}

/** Weights proportional to prior × likelihood^power / proposal. */
export function tempered(base: Float64Array, logs: Float64Array, power: number): Float64Array {
  const out = base.map((b, r) => (logs[r] === Number.NEGATIVE_INFINITY ? logs[r]! : b + power * logs[r]!))
  let top = Number.NEGATIVE_INFINITY
  for (const v of out) if (v > top) top = v
  if (top === Number.NEGATIVE_INFINITY) return new Float64Array(out.length)
  return out.map((v) => portableExp(v - top))
}
