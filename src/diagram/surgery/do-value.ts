import { CausalError, calledAs } from '../../errors.js'
import { show } from '../../show.js'
import { pointBox } from '../terms/box.js'
import { indexedDiagram } from '../terms/indexed.js'
import { rewire, stateDiagram, surgery, type WireAt, wireAt } from '../terms/rewire.js'
import type { Diagram, Surgery, Wires } from '../terms/types.js'

/**
 * Sets a wire to a value, whatever its mechanism says: the intervention do(X = x).
 *
 * @param diagram - any diagram
 * @param wire - the object on the wire, or the wire's position
 * @param value - a state of that object: its name, or its position (a number) where states have no names; for Gaussian
 *   channels a number
 * @returns the diagram with the point state, and the step
 * @throws CausalError `unknown-name` without such a wire, `invalid-argument` when several wires carry the object or for
 *   a value that is no text and no finite number
 * @complexity O(size)
 * @category Diagrams
 * @example
 * const model = diagramOf(dag('Z -> X -> Y; Z -> Y'))
 * doValue(model, 'X', 1).diagram.boxes.map((placed) => placed.box.name)
 * //=> ['X = 1', 'Z', 'Y']
 */
export function doValue<D extends Wires, C extends Wires>(
  diagram: Diagram<D, C>,
  wire: WireAt,
  value: string | number,
): Surgery<D, C> {
  return calledAs('doValue', () => {
    if (typeof value !== 'string' && !Number.isFinite(value)) {
      throw new CausalError('invalid-argument', `the value must be a text or a finite number, got ${show(value)}.`, {
        value,
      })
    }
    const d = indexedDiagram(diagram)
    const v = wireAt(d, wire)
    const object = diagram.wires[v]!
    const state = stateDiagram(pointBox(object, value, 'surgery'))
    return surgery('do-value', v, diagram, rewire(d, v, state), { with: value }) as Surgery<D, C>
  })
}
