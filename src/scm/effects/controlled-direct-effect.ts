import { calledAs } from '../../errors.js'
import { checkOptions } from '../../options.js'
import type { Capability } from '../mechanisms/mechanism-types.js'
import type { AnyScm, Evidence, Scm } from '../models/types.js'
import type { Answer } from '../queries/expectation.js'
import { contrastMeans, contrastOf, type EffectQuestion, effectKeys, outcomeTerm } from './effects.js'

/**
 * A contrast of two treatments with other variables held.
 *
 * @category Effects
 */
export interface ControlledQuestion<T, X extends keyof T, Y extends keyof T> extends EffectQuestion<T, X, Y> {
  /** The values at which the mediators are held. */
  readonly mediators: Evidence<T>
}

/**
 * The controlled direct effect: E[Y | do(X = treated, M = m)] − E[Y | do(X = control, M = m)].
 *
 * @param model - the model
 * @param question - `treatment`, `outcome`, the two values compared (`treated` 1 and `control` 0 by default), and
 *   `outcomeState` where a state's probability is compared in place of a mean; `mediators`: the values at
 *   which they are held
 * @returns the effect, its standard error (0 where exact) and the method
 * @throws CausalError `unknown-name`, `overlap`; `type-mismatch` for an outcome of named states without `outcomeState`; `too-large`
 * @complexity two queries, see {@link query}
 * @category Effects
 * @example
 * const model = scm({
 *   X: bernoulli(0.5),
 *   M: linear({ X: 2 }, normal(0, 1)),
 *   Y: linear({ X: 1, M: 3 }, normal(0, 1)),
 * })
 * controlledDirectEffect(model, { treatment: 'X', outcome: 'Y', mediators: { M: 0 } }).value
 * //=> 1
 */
export function controlledDirectEffect<
  T,
  C extends Capability,
  K extends 'dag' | 'admg',
  const X extends keyof T & string,
  const Y extends keyof T & string,
>(model: Scm<T, C, K>, question: ControlledQuestion<NoInfer<T>, X, Y>): Answer {
  return calledAs('controlledDirectEffect', () => {
    checkOptions('question', question, ['mediators', ...effectKeys])

    const contrast = contrastOf(model as AnyScm, question as never)
    const { treatment, treated, control } = contrast
    const held = question.mediators as Record<string, string | number>
    return contrastMeans(contrast, [
      [1, outcomeTerm(contrast, { ...held, [treatment]: treated })],
      [-1, outcomeTerm(contrast, { ...held, [treatment]: control })],
    ])
  })
}
