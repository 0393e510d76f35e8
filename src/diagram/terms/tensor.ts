import { calledAs } from '../../errors.js'
import { append } from './compose.js'
import { checkedDiagram } from './indexed.js'
import { makeDiagram } from './make.js'
import type { Diagram, PlacedBox } from './types.js'
import type { AllInputsOf, AllOutputsOf } from './typing.js'

/**
 * Puts diagrams side by side: they run in parallel and share nothing.
 *
 * @param diagrams - any number of diagrams; none gives the empty diagram
 * @returns one diagram from all inputs to all outputs, in the order given
 * @throws CausalError `invalid-argument` for what is no diagram
 * @complexity O(total size)
 * @category Diagrams
 * @example
 * tensor(box('f', ['A'], ['B']), box('g', ['C'], ['D'])).inputs
 * //=> ['A', 'C']
 */
export function tensor<const Ds extends readonly Diagram[]>(
  ...diagrams: Ds
): Diagram<AllInputsOf<Ds>, AllOutputsOf<Ds>> {
  return calledAs('tensor', () => {
    const wires: string[] = []
    const boxes: PlacedBox[] = []
    const inp: number[] = []
    const out: number[] = []
    for (const diagram of diagrams) {
      checkedDiagram(diagram)
      const sources = diagram.inputWires.map((v) => wires.push(diagram.wires[v]!) - 1)
      for (const v of append(wires, boxes, diagram, sources)) out.push(v)
      for (const v of sources) inp.push(v)
    }
    return makeDiagram(wires, boxes, inp, out)
  })
}
