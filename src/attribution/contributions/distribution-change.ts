import { CausalError, calledAs } from '../../errors.js'
import { checkedObject, quoteNames } from '../../names.js'
import { portableLog } from '../../numeric/special/portable-log.js'
import { checkOptions } from '../../options.js'
import { sameData } from '../../same-data.js'
import type { Capability } from '../../scm/mechanisms/mechanism-types.js'
import { makeScm } from '../../scm/models/scm.js'
import { structureOf } from '../../scm/models/structure.js'
import type { AnyScm, Scm } from '../../scm/models/types.js'
import { query } from '../../scm/queries/query.js'
import { show } from '../../show.js'
import { exactShapley } from './shapley-values.js'

/**
 * A change of a distribution, shared out among the mechanisms.
 *
 * @category Attribution
 */
export interface DistributionChange<N extends string = string> {
  /** The whole change: the sum of the contributions. */
  readonly total: number
  /** The share of each mechanism, in the order of the model's variables; 0 for those that did not change or do not bear on the target. */
  readonly contributions: readonly { readonly variable: N; readonly value: number }[]
}

/** More changed mechanisms than this are not enumerated. */
const mostChanged = 16

/**
 * Which mechanisms changed a variable's distribution, and by how much each: Shapley values over the mechanisms that differ
 * between two models (Budhathoki, Janzing, Blöbaum & Ng 2021), exact for discrete and for linear-Gaussian models.
 *
 * The worth of a set of mechanisms is how far the target's distribution moves when they alone are replaced.
 *
 * @param before - the old model
 * @param after - the new model, with the same variables
 * @param target - the variable whose distribution changed
 * @param options - `measure`: `'mean'`, the difference of means (unless told), or `'kl'`, KL(new ‖ old) in nats
 * @returns the total and each mechanism's share
 * @throws CausalError `unknown-name`; `invalid-argument` for other variables; `type-mismatch` for the mean of named states;
 *   `zero-support` where the new distribution gives mass to what was impossible; `not-supported` for models that are neither
 *   discrete nor linear-Gaussian; `too-large` above 16 changed mechanisms
 * @complexity 2^changed exact queries
 * @category Attribution
 * @example
 * const before = scm({ X: normal(0, 1), Y: linear({ X: 2 }, normal(0, 1)) })
 * const after = scm({ X: normal(1, 1), Y: linear({ X: 3 }, normal(0, 1)) })
 * distributionChange(before, after, 'Y')
 * //=> { total: 3, contributions: [{ variable: 'X', value: 2.5 }, { variable: 'Y', value: 0.5 }] }
 */
export function distributionChange<T, C extends Capability>(
  before: Scm<T, C>,
  after: Scm<NoInfer<T>, Capability>,
  target: keyof NoInfer<T> & string,
  options: { readonly measure?: 'mean' | 'kl' } = {},
): DistributionChange<keyof T & string> {
  return calledAs('distributionChange', () => {
    checkOptions('options', options, ['measure'])

    const [old, now] = [before as unknown as AnyScm, after as unknown as AnyScm]
    const { names, index } = structureOf(old)
    const other = structureOf(now)
    const odd = [...names.filter((name) => !other.index.has(name)), ...other.names.filter((name) => !index.has(name))]
    if (odd.length > 0)
      throw new CausalError(
        'invalid-argument',
        `both models need the same variables; ${quoteNames(odd)} stand in one of them only.`,
        { names: odd },
      )
    if (old.noiseCovariance.length + now.noiseCovariance.length > 0) {
      throw new CausalError(
        'not-supported',
        'mechanisms with correlated noises cannot be exchanged one by one: give the hidden cause a variable.',
        {},
      )
    }
    const measure = checkedObject('options', options).measure ?? 'mean'
    if (measure !== 'mean' && measure !== 'kl')
      throw new CausalError('invalid-argument', `measure is 'mean' or 'kl', got ${show(measure)}.`, {
        measure,
      })
    const newLaws = names.map((name) => now.laws[other.index.get(name)!]!)
    // functions are the same only when they are one function
    const changed = names.flatMap((_, i) => (sameData(old.laws[i], newLaws[i]) ? [] : [i]))
    if (changed.length > mostChanged)
      throw new CausalError('too-large', `${changed.length} mechanisms changed (${mostChanged} at most).`, {
        changed: changed.length,
        most: mostChanged,
      })
    const distance = distanceFrom(old, target, measure)
    const worths = Float64Array.from({ length: 2 ** changed.length }, (_, set) => {
      const laws = old.laws.map((law, i) => {
        const k = changed.indexOf(i)
        return k >= 0 && (set >> k) & 1 ? newLaws[i]! : law
      })
      return distance(makeScm(names, laws, old.latents, []) as AnyScm)
    })
    const shares = exactShapley(changed.length, worths)
    return Object.freeze({
      total: worths.at(-1)! - worths[0]!,
      contributions: Object.freeze(
        names.map((variable, i) =>
          Object.freeze({ variable: variable as keyof T & string, value: shares[changed.indexOf(i)] ?? 0 }),
        ),
      ),
    })
  })
}

/** How far the target's distribution in a model is from that in the old one. */
function distanceFrom(old: AnyScm, target: string, measure: 'mean' | 'kl'): (model: AnyScm) => number {
  const first = distributionOf(old, target)
  return (model) => {
    const now = distributionOf(model, target)
    if (first.kind === 'gaussian' && now.kind === 'gaussian') {
      if (measure === 'mean') return now.mean - first.mean
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
    if (measure === 'mean') return meanOf(target, now.p) - meanOf(target, first.p)
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
  const answer = query(model, [target as never], { draws: 2, seed: 0 })
  if (answer.method === 'gaussian') return { kind: 'gaussian', mean: answer.mean[0]!, variance: answer.covariance[0]! }
  if (answer.method === 'discrete')
    return { kind: 'discrete', p: new Map(answer.variables[0]!.states.map((state, s) => [state, answer.values[s]!])) }
  throw new CausalError(
    'not-supported',
    `the distribution of ${show(target)} is known exactly in discrete and in linear-Gaussian models only.`,
    { target },
  )
}

function meanOf(target: string, p: ReadonlyMap<string, number>): number {
  let sum = 0
  for (const [state, weight] of p) {
    if (Number.isNaN(Number(state)) || state.trim() === '')
      throw new CausalError(
        'type-mismatch',
        `${show(target)} has named states: their mean means nothing, ask for measure 'kl'.`,
        { target },
      )
    sum += weight * Number(state)
  }
  return sum
}
