import { calledAs } from '../../errors.js'
import { uniformBox } from './box.js'
import { makeDiagram, place, range, wiresOf } from './make.js'
import type { Diagram } from './types.js'
import type { AsWires, TypeLike } from './typing.js'

/**
 * The uniform state: every value of each object equally likely, independently.
 *
 * @param type - an object or a list of objects
 * @returns the state of that type; on several objects it is their uniform states side by side
 * @throws CausalError `invalid-argument` for what is no type
 * @complexity O(length of the type)
 * @reference Jacobs, Kissinger & Zanasi 2019, section 3: the U of a CDU category
 * @category Diagrams
 * @example
 * equalDiagrams(compose(uniformState('A'), discard('A')), identity([]), 'cdu')
 * //=> true
 */
export function uniformState<const T extends TypeLike>(type: T): Diagram<readonly [], AsWires<T>> {
  return calledAs('uniformState', () => {
    const wires = wiresOf(type)
    return makeDiagram(
      [...wires],
      wires.map((object, i) => place(uniformBox(object), [], [i])),
      [],
      range(wires.length),
    )
  })
}
