import { calledAs } from '../../errors.js'
import { checkOptions } from '../../options.js'
import type { Capability } from '../mechanisms/mechanism-types.js'
import type { AnyScm, Scm } from '../models/types.js'
import type { Answer } from '../queries/expectation.js'
import { contrastMeans, contrastOf, effectKeys, outcomeTerm } from './effects.js'
import { type MediationQuestion, mediatorsOf } from './mediation.js'

/**
 * The natural direct effect: E[Y(treated, M(control))] − E[Y(control)], the effect of the treatment with the mediators as
 * they would be without it (Pearl 2001).
 *
 * With `treated` and `control` exchanged it is the reverse effect, and TE = NDE − NIE of the reverse.
 *
 * @param model - the model
 * @param question - `treatment`, `outcome`, the two values compared (`treated` 1 and `control` 0 by default), and
 *   `outcomeState` where a state's probability is compared in place of a mean; `mediators`
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
 * naturalDirectEffect(model, { treatment: 'X', outcome: 'Y', mediators: ['M'] }).value
 * //=> 1
 */
export function naturalDirectEffect<
  T,
  C extends Capability,
  K extends 'dag' | 'admg',
  const X extends keyof T & string,
  const Y extends keyof T & string,
>(model: Scm<T, C, K>, question: MediationQuestion<NoInfer<T>, X, Y>): Answer {
  return calledAs('naturalDirectEffect', () => {
    checkOptions('question', question, ['mediators', ...effectKeys])

    const contrast = contrastOf(model as AnyScm, question as never)
    const { treatment, treated, control } = contrast
    const mediators = question.mediators as readonly string[]
    return contrastMeans(contrast, [
      [1, outcomeTerm(contrast, { ...mediatorsOf(contrast, mediators, control), [treatment]: treated })],
      [-1, outcomeTerm(contrast, { [treatment]: control })],
    ])
  })
}
