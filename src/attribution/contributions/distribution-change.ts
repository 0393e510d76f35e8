import { CausalError, calledAs } from '../../errors.js'
import { lookUp } from '../../names.js'
import { checkOptions } from '../../options.js'
import { sameData } from '../../same-data.js'
import type { Law } from '../../scm/mechanisms/law.js'
import type { Capability } from '../../scm/mechanisms/mechanism-types.js'
import { makeScm } from '../../scm/models/scm.js'
import { structureOf } from '../../scm/models/structure.js'
import type { AnyScm, Scm } from '../../scm/models/types.js'
import { show } from '../../show.js'
import { checkSameVariables } from '../core/check-same-variables.js'
import { type Contribution, contributionsOf } from '../core/contribution.js'
import { type AttributionOptions, attributionKeys, drawingOf } from '../core/draw-options.js'
import type { ChangeMeasure } from '../core/exact-change.js'
import { exactLaw } from '../core/exact-law.js'
import { changeByDraws, changeByLaws } from '../core/found-change.js'

/**
 * A change of a distribution, shared out among the mechanisms.
 *
 * @category Attribution
 */
export interface DistributionChange<N extends string = string> {
  /** The whole change: the sum of the contributions. */
  readonly total: number
  /** The standard error of the total; 0 where the method is exact. */
  readonly standardError: number
  /** The share of each mechanism, in the order of the model's variables; 0 for those that did not change or do not bear on the target. */
  readonly contributions: readonly Contribution<N>[]
  /** `exact`: closed forms or sums over all states; `sampled`: means over seeded draws. */
  readonly method: 'exact' | 'sampled'
  /** `all`: every set of changed mechanisms was valued; `random`: those on random orders, which the standard errors count. */
  readonly orders: 'all' | 'random'
  /** What to mind, in sentences: draws that are too few for a divergence. */
  readonly warnings: readonly string[]
}

/**
 * Which mechanisms changed a variable's distribution, and by how much each: Shapley values over the mechanisms that differ
 * between two models (Budhathoki, Janzing, Blöbaum & Ng 2021).
 *
 * The worth of a set of mechanisms is how far the target's distribution moves when they alone are replaced. It is exact for
 * discrete and for linear-Gaussian models. For any other it is sampled: all sets see the same draws of the noise, and the shares
 * have standard errors. A divergence of numbers then needs a mechanism of the target whose density is known (added noise, or an
 * `invert`); it averages that density over drawn parents.
 *
 * @param before - the old model
 * @param after - the new model, with the same variables
 * @param target - the variable whose distribution changed
 * @param options - `measure`: `'mean'`, the difference of means (unless told), `'variance'`, or `'kl'`, KL(new ‖ old) in nats;
 *   `method`, `draws` and `seed` where it is sampled
 * @returns the total and each mechanism's share, with standard errors and how they were found
 * @throws CausalError `unknown-name`; `invalid-argument` for other variables; `type-mismatch` for the mean of named states;
 *   `zero-support` where the new distribution gives mass to what was impossible; `not-supported` for correlated noises, for a
 *   divergence without a density, and where `exact` was asked for and is not known
 * @complexity exact: 2^changed queries; sampled: 2^changed × draws × variables up to ten changed mechanisms, with more 200 × changed
 *   × draws / 100 × variables; a divergence of numbers takes about 10 × min(draws, 1000)² densities for each set
 * @category Attribution
 * @see Budhathoki, Janzing, Blöbaum & Ng 2021, "Why did the distribution change?", AISTATS
 * @example
 * const before = scm({ X: normal(0, 1), Y: linear({ X: 2 }, normal(0, 1)) })
 * const after = scm({ X: normal(1, 1), Y: linear({ X: 3 }, normal(0, 1)) })
 * const change = distributionChange(before, after, 'Y')
 * change.total
 * //=> 3
 * change.contributions.map(({ variable, value }) => [variable, value])
 * //=> [['X', 2.5], ['Y', 0.5]]
 */
export function distributionChange<T, C extends Capability>(
  before: Scm<T, C>,
  after: Scm<NoInfer<T>, Capability>,
  target: keyof NoInfer<T> & string,
  options: AttributionOptions & { readonly measure?: ChangeMeasure } = {},
): DistributionChange<keyof T & string> {
  return calledAs('distributionChange', () => {
    checkOptions('options', options, ['measure', ...attributionKeys])
    const drawing = drawingOf(options)
    const { measure = 'mean' } = options
    if (measure !== 'mean' && measure !== 'variance' && measure !== 'kl')
      throw new CausalError('invalid-argument', `measure is 'mean', 'variance' or 'kl', got ${show(measure)}.`, {
        measure,
      })
    const [old, now] = [before as unknown as AnyScm, after as unknown as AnyScm]
    const newLaws = matchedLaws(old, now)
    const { names, index } = structureOf(old)
    const bears = bearingOn(old, lookUp('variable', index, target), newLaws)
    // functions are the same only when they are one function
    const changed = names.flatMap((_, i) => (!bears.has(i) || sameData(old.laws[i], newLaws[i]) ? [] : [i]))
    const replaced = (inside: Uint8Array): AnyScm => {
      const laws = [...old.laws]
      for (const [k, i] of changed.entries()) if (inside[k] === 1) laws[i] = newLaws[i]!
      return makeScm(names, laws, old.latents, []) as AnyScm
    }
    const found =
      drawing.method !== 'sampled' && exactLaw(old, [target]) !== null && exactLaw(now, [target]) !== null
        ? changeByLaws(changed.length, replaced, target, measure, drawing)
        : changeByDraws(changed.length, replaced, target, measure, drawing)
    return Object.freeze({
      total: found.total,
      standardError: found.totalError,
      contributions: contributionsOf(
        names as readonly (keyof T & string)[],
        changed,
        found.shares,
        found.method === 'exact' ? null : found.errors,
      ),
      method: found.method,
      orders: found.orders,
      warnings: Object.freeze(found.warnings),
    })
  })
}

/** The laws of the new model in the order of the old one. */
function matchedLaws(old: AnyScm, now: AnyScm): readonly Law[] {
  const { names } = structureOf(old)
  const other = structureOf(now)
  checkSameVariables(old, now)
  if (old.noiseCovariance.length + now.noiseCovariance.length > 0)
    throw new CausalError(
      'not-supported',
      'mechanisms with correlated noises cannot be exchanged one by one: give the hidden cause a variable.',
      {},
    )
  if (old.past.length + now.past.length > 0)
    throw new CausalError(
      'not-supported',
      'a model that holds evidence (abduct) has no mechanisms that can be exchanged one by one: give it as it was before.',
      {},
    )
  return names.map((name) => now.laws[other.index.get(name)!]!)
}

/** The target and what leads to it by the laws of either model. */
function bearingOn(old: AnyScm, target: number, newLaws: readonly Law[]): Set<number> {
  const { index } = structureOf(old)
  const bears = new Set([target])
  for (const i of bears)
    for (const parent of [...old.laws[i]!.parents, ...newLaws[i]!.parents]) bears.add(index.get(parent)!)
  return bears
}
