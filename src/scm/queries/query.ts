import type { Cell } from '../../data/types.js'
import { CausalError, calledAs } from '../../errors.js'
import { checkedObject } from '../../names.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { answerTerms } from '../engines/answer.js'
import { eventTerms } from '../engines/terms.js'
import type { Capability } from '../mechanisms/mechanism-types.js'
import type { AnyScm, Scm } from '../models/types.js'
import { type Conditions, drawOptions } from './expectation.js'
import { pastEvidence, publicAnswer } from './public-answer.js'
import type { QueryAnswer } from './query-answer.js'

/**
 * The joint distribution of variables, under interventions and given evidence.
 *
 * Exact by elimination where all that matters is discrete (`discrete`), by covariance algebra where it is linear with normal
 * noise (`gaussian`), by both where it is so once the discrete states are given (`mixture`, up to 16,384 combinations of states
 * that bear on numbers which hang together; `quadrature` where choices depend on one unknown number), and where the evidence
 * determines the noise (`unit`); otherwise by weighted draws (`samples`). Evidence is read in the world in which `do` is done; for
 * evidence from another world see {@link counterfactual} and {@link queryTerms}.
 *
 * @param model - the model
 * @param targets - the variables asked for
 * @param conditions - `given`, `do`, and `draws` and `seed` for the case that draws are needed
 * @returns a factor, a normal distribution, a mixture of these, values, or weighted draws; `zero-probability` with the evidence where it is
 *   impossible
 * @throws CausalError `unknown-name`; `too-large` with the predicted size where exact elimination is out of reach;
 *   `zero-support` where no draw agrees with the evidence
 * @complexity exact: exponential in the width of the elimination order; Gaussian: O((targets + evidence) × (variables +
 *   edges)); mixture: combinations of the states that bear on numbers which hang together × (variables + (targets + evidence)³);
 *   draws: O(draws × (variables + edges)), some ten times that where the evidence is far in the tails
 * @category Models
 * @example
 * const model = scm({
 *   S: categorical({ low: 0.3, high: 0.7 }),
 *   C: cpt(['S'], { low: { yes: 0.1, no: 0.9 }, high: { yes: 0.6, no: 0.4 } }),
 * })
 * const seen = query(model, ['S'], { given: { C: 'yes' } })
 * seen.method !== 'zero-probability' && seen.values
 * //=> [0.0667, 0.9333]
 * const done = query(model, ['S'], { do: { C: 'yes' } })
 * done.method !== 'zero-probability' && done.values
 * //=> [0.3, 0.7]
 */
export function query<T, C extends Capability, K extends 'dag' | 'admg', const N extends keyof T & string>(
  model: Scm<T, C, K>,
  targets: readonly N[],
  conditions: Conditions<NoInfer<T>> = {},
): QueryAnswer<Pick<T, N>, C> {
  return calledAs('query', () => {
    checkOptions('conditions', conditions, ['given', 'do', 'draws', 'seed'])

    if (!Array.isArray(targets)) {
      throw new CausalError('invalid-argument', `the targets must be a list of variables, got ${show(targets)}.`)
    }
    const { given, do: act, draws, seed } = checkedObject('conditions', conditions) as Conditions<Record<string, never>>
    const terms = targets.map((variable) => (act === undefined ? { variable } : { variable, do: act }))
    const result = answerTerms(model as AnyScm, terms, eventTerms(given, act), drawOptions(draws, seed))
    return publicAnswer(targets, result, {
      ...pastEvidence(model as AnyScm),
      ...(given as unknown as Record<string, Cell>),
    }) as QueryAnswer<Pick<T, N>, C>
  })
}
