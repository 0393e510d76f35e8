import { calledAs } from '../../errors.js'
import { asList } from '../../names.js'
import { indexedDiagram } from './indexed.js'
import { makeDiagram } from './make.js'
import { type WireAt, wireAt } from './rewire.js'
import type { Diagram, Wires } from './types.js'

/**
 * Chooses what a diagram shows: its outputs become the wires asked for, hidden ones too; all others are discarded.
 *
 * @param diagram - any diagram
 * @param outputs - the wires, by object, or by position where several carry the object; one may stand several times
 * @returns the same boxes with other outputs
 * @throws CausalError `unknown-name` without such a wire, `invalid-argument` when several wires carry the object
 * @complexity O(size)
 * @category Diagrams
 * @example
 * const model = diagramOf(dag('S -> T -> C'))
 * withOutputs(model, ['C', 'S']).outputs
 * //=> ['C', 'S']
 */
export function withOutputs<D extends Wires>(
  diagram: Diagram<D, Wires>,
  outputs: WireAt | readonly WireAt[],
): Diagram<D, Wires> {
  return calledAs('withOutputs', () => {
    const d = indexedDiagram(diagram)
    const list = typeof outputs === 'number' ? [outputs] : asList(outputs as string | readonly string[])
    return makeDiagram(
      [...diagram.wires],
      [...diagram.boxes],
      [...diagram.inputWires],
      list.map((at) => wireAt(d, at)),
    )
  })
}
