import { CausalError, calledAs } from '../../errors.js'
import { checkedNumbers } from '../../names.js'
import type { Factor, Variable } from '../types.js'
import { checkShape, makeFactor } from './factor-core.js'

/**
 * A discrete table over named variables.
 *
 * @param variables - the axes in order; each with a name of its own and at least one state, each once
 * @param values - one finite number a cell, row-major: the last variable's states change fastest
 * @returns the factor, frozen; the values are copied
 * @throws CausalError `duplicate-name` for a name or state given twice; `type-mismatch` when there are not as many values
 *   as cells; `invalid-argument` for a variable without states or a value that is not finite
 * @complexity O(cells)
 * @category Probability
 * @example
 * const rain = factor([{ name: 'Rain', states: ['no', 'yes'] }], [0.8, 0.2])
 * rain.values
 * //=> [0.8, 0.2]
 * factor([{ name: 'Rain', states: ['no', 'yes'] }], [0.8, 0.1, 0.1])
 * //=> throws 'type-mismatch'
 */
export function factor<const N extends string>(
  variables: readonly Variable<N>[],
  values: ArrayLike<number>,
): Factor<N> {
  return calledAs('factor', () => {
    if (!Array.isArray(variables) || typeof values?.length !== 'number') {
      throw new CausalError('invalid-argument', 'expected a list of variables and a list of values.')
    }
    const copied = Float64Array.from(checkedNumbers('values', values))
    checkShape({ variables, values: copied })
    return makeFactor(
      variables.map(({ name, states }) => ({ name, states })),
      copied,
    )
  })
}
