import { calledAs } from '../../errors.js'
import { checkedList } from '../../names.js'
import { type FiniteDistribution, finite } from './distribution.js'

/**
 * A distribution over finitely many numbers.
 *
 * @param values - the numbers, each once
 * @param probabilities - one probability for each; they sum to one within 1e-9. By default all are equal
 * @returns the distribution
 * @throws CausalError `not-probability`, `invalid-argument`, or `duplicate-name` for a number given twice
 * @complexity O(values)
 * @category Probability
 * @example
 * discrete([-1, 0, 1], [0.25, 0.5, 0.25]).values
 * //=> [-1, 0, 1]
 */
export function discrete(values: readonly number[], probabilities?: readonly number[]): FiniteDistribution<number> {
  return calledAs('discrete', () =>
    finite(values, probabilities ?? checkedList('values', values).map(() => 1 / values.length)),
  )
}
