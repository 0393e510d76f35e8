import { calledAs } from '../../errors.js'
import { asList } from '../../names.js'
import type { Factor } from '../types.js'
import { checkNames, contractFactors, type Without } from './factor-core.js'

/**
 * Sums variables out: the marginal of the others.
 *
 * @param f - a factor
 * @param names - the variables to sum out, each once
 * @returns the factor over the other variables, in their order
 * @throws CausalError `unknown-name`, `duplicate-name`
 * @complexity O(cells)
 * @category Probability
 * @example
 * const joint = factor([{ name: 'X', states: ['0', '1'] }, { name: 'Y', states: ['0', '1'] }], [0.125, 0.125, 0, 0.75])
 * marginalize(joint, 'X').values
 * //=> [0.125, 0.875]
 */
export function marginalize<N extends string, const M extends N>(
  f: Factor<N>,
  names: M | readonly M[],
): Factor<Without<N, M>> {
  return calledAs('marginalize', () => {
    const out = checkNames(f, asList<string>(names))
    return contractFactors([f], (variables) => variables.map((v) => v.name).filter((name) => !out.has(name))) as Factor<
      Without<N, M>
    >
  })
}
