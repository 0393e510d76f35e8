import { calledAs } from '../../errors.js'
import { checkOptions } from '../../options.js'
import type { Capability } from '../mechanisms/mechanism-types.js'
import type { AnyScm, Scm } from '../models/types.js'
import type { Answer } from '../queries/expectation.js'
import { conditionalMean, contrastOf, type EffectQuestion, effectKeys, outcomeTerm } from './effects.js'

/**
 * The probability of enablement: among those without the outcome, would the treatment have brought it about? P(Y(treated)
 * = y | Y ≠ y) (Pearl 1999).
 *
 * @param model - the model
 * @param question - `treatment` and `outcome`; the treatment's values `treated` (1) and `control` (0); `outcomeState`: the
 *   state that counts as the outcome's happening, 1 by default
 * @returns the probability, its standard error (0 where exact) and the method; `value: null` where the condition is impossible
 * @throws CausalError `unknown-name`, `overlap`; `not-supported` for a continuous outcome, or a table without a response; `too-large`
 * @complexity a query over two worlds, see {@link queryTerms}
 * @category Effects
 * @example
 * const model = scm({
 *   X: bernoulli(0.5),
 *   Y: cpt(['X'], { 0: 0.2, 1: 0.6 }, { response: 'quantile' }),
 * })
 * probabilityOfEnablement(model, { treatment: 'X', outcome: 'Y' }).value
 * //=> 0.3333
 */
export function probabilityOfEnablement<
  T,
  C extends Capability,
  K extends 'dag' | 'admg',
  const X extends keyof T & string,
  const Y extends keyof T & string,
>(model: Scm<T, C, K>, question: EffectQuestion<NoInfer<T>, X, Y>): Answer {
  return calledAs('probabilityOfEnablement', () => {
    checkOptions('question', question, effectKeys)

    const contrast = contrastOf(model as AnyScm, question as never)
    const { treatment, outcome, treated, outcomeState: y = 1 } = contrast
    const both = [{ variable: outcome }, outcomeTerm(contrast, { [treatment]: treated })]
    return conditionalMean(
      contrast,
      both,
      ([seen]) => seen !== y,
      ([, would]) => would === y,
      [],
    )
  })
}
