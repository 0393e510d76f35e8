import { CausalError, calledAs } from '../../errors.js'
import type { Factor } from '../types.js'
import { contractFactors, type Without } from './factor-core.js'

/**
 * The slice of a table at given states of some variables, not renormalised: of a joint distribution, P(rest, event).
 *
 * @param f - a factor
 * @param event - a state for each variable to fix
 * @returns the factor over the other variables, in their order; its numbers are those of `f`
 * @throws CausalError `unknown-name` for a variable or state that is not there
 * @complexity O(cells of the slice)
 * @category Probability
 * @example
 * const joint = factor([{ name: 'X', states: ['0', '1'] }, { name: 'Y', states: ['0', '1'] }], [0.125, 0.125, 0, 0.75])
 * sliceFactor(joint, { X: '0' }).values
 * //=> [0.125, 0.125]
 */
export function sliceFactor<N extends string, const M extends N>(
  f: Factor<N>,
  event: Readonly<Record<M, string>>,
): Factor<Without<N, M>> {
  return calledAs('sliceFactor', () => slice(f, event) as Factor<Without<N, M>>)
}

/** The slice, for the functions that go on with it. */
export function slice(f: Factor, event: Readonly<Record<string, string>>): Factor {
  if (typeof event !== 'object' || event === null) {
    throw new CausalError('invalid-argument', "an event is an object such as { X: 'yes' }.", { event })
  }
  const fixed = new Map(Object.entries(event))
  return contractFactors([f], (variables) => variables.map((v) => v.name).filter((name) => !fixed.has(name)), [
    ...fixed,
  ])
}
