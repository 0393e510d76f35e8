import { CausalError } from '../../errors.js'
import { portableLog } from '../../numeric/special/portable-log.js'
import type { AnyScm } from '../../scm/models/types.js'
import { show } from '../../show.js'
import { exactLaw } from './exact-law.js'

/** What of a distribution changed: its mean, its variance, or all of it (the divergence KL(new ‖ old) in nats). */
export type ChangeMeasure = 'mean' | 'variance' | 'kl'

/** How far the target's distribution in a model is from that in the old one. */
export function distanceFrom(old: AnyScm, target: string, measure: ChangeMeasure): (model: AnyScm) => number {
  const first = distributionOf(old, target)
  return (model) => {
    const now = distributionOf(model, target)
    if (first.kind === 'gaussian' && now.kind === 'gaussian') {
      if (measure === 'mean') return now.mean - first.mean
      if (measure === 'variance') return now.variance - first.variance
      if (first.variance === 0 || now.variance === 0)
        throw new CausalError(
          'zero-support',
          `${show(target)} is constant in one model, so the divergence is infinite.`,
          { target },
        )
      const ratio = now.variance / first.variance
      return 0.5 * (ratio - 1 - portableLog(ratio) + (now.mean - first.mean) ** 2 / first.variance)
    }
    if (first.kind !== 'discrete' || now.kind !== 'discrete')
      throw new CausalError(
        'not-supported',
        `${show(target)} is discrete in one model and continuous in the other: the two distributions cannot be compared. Give models of one kind.`,
        {
          target,
        },
      )
    if (measure === 'mean') return meanOf(target, now.p, 1) - meanOf(target, first.p, 1)
    if (measure === 'variance') return discreteVariance(target, now.p) - discreteVariance(target, first.p)
    let sum = 0
    for (const [state, p] of now.p) {
      if (p === 0) continue
      const q = first.p.get(state) ?? 0
      if (q === 0)
        throw new CausalError(
          'zero-support',
          `${target} = ${state} was impossible and now has probability ${p}, so the divergence is infinite.`,
          { target, state },
        )
      sum += p * portableLog(p / q)
    }
    return sum
  }
}

type TargetDistribution =
  | { readonly kind: 'gaussian'; readonly mean: number; readonly variance: number }
  | { readonly kind: 'discrete'; readonly p: ReadonlyMap<string, number> }

function distributionOf(model: AnyScm, target: string): TargetDistribution {
  const answer = exactLaw(model, [target])
  if (answer?.method === 'gaussian') return { kind: 'gaussian', mean: answer.mean[0]!, variance: answer.covariance[0]! }
  if (answer?.method === 'discrete')
    return { kind: 'discrete', p: new Map(answer.variables[0]!.states.map((state, s) => [state, answer.values[s]!])) }
  throw new CausalError(
    'not-supported',
    `the distribution of ${show(target)} is known exactly in discrete and in linear-Gaussian models only.`,
    { target },
  )
}

/** E[target^power], of states that are numbers. */
function meanOf(target: string, p: ReadonlyMap<string, number>, power: 1 | 2): number {
  let sum = 0
  for (const [state, weight] of p) {
    if (Number.isNaN(Number(state)) || state.trim() === '')
      throw new CausalError(
        'type-mismatch',
        `${show(target)} has named states: their mean means nothing, ask for measure 'kl'.`,
        { target },
      )
    sum += weight * (power === 1 ? Number(state) : Number(state) ** 2)
  }
  return sum
}

function discreteVariance(target: string, p: ReadonlyMap<string, number>): number {
  return meanOf(target, p, 2) - meanOf(target, p, 1) ** 2
}
