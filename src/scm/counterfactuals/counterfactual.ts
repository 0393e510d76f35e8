import { calledAs } from '../../errors.js'
import { checkedObject } from '../../names.js'
import { checkOptions } from '../../options.js'
import type { DrawOptions } from '../engines/weighted-engine.js'
import { intervene } from '../interventions/intervene.js'
import type { Capability } from '../mechanisms/mechanism-types.js'
import type { AnyScm, Evidence, Interventions, Scm } from '../models/types.js'
import { drawOptions } from '../queries/expectation.js'
import { type Abducible, abducted } from './abduct.js'

/**
 * What was seen, and what is done instead.
 *
 * @category Counterfactuals
 */
export interface CounterfactualQuestion<T> extends DrawOptions {
  /** What was seen in the factual world. */
  readonly given: Evidence<T>
  /** What is done in the other world. */
  readonly do: Interventions<T>
}

/**
 * What would have happened: abduction, action, and the model in which to predict (Pearl 2009, section 7.1).
 *
 * It is `intervene(abduct(model, given), do)`.
 *
 * @param model - the model
 * @param question - `given`: what was seen; `do`: what is done instead; `draws` and `seed` where no exact answer is
 *   known
 * @returns the model of the other world for the units with this evidence: query it, sample it, ask for expectations
 * @throws CausalError `unknown-name`; `not-supported` for a table without a response
 * @complexity O(variables); the work is done when the model is asked
 * @category Counterfactuals
 * @example
 * const model = scm({ X: bernoulli(0.5), Y: mechanism(['X'], bernoulli(0.1), ({ X }: { X: number }, u) => (X === 1 && u === 0 ? 1 : 0)) })
 * expectation(counterfactual(model, { given: { X: 0, Y: 0 }, do: { X: 1 } }), 'Y').value
 * //=> 0.9
 */
export function counterfactual<T, C extends Capability, K extends 'dag' | 'admg', L extends string = string>(
  model: Scm<T, C, K, L>,
  question: CounterfactualQuestion<NoInfer<T>> & Abducible<C>,
): Scm<T, C, K, L> {
  return calledAs('counterfactual', () => {
    checkOptions('question', question, ['given', 'do', 'draws', 'seed'])

    const { given, do: act, draws, seed } = checkedObject('question', question)
    const unit = abducted(model as AnyScm, given, drawOptions(draws, seed)) as Scm<T, C, K, L>
    return intervene(unit, act)
  })
}
