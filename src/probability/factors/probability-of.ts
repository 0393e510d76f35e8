import { calledAs } from '../../errors.js'
import { compensatedSum } from '../../numeric/sums.js'
import type { Factor } from '../types.js'
import { slice } from './slice-factor.js'

/**
 * The sum of the cells that agree with an event: of a joint distribution, the event's probability.
 *
 * @param f - a factor
 * @param event - a state for each variable that the event speaks of; of none, the sum of all cells
 * @returns the sum
 * @throws CausalError `unknown-name` for a variable or state that is not there
 * @complexity O(cells of the slice)
 * @category Probability
 * @example
 * const joint = factor([{ name: 'X', states: ['0', '1'] }, { name: 'Y', states: ['0', '1'] }], [0.125, 0.125, 0, 0.75])
 * probabilityOf(joint, { Y: '1' })
 * //=> 0.875
 */
export function probabilityOf<N extends string>(f: Factor<N>, event: { readonly [K in N]?: string }): number {
  return calledAs('probabilityOf', () => compensatedSum(slice(f, event as Readonly<Record<string, string>>).values))
}
