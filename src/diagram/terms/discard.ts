import { calledAs } from '../../errors.js'
import { makeDiagram, range, wiresOf } from './make.js'
import type { Diagram } from './types.js'
import type { AsWires, TypeLike } from './typing.js'

/**
 * Ends a bundle of wires: nothing reads them. Over probabilities this is marginalisation.
 *
 * @param type - an object or a list of objects
 * @returns the diagram from the type to the unit
 * @throws CausalError `invalid-argument` for what is no type
 * @complexity O(length of the type)
 * @category Diagrams
 * @example
 * equalDiagrams(compose(box('f', ['A'], ['B']), discard('B')), discard('A'), 'markov')
 * //=> true
 * equalDiagrams(compose(box('f', ['A'], ['B']), discard('B')), discard('A'), 'cdu')
 * //=> false
 */
export function discard<const T extends TypeLike>(type: T): Diagram<AsWires<T>, readonly []> {
  return calledAs('discard', () => {
    const wires = wiresOf(type)
    return makeDiagram([...wires], [], range(wires.length), [])
  })
}
