import { calledAs } from '../../errors.js'
import { checkedObject } from '../../names.js'
import { type FiniteDistribution, finite } from './distribution.js'

/**
 * A distribution over named states.
 *
 * The order of the states is that of the object's keys (JavaScript puts keys that look like integers first).
 *
 * @param probabilities - the probability of each state; they sum to one within 1e-9
 * @returns the distribution; the compiler knows its states
 * @throws CausalError `not-probability` for numbers outside [0, 1] or a sum off one; `invalid-argument` for no state
 * @complexity O(states)
 * @category Probability
 * @example
 * categorical({ low: 0.3, high: 0.7 }).values
 * //=> ['low', 'high']
 * categorical({ low: 0.3, high: 0.3 })
 * //=> throws 'not-probability'
 */
export function categorical<const S extends string>(probabilities: Readonly<Record<S, number>>): FiniteDistribution<S> {
  return calledAs('categorical', () =>
    finite(Object.keys(checkedObject('probabilities', probabilities)) as S[], Object.values(probabilities)),
  )
}
