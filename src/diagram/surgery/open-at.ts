import { CausalError, calledAs } from '../../errors.js'
import { show } from '../../show.js'
import { indexedDiagram } from '../terms/indexed.js'
import { rewire, surgery, type WireAt, wireAt } from '../terms/rewire.js'
import type { Diagram, Surgery, Wires } from '../terms/types.js'

/**
 * Opens a diagram at a wire: its mechanism is taken out and the wire becomes the last input.
 *
 * What is left is the interventional channel, from the value set to everything that follows: no uniform state is needed
 * and nothing is divided by the number of values. It works in every semantics, the Gaussian one included.
 *
 * @param diagram - any diagram
 * @param wire - the object on the wire, or the wire's position
 * @returns the open diagram, and the step
 * @throws CausalError `unknown-name` without such a wire, `invalid-argument` when several wires carry the object or when
 *   it is an input already
 * @complexity O(size)
 * @reference Jacobs, Kissinger & Zanasi 2019, section 4; Lorenz & Tull 2023 on open causal models
 * @category Diagrams
 * @example
 * const model = diagramOf(dag('H -> S; H -> C; S -> T -> C'))
 * openAt(model, 'S').diagram.inputs
 * //=> ['S']
 * openAt(model, 'S').step.removed
 * //=> ['S']
 */
export function openAt<D extends Wires, C extends Wires, const X extends WireAt>(
  diagram: Diagram<D, C>,
  wire: X,
): Surgery<readonly [...D, X extends string ? X : string], C> {
  return calledAs('openAt', () => {
    const d = indexedDiagram(diagram)
    const v = wireAt(d, wire)
    if (d.producer[v]! < 0) {
      throw new CausalError('invalid-argument', `${show(diagram.wires[v])} is an input already.`, {
        wire,
      })
    }
    const done = surgery('open', v, diagram, rewire(d, v, null))
    return done as Surgery<readonly [...D, X extends string ? X : string], C>
  })
}
