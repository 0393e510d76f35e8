import { calledAs } from '../../errors.js'
import type { Change } from '../models/types.js'
import { checkedNumber } from './checks.js'

/**
 * Moves a variable away from its natural value: its own mechanism's value plus a number.
 *
 * @param amount - what is added; a variable with ordered states moves by so many states, and stops at the ends
 * @returns the intervention, as data
 * @throws CausalError `invalid-argument` for a number that is not finite
 * @complexity O(1)
 * @category Models
 * @example
 * const model = scm({ X: normal(2, 1) })
 * expectation(model, 'X', { do: { X: shift(1) } }).value
 * //=> 3
 */
export function shift(amount: number): Change<'shift'> {
  return calledAs('shift', () =>
    Object.freeze({ kind: 'change', change: 'shift', amount: checkedNumber('the amount', amount) }),
  )
}
