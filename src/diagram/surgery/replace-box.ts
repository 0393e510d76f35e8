import { CausalError, calledAs } from '../../errors.js'
import { checkedList } from '../../names.js'
import { show } from '../../show.js'
import { makeBox } from '../terms/box.js'
import { indexedDiagram, sameWires } from '../terms/indexed.js'
import { makeDiagram, place, range, typeText } from '../terms/make.js'
import { boxNames, rewire, surgery, type WireAt, wireAt } from '../terms/rewire.js'
import type { Diagram, Surgery, Wires } from '../terms/types.js'

/**
 * Gives a wire a new mechanism that listens to wires of your choice: a soft intervention, or a policy.
 *
 * @param diagram - any diagram
 * @param wire - the object on the wire, or the wire's position
 * @param by - the name of the new box, to be interpreted later, or a diagram from the parents to that object
 * @param parents - the wires that it listens to, in order, by object or by position
 * @returns the diagram with the new mechanism, and the step
 * @throws CausalError `cycle` when a parent hears of the wire itself, `unknown-name` without such a wire, `type-mismatch`
 *   for a diagram of another type
 * @complexity O(size)
 * @category Diagrams
 * @example
 * const model = diagramOf(dag('age -> drug -> recovery <- age'))
 * const policy = replaceBox(model, 'drug', 'treat the old', ['age'])
 * policy.diagram.boxes.map((placed) => placed.box.name)
 * //=> ['age', 'treat the old', 'recovery']
 * replaceBox(model, 'age', 'fate', ['recovery'])
 * //=> throws 'cycle'
 */
export function replaceBox<D extends Wires, C extends Wires>(
  diagram: Diagram<D, C>,
  wire: WireAt,
  by: string | Diagram,
  parents: readonly WireAt[],
): Surgery<D, C> {
  return calledAs('replaceBox', () => {
    const d = indexedDiagram(diagram)
    const v = wireAt(d, wire)
    const object = diagram.wires[v]!
    const sources = checkedList('parents', parents).map((parent) => wireAt(d, parent))
    const dom = sources.map((w) => diagram.wires[w]!)
    if (sources.includes(v)) {
      throw new CausalError('cycle', `${show(object)} cannot listen to itself.`, { wire: object })
    }
    const mechanism = typeof by === 'string' ? policyBox(by, dom, object) : by
    indexedDiagram(mechanism)
    if (!sameWires(mechanism.inputs, dom) || !sameWires(mechanism.outputs, [object])) {
      throw new CausalError(
        'type-mismatch',
        `the new mechanism goes from ${typeText(mechanism.inputs)} to ${typeText(mechanism.outputs)}, but must go from ${typeText(dom)} to ${typeText([object])}.`,
        { inputs: mechanism.inputs, outputs: mechanism.outputs },
      )
    }
    const told = typeof by === 'string' ? { with: by } : { with: boxNames(mechanism), by: mechanism }
    return surgery('replace-box', v, diagram, rewire(d, v, mechanism, sources), {
      ...told,
      parents: Object.freeze(sources),
    }) as Surgery<D, C>
  })
}

function policyBox(name: string, dom: Wires, object: string): Diagram {
  const box = Object.freeze({ ...makeBox(name, dom, [object]), role: 'surgery' as const })
  const inp = range(dom.length)
  return makeDiagram([...dom, object], [place(box, [...inp], [dom.length])], inp, [dom.length])
}
