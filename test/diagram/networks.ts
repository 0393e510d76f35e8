import {
  type Channel,
  type Dag,
  type Diagram,
  diagramOf,
  interpret,
  parents,
  randomStream,
  stochastic,
  uniforms,
} from '../../src/index.js'

/** A binary network on a DAG with random positive tables: its diagram (all nodes as outputs), tables and joint. */
export function randomNetwork(
  graph: Dag,
  seed: number,
): { diagram: Diagram; boxes: Map<string, Float64Array>; joint: Channel } {
  const boxes = new Map<string, Float64Array>()
  const { values } = uniforms(randomStream(seed), 4096)
  let next = 0
  for (const node of graph.nodes) {
    const rows = 2 ** parents(graph, node).length
    const table = new Float64Array(2 * rows)
    for (let r = 0; r < rows; r++) {
      const p = 0.1 + 0.8 * values[next++ % 4096]!
      table.set([p, 1 - p], 2 * r)
    }
    boxes.set(node, table)
  }
  const diagram = diagramOf(graph, { outputs: graph.nodes })
  return { diagram, boxes, joint: interpret(diagram, stochastic, boxes) }
}
