import { CausalError, calledAs } from '../../errors.js'
import { makeGraph } from '../../graph/kinds/build.js'
import { ARROW, TAIL } from '../../graph/kinds/marks.js'
import type { Dag } from '../../graph/types.js'
import { show } from '../../show.js'
import { indexedDiagram } from './indexed.js'
import type { Diagram } from './types.js'

/**
 * The DAG that a network diagram draws: the inverse of {@link diagramOf}.
 *
 * A network diagram carries each object on one wire, and each of its boxes makes one wire. Inputs become nodes without
 * parents; what is neither input nor output becomes a latent.
 *
 * @param diagram - a network diagram
 * @returns the DAG on its objects
 * @throws CausalError `not-supported` for a diagram that is no network: the message names the box with several outputs or
 *   none, or the object on several wires
 * @complexity O(size)
 * @reference Lorenz & Tull, Causal models in string diagrams, 2023: network diagrams and DAGs are the same thing
 * @category Diagrams
 * @example
 * toDagitty(dagOf(diagramOf(dag('S -> T -> C'))))
 * //=> toDagitty(dag('S -> T -> C'))
 */
export function dagOf(diagram: Diagram): Dag {
  return calledAs('dagOf', () => {
    const { producer } = indexedDiagram(diagram)
    for (const { box } of diagram.boxes) {
      if (box.outputs.length === 1) continue
      throw new CausalError(
        'not-supported',
        `box ${show(box.name)} makes ${box.outputs.length} wires: in a network each box makes one.`,
        { box: box.name, outputs: box.outputs },
      )
    }
    const seen = new Set<string>()
    for (const object of diagram.wires) {
      if (seen.has(object)) {
        throw new CausalError(
          'not-supported',
          `several wires carry ${show(object)}: in a network each object has one wire.`,
          { object },
        )
      }
      seen.add(object)
    }
    const edges: number[] = []
    for (const [v, p] of producer.entries()) {
      if (p >= 0) for (const from of new Set(diagram.boxes[p]!.inputs)) edges.push(from, v, TAIL, ARROW)
    }
    const shown = new Set([...diagram.inputWires, ...diagram.outputWires])
    return makeGraph(
      'dag',
      diagram.wires,
      edges,
      diagram.wires.filter((_, v) => !shown.has(v)),
    )
  })
}
