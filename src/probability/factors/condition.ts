import { CausalError, calledAs } from '../../errors.js'
import type { Factor } from '../types.js'
import type { Without } from './factor-core.js'
import { rescale } from './normalize.js'
import { slice } from './slice-factor.js'

/**
 * The distribution of the other variables given an event: P(rest | event).
 *
 * For the cells as they stand, P(rest, event), see {@link sliceFactor}.
 *
 * @param f - a joint distribution, or any table in proportion to one
 * @param event - a state for each variable that is known
 * @returns the factor over the other variables, in their order, summing to one
 * @throws CausalError `zero-support` when the event has probability zero; `unknown-name` for a variable or state that is not
 *   there; `not-probability` for a negative cell
 * @complexity O(cells of the slice)
 * @category Probability
 * @example
 * const joint = factor([{ name: 'X', states: ['0', '1'] }, { name: 'Y', states: ['0', '1'] }], [0.125, 0.125, 0, 0.75])
 * condition(joint, { Y: '1' }).values
 * //=> [0.142857, 0.857143]
 * condition(joint, { X: '1', Y: '0' })
 * //=> throws 'zero-support'
 */
export function condition<N extends string, const M extends N>(
  f: Factor<N>,
  event: Readonly<Record<M, string>>,
): Factor<Without<N, M>> {
  return calledAs('condition', () => {
    const part = slice(f, event)
    const known = Object.entries(event).map(([name, state]) => `${name} = ${state}`)
    return rescale(part, [], () => {
      const message = `the event ${known.join(', ')} has probability zero, so nothing can be said given it.`
      return new CausalError('zero-support', message, { event: { ...event } })
    }) as Factor<Without<N, M>>
  })
}
