import type { Cell } from '../../data/types.js'
import { calledAs } from '../../errors.js'
import { checkOptions } from '../../options.js'
import type { EventTerm, Term } from '../engines/terms.js'
import type { Capability } from '../mechanisms/mechanism-types.js'
import type { AnyScm, Scm } from '../models/types.js'
import type { Answer } from '../queries/expectation.js'
import { contrastOf, type EffectQuestion, effectKeys, eventMean, outcomeTerm } from './effects.js'

/**
 * The probability of disablement: among those with the outcome, would it not have happened without the treatment?
 * P(Y(control) ≠ y | Y = y) (Pearl 1999).
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
 * probabilityOfDisablement(model, { treatment: 'X', outcome: 'Y' }).value
 * //=> 0.5
 */
export function probabilityOfDisablement<
  T,
  C extends Capability,
  K extends 'dag' | 'admg',
  const X extends keyof T & string,
  const Y extends keyof T & string,
>(model: Scm<T, C, K>, question: EffectQuestion<NoInfer<T>, X, Y>): Answer {
  return calledAs('probabilityOfDisablement', () => {
    checkOptions('question', question, effectKeys)

    const contrast = contrastOf(model as AnyScm, question as never)
    const { outcome, control, outcomeState: y = 1 } = contrast
    const world = (x: Cell): Term<Record<string, Cell>> => outcomeTerm(contrast, { [contrast.treatment]: x })
    const seen = (variable: string, value: Cell): EventTerm<Record<string, Cell>> => ({ variable, value })
    return eventMean(contrast, [world(control)], ([without]) => without !== y, [seen(outcome, y)])
  })
}
