import { CausalError, calledAs } from '../../errors.js'
import { lookUp } from '../../names.js'
import { checkOptions } from '../../options.js'
import type { Capability } from '../../scm/mechanisms/mechanism-types.js'
import { structureOf } from '../../scm/models/structure.js'
import type { AnyScm, Scm } from '../../scm/models/types.js'
import { show } from '../../show.js'
import { type AttributionOptions, attributionKeys, checkMaySample, drawingOf } from '../core/draw-options.js'
import { type ArrowMeasure, exactStrengths } from '../core/exact-arrows.js'
import { sampledStrengths } from '../core/sampled-arrows.js'

/**
 * The strength of one arrow.
 *
 * @category Attribution
 */
export interface ArrowStrength<N extends string = string> {
  /** Where the arrow comes from. */
  readonly parent: N
  /** How strong it is. */
  readonly value: number
  /** The standard error of the draws; 0 where the method is exact. */
  readonly standardError: number
  /** `exact`: a closed form or a sum over all states; `sampled`: the mean over seeded draws. */
  readonly method: 'exact' | 'sampled'
  /** What to mind, in sentences: draws that are too few for a divergence. */
  readonly warnings: readonly string[]
}

/**
 * How strong each arrow into a variable is (Janzing, Balduzzi, Grosse-Wentrup & Schölkopf 2013, definition 3 for a single
 * arrow): what changes when the variable sees an independent copy of one parent instead of the parent itself.
 *
 * `kl` is the mean Kullback–Leibler divergence in nats between the variable's distribution given its parents and that one.
 * `variance` is the variance of the variable's mean that the copy makes, with the other parents as they are. Both are exact for
 * discrete mechanisms and for sums of normal variables, and sampled for others: a divergence then needs a density that is known
 * (added noise, an `invert`, or finitely many states), a variance nothing.
 *
 * @param model - the model
 * @param target - the variable
 * @param options - `measure`: `'kl'` unless told, or `'variance'`; `method`, `draws` and `seed` where it is sampled
 * @returns one strength for each parent, in the order of the mechanism's parents; finite, for
 *   cutting only mixes what was there
 * @throws CausalError `unknown-name`; `not-supported` for the divergence of a mechanism without a known density (a noise-free sum
 *   has none), and where `exact` was asked for and is not known; `type-mismatch` for the variance of named states; `too-large`
 *   above 100,000 combinations of the parents' states
 * @complexity discrete: combinations of the parents' states times the states of the target, for each parent; sampled: parents ×
 *   draws evaluations for a variance, parents × 2 to 10 × min(draws, 1000)² for a divergence
 * @category Attribution
 * @see Janzing et al. 2013, "Quantifying causal influences", Annals of Statistics 41
 * @example
 * const model = scm({ X: normal(0, 1), Z: normal(0, 2), Y: linear({ X: 1, Z: 0.5 }, normal(0, 1)) })
 * arrowStrength(model, 'Y').map(({ parent, value }) => [parent, value])
 * //=> [['X', 0.3466], ['Z', 0.3466]]
 */
export function arrowStrength<T, C extends Capability>(
  model: Scm<T, C>,
  target: keyof NoInfer<T> & string,
  options: AttributionOptions & { readonly measure?: ArrowMeasure } = {},
): readonly ArrowStrength<keyof T & string>[] {
  return calledAs('arrowStrength', () => {
    checkOptions('options', options, ['measure', ...attributionKeys])
    const drawing = drawingOf(options)
    const { measure = 'kl' } = options
    if (measure !== 'kl' && measure !== 'variance')
      throw new CausalError('invalid-argument', `measure is 'kl' or 'variance', got ${show(measure)}.`, { measure })
    const untyped = model as unknown as AnyScm
    const { index } = structureOf(untyped)
    const parents = untyped.laws[lookUp('variable', index, target)]!.parents as readonly (keyof T & string)[]
    if (parents.length === 0) return Object.freeze([])
    if (drawing.method !== 'sampled') {
      const exact = exactStrengths(untyped, target, measure)
      if (exact !== null)
        return Object.freeze(
          parents.map((parent, j) =>
            Object.freeze({ parent, value: exact[j]!, standardError: 0, method: 'exact' as const, warnings: [] }),
          ),
        )
      checkMaySample(
        drawing,
        `the arrows into ${show(target)} have no closed form: it is neither discrete nor a sum of normal variables`,
      )
    }
    const sampled = sampledStrengths(untyped, target, parents, measure, drawing)
    return Object.freeze(
      parents.map((parent, j) =>
        Object.freeze({
          parent,
          value: sampled[j]!.mean,
          standardError: sampled[j]!.error,
          method: 'sampled' as const,
          warnings: Object.freeze(sampled[j]!.warnings),
        }),
      ),
    )
  })
}
