import type { Cell } from '../../data/types.js'
import { calledAs } from '../../errors.js'
import { checkedFunction, checkedParents, mechanismOf } from './checks.js'
import type { FunctionLaw } from './law.js'
import type { Capability, Mechanism } from './mechanism-types.js'

/**
 * A mechanism without noise: a function of the parents. As an intervention it is a policy.
 *
 * @param parents - the names of the parents; in an intervention the variable itself may be one: its natural value
 * @param evaluate - the value from the parents' values
 * @returns the mechanism
 * @throws CausalError `invalid-argument`
 * @complexity O(parents)
 * @category Models
 * @example
 * const model = scm({ X: bernoulli(0.5), Y: deterministic(['X'], ({ X }: { X: number }) => 1 - X) })
 * expectation(model, 'Y', { do: { X: 1 } }).value
 * //=> 0
 */
export function deterministic<const N extends string, P extends Readonly<Record<N, Cell>>, V extends Cell>(
  parents: readonly N[],
  evaluate: (parents: P) => V,
): Mechanism<Pick<P, N>, V, Capability> {
  return calledAs('deterministic', () => {
    checkedFunction('the second argument', evaluate)
    return mechanismOf({
      family: 'function',
      parents: checkedParents(parents),
      noise: null,
      evaluate: evaluate as unknown as FunctionLaw['evaluate'],
      invert: null,
      logSlope: null,
    })
  })
}
