import { CausalError, calledAs } from '../../errors.js'
import { checkedObject, lookUp } from '../../names.js'
import { checkOptions } from '../../options.js'
import type { Capability } from '../../scm/mechanisms/mechanism-types.js'
import { structureOf } from '../../scm/models/structure.js'
import type { AnyScm, Evidence, Scm } from '../../scm/models/types.js'
import { show } from '../../show.js'
import type { Contribution } from '../core/contribution.js'
import { contributionsOf } from '../core/contribution.js'
import { type AttributionOptions, attributionKeys, checkMaySample, drawingOf } from '../core/draw-options.js'
import { gaussianRarity } from '../core/gaussian-rarity.js'
import { drawNoises, noiseForm, targetAt } from '../core/noise-game.js'
import { rarityGame } from '../core/sampled-rarity.js'
import { meanAndError, sampledShares } from '../shapley/sampled-shares.js'

/**
 * How unusual a unit is, shared out among the noises.
 *
 * @category Attribution
 */
export interface AttributedAnomaly<N extends string = string> {
  /** The shares are known. */
  readonly attributed: true
  /** −log P(a unit is at least as extreme), in nats: the sum of the contributions. */
  readonly score: number
  /** The standard error of the score; 0 where the method is exact. */
  readonly standardError: number
  /** What each variable's own noise contributes, in the order of the model's variables. */
  readonly contributions: readonly Contribution<N>[]
  /** The value from which the distance counts, for `tail: 'both'`; null for one tail. */
  readonly center: number | null
  /** `exact`: by normal tails; `sampled`: by shares of seeded draws. */
  readonly method: 'exact' | 'sampled'
  /** `all`: every set of noises was valued; `random`: those on random orders, which the standard errors count. */
  readonly orders: 'all' | 'random'
}

/**
 * A unit so rare that the draws cannot share its score out.
 *
 * @category Attribution
 */
export interface UnattributedAnomaly {
  /** No shares. */
  readonly attributed: false
  /** Fewer than ten draws were as extreme. */
  readonly reason: 'too-rare'
  /** The reason in a sentence, and the way out. */
  readonly message: string
  /** How many draws there were, and how many of them were as extreme with the noises of `kept` as in this unit. */
  readonly witness: { readonly draws: number; readonly extreme: number; readonly kept: readonly string[] }
}

/**
 * Why one unit is unusual: its information-theoretic outlier score shared out among the variables' own noises (Budhathoki,
 * Minorics, Blöbaum & Janzing 2022).
 *
 * The score is −log P(g(Y) ≥ g(y)): how rare it is to be as extreme, whatever the target's unit or scale. A contribution is the
 * Shapley value of log P(g(Y) ≥ g(y) | the noises of a set as in this unit), the rest drawn afresh: they sum to the score, and a noise
 * that makes the unit less extreme than it would be has a negative one. Linear models with normal noises have a closed form; any
 * other is sampled, and a unit too rare for the draws is refused with the count.
 *
 * @param model - a model with independent noises
 * @param unit - the value of the target and of all its ancestors
 * @param target - the variable in which the unit is unusual
 * @param options - `tail`: `'both'` (unless told; g is the distance from `center`, the target's mean unless told), `'upper'` or
 *   `'lower'`; `method`, `draws` and `seed` where it is sampled
 * @returns the score and the contributions, or a refusal for a unit too rare for the draws
 * @throws CausalError `unknown-name`; `invalid-argument` when a value that is needed is not given; `zero-support` for a unit that
 *   cannot be; `not-supported` for a mechanism whose noise cannot be found (no invert, or a choice without a response), correlated
 *   noises, or where `exact` was asked for and is not known; `type-mismatch` for a target of named states
 * @complexity exact: 2^noises; sampled: 2^noises × draws × variables up to ten noises, with more 200 × noises × draws × variables
 * @category Attribution
 * @see Budhathoki, Minorics, Blöbaum & Janzing 2022, "Causal structure-based root cause analysis of outliers", ICML
 * @example
 * const model = scm({ X: normal(0, 1), Y: linear({ X: 1 }, normal(0, 1)) })
 * const why = anomalyAttribution(model, { X: 4, Y: 4.2 }, 'Y', { tail: 'upper' })
 * why.attributed && why.contributions.map(({ variable, value }) => [variable, value])
 * //=> [['X', 8.0018], ['Y', -1.4926]]
 */
export function anomalyAttribution<T, C extends Capability>(
  model: Scm<T, C>,
  unit: Evidence<NoInfer<T>>,
  target: keyof NoInfer<T> & string,
  options: AttributionOptions & { readonly tail?: 'both' | 'upper' | 'lower'; readonly center?: number } = {},
): AttributedAnomaly<keyof T & string> | UnattributedAnomaly {
  return calledAs('anomalyAttribution', () => {
    checkOptions('options', options, ['tail', 'center', ...attributionKeys], { center: 'number' })
    const drawing = drawingOf(options)
    const { tail = 'both' } = options
    if (tail !== 'both' && tail !== 'upper' && tail !== 'lower')
      throw new CausalError('invalid-argument', `tail is 'both', 'upper' or 'lower', got ${show(tail)}.`, { tail })
    if (options.center !== undefined && (tail !== 'both' || !Number.isFinite(options.center)))
      throw new CausalError(
        'invalid-argument',
        `center is a finite number, for tail 'both': got ${show(options.center)}.`,
        {
          center: options.center,
        },
      )
    const untyped = model as unknown as AnyScm
    const { names, index } = structureOf(untyped)
    lookUp('variable', index, target)
    const value = (checkedObject('unit', unit) as Readonly<Record<string, unknown>>)[target]
    if (typeof value !== 'number' || !Number.isFinite(value))
      throw new CausalError(
        typeof value === 'string' ? 'type-mismatch' : 'invalid-argument',
        `the unit needs a number for ${show(target)}, got ${show(value)}.`,
        { target },
      )
    const finished = (
      found: Pick<AttributedAnomaly, 'score' | 'standardError' | 'center' | 'method' | 'orders'>,
      shares: readonly Contribution<string>[],
    ) =>
      Object.freeze({
        attributed: true as const,
        ...found,
        contributions: shares as readonly Contribution<keyof T & string>[],
      })
    const exact =
      drawing.method === 'sampled' ? null : gaussianRarity(untyped, unit, target, value, tail, options.center)
    if (exact !== null)
      return finished(
        { score: exact.score, standardError: 0, center: exact.center, method: 'exact', orders: 'all' },
        contributionsOf(names, exact.players, exact.shares, null),
      )
    checkMaySample(
      drawing,
      `${show(target)} is no sum of at most 20 normal noises, so that its tails have no closed form`,
    )
    const form = noiseForm(untyped, target)
    const center =
      tail !== 'both'
        ? null
        : (options.center ??
          meanAndError(targetAt(form, drawNoises(form, drawing.draws, `${drawing.seed} center`), drawing.draws)).mean)
    const rare: { witness: UnattributedAnomaly['witness'] | null } = { witness: null }
    const game = rarityGame(form, unit, value, tail, center, rare)
    const found = sampledShares(form.variables.length, game, drawing, false)
    if (rare.witness !== null) return tooRare(rare.witness)
    return finished(
      { score: found.total, standardError: found.totalError, center, method: 'sampled', orders: found.orders },
      contributionsOf(names, form.variables, found.shares, found.errors),
    )
  })
}

function tooRare(witness: UnattributedAnomaly['witness']): UnattributedAnomaly {
  const { draws, extreme, kept } = witness
  const held = kept.length === 0 ? '' : ` with the noise of ${kept.join(', ')} as in this unit`
  return Object.freeze({
    attributed: false,
    reason: 'too-rare',
    message: `${extreme} of ${draws} draws${held} were as extreme as the unit, and a logarithm of such a share cannot be trusted: ask for more draws, or explain the value itself with noiseAttribution.`,
    witness: Object.freeze(witness),
  })
}
