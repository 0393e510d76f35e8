import { CausalError, calledAs } from '../../errors.js'
import { show } from '../../show.js'
import { makeDiagram, range, wiresOf } from './make.js'
import type { Diagram, Wires } from './types.js'
import type { AsWires, TypeLike } from './typing.js'

/**
 * Copies a bundle of wires: the outputs are the whole bundle, `times` times over.
 *
 * Copying is no box: it is one wire read several times, so its laws (associative, symmetric, discarding one copy leaves
 * the other) hold without a step of proof.
 *
 * @param type - an object or a list of objects
 * @param times - how many copies, 0 or more; two unless told
 * @returns the diagram from the type to so many copies of it
 * @throws CausalError `invalid-argument` for what is no type or no count
 * @complexity O(times × length of the type)
 * @reference Fong & Sturtz 2013; Jacobs, Kissinger & Zanasi 2019, section 2
 * @category Diagrams
 * @example
 * copy(['A', 'B']).outputs
 * //=> ['A', 'B', 'A', 'B']
 */
export function copy<const T extends TypeLike>(type: T, times: number): Diagram<AsWires<T>, Wires>
export function copy<const T extends TypeLike>(type: T): Diagram<AsWires<T>, readonly [...AsWires<T>, ...AsWires<T>]>
export function copy(type: TypeLike, times = 2): Diagram {
  return calledAs('copy', () => {
    const wires = wiresOf(type)
    if (!Number.isInteger(times) || times < 0) {
      throw new CausalError('invalid-argument', `times must be a whole number, 0 or more, got ${show(times)}.`, {
        times,
      })
    }
    return makeDiagram(
      [...wires],
      [],
      range(wires.length),
      range(times).flatMap(() => range(wires.length)),
    )
  })
}
