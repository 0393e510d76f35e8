import { calledAs } from '../../errors.js'
import type { Change } from '../models/types.js'
import { checkedNumber } from './checks.js'

/**
 * Multiplies a variable's natural value: its own mechanism's value times a number.
 *
 * @param amount - the factor
 * @returns the intervention, as data
 * @throws CausalError `invalid-argument` for a number that is not finite
 * @complexity O(1)
 * @category Models
 * @example
 * const model = scm({ X: normal(2, 1) })
 * expectation(model, 'X', { do: { X: scale(3) } }).value
 * //=> 6
 */
export function scale(amount: number): Change<'scale'> {
  return calledAs('scale', () =>
    Object.freeze({ kind: 'change', change: 'scale', amount: checkedNumber('the amount', amount) }),
  )
}
