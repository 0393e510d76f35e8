import { CausalError, calledAs } from '../../errors.js'
import { quoteNames } from '../../names.js'
import type { ByName } from '../terms/by-name.js'
import type { Diagram, Wires } from '../terms/types.js'
import { filled } from './nest.js'
import type { DiagramWithHoles } from './with-holes.js'

/**
 * Plugs the holes of a comb: all of them, so that a diagram without holes comes out.
 *
 * @param comb - the comb, made by {@link withHoles} or {@link nest}
 * @param fillings - a diagram for each hole, by its name; where the comb has one hole, the diagram alone
 * @returns the diagram with the fillings in place, of the comb's type
 * @throws CausalError `invalid-argument` for a hole that is not plugged (by name), `unknown-name` for a hole that is not
 *   there, `type-mismatch` for a filling of another type
 * @complexity O(size of the result)
 * @category Diagrams
 * @example
 * const model = diagramOf(dag('Z -> X -> Y; Z -> Y'))
 * const randomize = compose(discard('Z'), uniformState('X'))
 * equalDiagrams(plug(withHoles(model, 'X'), randomize), cut(model, 'X').diagram)
 * //=> true
 * plug(withHoles(model, ['X', 'Y']), { X: randomize })
 * //=> throws 'invalid-argument'
 */
export function plug<D extends Wires, C extends Wires>(
  comb: DiagramWithHoles<D, C>,
  fillings: Diagram | ByName<Diagram>,
): Diagram<D, C> {
  return calledAs('plug', () => {
    const { diagram, holes } = filled(comb, fillings)
    if (holes.length === 0) return diagram as Diagram<D, C>
    const names = holes.map((hole) => hole.name)
    throw new CausalError(
      'invalid-argument',
      `${names.length === 1 ? 'the hole' : 'the holes'} ${quoteNames(names)} ${names.length === 1 ? 'is' : 'are'} not plugged: give a diagram for each, or use nest() to leave holes open.`,
      { holes: names },
    )
  })
}
