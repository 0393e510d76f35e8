import { calledAs } from '../../errors.js'
import type { Factor } from '../types.js'
import { contractFactors } from './factor-core.js'

/**
 * The product of factors, cell by cell: P(x) and P(y | x) make P(x, y).
 *
 * A variable that several factors have must have the same states in each, in any order; the order of the first is kept.
 *
 * @param factors - the factors; of none, the product is the number one
 * @returns a factor over all their variables, in the order in which they are first met
 * @throws CausalError `type-mismatch` when a variable has other states in another factor; `too-large` beyond 2²⁶ cells
 * @complexity O(cells of the product)
 * @category Probability
 * @example
 * const x = factor([{ name: 'X', states: ['0', '1'] }], [0.25, 0.75])
 * const yGivenX = factor([{ name: 'X', states: ['0', '1'] }, { name: 'Y', states: ['0', '1'] }], [0.5, 0.5, 0, 1])
 * multiply(x, yGivenX).values
 * //=> [0.125, 0.125, 0, 0.75]
 */
export function multiply<const F extends readonly Factor[]>(
  ...factors: F
): Factor<F[number]['variables'][number]['name']> {
  return calledAs('multiply', () => contractFactors(factors, (variables) => variables.map((v) => v.name)))
}
