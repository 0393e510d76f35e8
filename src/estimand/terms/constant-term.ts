import { CausalError, calledAs } from '../../errors.js'
import { show } from '../../show.js'
import type { ConstantTerm } from './types.js'

/**
 * A number as an expression.
 *
 * @param value - a finite number
 * @returns the constant, frozen
 * @throws CausalError `invalid-argument` for a number that is not finite
 * @complexity O(1)
 * @category Estimands
 * @example
 * toText(constantTerm(1))
 * //=> '1'
 */
export function constantTerm(value: number): ConstantTerm {
  return calledAs('constantTerm', () => {
    if (!Number.isFinite(value)) {
      throw new CausalError('invalid-argument', `expected a finite number, got ${show(value)}.`, { value })
    }
    return Object.freeze({ type: 'constant', value })
  })
}
