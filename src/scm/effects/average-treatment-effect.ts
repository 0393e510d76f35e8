import { calledAs } from '../../errors.js'
import { checkOptions } from '../../options.js'
import type { Capability } from '../mechanisms/mechanism-types.js'
import type { AnyScm, Scm } from '../models/types.js'
import type { Answer } from '../queries/expectation.js'
import { contrastMeans, contrastOf, type EffectQuestion, effectKeys, outcomeTerm } from './effects.js'

/**
 * The average treatment effect: E[Y | do(X = treated)] − E[Y | do(X = control)].
 *
 * @param model - the model
 * @param question - `treatment`, `outcome`, the two values compared (`treated` 1 and `control` 0 by default), and
 *   `outcomeState` where a state's probability is compared in place of a mean
 * @returns the effect, its standard error (0 where exact) and the method
 * @throws CausalError `unknown-name`, `overlap`; `type-mismatch` for an outcome of named states without `outcomeState`; `too-large`
 * @complexity two queries, see {@link query}
 * @category Effects
 * @example
 * const model = scm({ Z: bernoulli(0.5), X: cpt(['Z'], { 0: 0.2, 1: 0.8 }), Y: cpt(['X', 'Z'], { 0: { 0: 0.1, 1: 0.5 }, 1: { 0: 0.3, 1: 0.9 } }) })
 * averageTreatmentEffect(model, { treatment: 'X', outcome: 'Y' }).value
 * //=> 0.3
 */
export function averageTreatmentEffect<
  T,
  C extends Capability,
  K extends 'dag' | 'admg',
  const X extends keyof T & string,
  const Y extends keyof T & string,
>(model: Scm<T, C, K>, question: EffectQuestion<NoInfer<T>, X, Y>): Answer {
  return calledAs('averageTreatmentEffect', () => {
    checkOptions('question', question, effectKeys)

    const contrast = contrastOf(model as AnyScm, question as never)
    const { treatment, treated, control } = contrast
    return contrastMeans(contrast, [
      [1, outcomeTerm(contrast, { [treatment]: treated })],
      [-1, outcomeTerm(contrast, { [treatment]: control })],
    ])
  })
}
