import { calledAs } from '../../errors.js'
import { uniformBox } from '../terms/box.js'
import { indexedDiagram } from '../terms/indexed.js'
import { rewire, stateDiagram, surgery, type WireAt, wireAt } from '../terms/rewire.js'
import type { Diagram, Surgery, Wires } from '../terms/types.js'

/**
 * Cuts a wire: its mechanism is replaced by "discard the inputs, then pick a value uniformly".
 *
 * This is the surgery of the paper: an endofunctor that keeps every other box. Since the uniform state has full support,
 * conditioning the cut joint on X = x gives the distribution under do(X = x).
 *
 * @param diagram - any diagram
 * @param wire - the object on the wire, or the wire's position
 * @returns the diagram after the cut, and the step
 * @throws CausalError `unknown-name` without such a wire, `invalid-argument` when several wires carry the object
 * @complexity O(size)
 * @reference Jacobs, Kissinger & Zanasi 2019, definition 4.1
 * @category Diagrams
 * @example
 * const model = diagramOf(dag('Z -> X -> Y; Z -> Y'))
 * equalDiagrams(cut(cut(model, 'X').diagram, 'X').diagram, cut(model, 'X').diagram)
 * //=> true
 */
export function cut<D extends Wires, C extends Wires>(diagram: Diagram<D, C>, wire: WireAt): Surgery<D, C> {
  return calledAs('cut', () => {
    const d = indexedDiagram(diagram)
    const v = wireAt(d, wire)
    const object = diagram.wires[v]!
    const state = stateDiagram(uniformBox(object, 'surgery'))
    return surgery('cut', v, diagram, rewire(d, v, state)) as Surgery<D, C>
  })
}
