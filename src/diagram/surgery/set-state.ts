import { CausalError, calledAs } from '../../errors.js'
import { makeBox } from '../terms/box.js'
import { indexedDiagram, sameWires } from '../terms/indexed.js'
import { typeText } from '../terms/make.js'
import { boxNames, rewire, stateDiagram, surgery, type WireAt, wireAt } from '../terms/rewire.js'
import type { Diagram, Surgery, Wires } from '../terms/types.js'

/**
 * Replaces the mechanism of a wire by a state: the wire no longer listens to anything and is drawn from a distribution.
 *
 * @param diagram - any diagram
 * @param wire - the object on the wire, or the wire's position
 * @param state - the name of the new state, to be interpreted later, or a diagram from the unit to that object
 * @returns the diagram with the new state, and the step
 * @throws CausalError `unknown-name` without such a wire, `type-mismatch` for a state of another type,
 *   `invalid-argument` when several wires carry the object
 * @complexity O(size)
 * @category Diagrams
 * @example
 * const model = diagramOf(dag('Z -> X -> Y; Z -> Y'))
 * setState(model, 'X', 'coin').diagram.boxes.map((placed) => placed.box.name)
 * //=> ['coin', 'Z', 'Y']
 */
export function setState<D extends Wires, C extends Wires>(
  diagram: Diagram<D, C>,
  wire: WireAt,
  state: string | Diagram<readonly [], Wires>,
): Surgery<D, C> {
  return calledAs('setState', () => {
    const d = indexedDiagram(diagram)
    const v = wireAt(d, wire)
    const object = diagram.wires[v]!
    const by =
      typeof state === 'string'
        ? stateDiagram(Object.freeze({ ...makeBox(state, [], [object]), role: 'surgery' as const }))
        : state
    indexedDiagram(by)
    if (!sameWires(by.outputs, [object]) || by.inputs.length > 0) {
      throw new CausalError(
        'type-mismatch',
        `the state goes from ${typeText(by.inputs)} to ${typeText(by.outputs)}, but must go from [] to ${typeText([object])}.`,
        { inputs: by.inputs, outputs: by.outputs },
      )
    }
    const told = typeof state === 'string' ? { with: state } : { with: boxNames(by), by }
    return surgery('set-state', v, diagram, rewire(d, v, by), told) as Surgery<D, C>
  })
}
