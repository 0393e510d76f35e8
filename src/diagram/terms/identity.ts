import { calledAs } from '../../errors.js'
import { makeDiagram, range, wiresOf } from './make.js'
import type { Diagram } from './types.js'
import type { AsWires, TypeLike } from './typing.js'

/**
 * Wires and nothing else: what comes in goes out.
 *
 * @param type - an object or a list of objects
 * @returns the identity diagram on that type
 * @throws CausalError `invalid-argument` for what is no type
 * @complexity O(length of the type)
 * @category Diagrams
 * @example
 * equalDiagrams(compose(identity('A'), box('f', ['A'], ['B'])), box('f', ['A'], ['B']))
 * //=> true
 */
export function identity<const T extends TypeLike>(type: T): Diagram<AsWires<T>, AsWires<T>> {
  return calledAs('identity', () => {
    const wires = wiresOf(type)
    return makeDiagram([...wires], [], range(wires.length), range(wires.length))
  })
}
