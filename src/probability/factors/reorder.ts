import { CausalError, calledAs } from '../../errors.js'
import { quoteNames } from '../../names.js'
import type { Factor } from '../types.js'
import { checkNames, contractFactors } from './factor-core.js'

/**
 * The same table with its axes in another order.
 *
 * @param f - a factor
 * @param names - all of its variables, each once, in the order wanted
 * @returns the factor with its axes in that order
 * @throws CausalError `unknown-name`, `duplicate-name`; `invalid-argument` when a variable is missing
 * @complexity O(cells)
 * @category Probability
 * @example
 * const f = factor([{ name: 'X', states: ['0', '1'] }, { name: 'Y', states: ['a', 'b'] }], [1, 2, 3, 4])
 * reorder(f, ['Y', 'X']).values
 * //=> [1, 3, 2, 4]
 */
export function reorder<N extends string>(f: Factor<N>, names: readonly NoInfer<N>[]): Factor<N> {
  return calledAs('reorder', () => {
    const given = checkNames(f, names)
    const missing = f.variables.map((v) => v.name).filter((name) => !given.has(name))
    if (missing.length > 0) {
      const message = `the order does not say where ${quoteNames(missing)} goes: to sum a variable out, use marginalize.`
      throw new CausalError('invalid-argument', message, { missing })
    }
    return contractFactors([f], () => names) as Factor<N>
  })
}
