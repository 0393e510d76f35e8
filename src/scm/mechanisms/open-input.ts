import type { Cell } from '../../data/types.js'
import { CausalError, calledAs } from '../../errors.js'
import { show } from '../../show.js'
import { mechanismOf } from './checks.js'
import type { Capability, Mechanism } from './mechanism-types.js'

/**
 * An input of an open model: a variable whose value is left to the user of the model.
 *
 * It has no distribution, so each question must set it, by `do` or `intervene`. A model of part of a system is written with
 * inputs for the rest, and completed later by an intervention that gives the input a distribution or a mechanism.
 *
 * @param states - the states it may take; without them it holds a number
 * @returns the mechanism, for `scm`
 * @throws CausalError `invalid-argument` for an empty list of states
 * @complexity O(states)
 * @category Models
 * @example
 * const clinic = scm({ dose: openInput(), response: linear({ dose: 2 }, normal(0, 1)) })
 * expectation(clinic, 'response', { do: { dose: 3 } }).value
 * //=> 6
 * expectation(clinic, 'response')
 * //=> throws 'invalid-argument'
 */
export function openInput<const S extends Cell = number>(
  states?: readonly S[],
): Mechanism<Record<never, never>, S, Capability> {
  return calledAs('openInput', () => {
    if (
      states !== undefined &&
      (!Array.isArray(states) || states.length === 0 || new Set(states).size !== states.length)
    ) {
      throw new CausalError('invalid-argument', `expected a list of different states, got ${show(states)}.`)
    }
    return mechanismOf({
      family: 'input',
      parents: Object.freeze([]),
      states: states === undefined ? null : Object.freeze([...states]),
    })
  })
}
