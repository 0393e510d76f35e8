import { type Adjacency, type IndexedGraph, indexed, nodePositions } from '../core/indexed.js'
import type { CausalGraph } from '../types.js'

/** The union of the nodes' lists, as names in the graph's order. */
export function unionOfLists<N extends string>(
  graph: CausalGraph<CausalGraph['kind'], N>,
  nodes: N | readonly N[],
  lists: (g: IndexedGraph) => Adjacency,
): readonly N[] {
  const g = indexed(graph)
  const { start, node } = lists(g)
  const marked = new Uint8Array(g.size)
  for (const i of nodePositions(g, nodes)) for (let k = start[i]!; k < start[i + 1]!; k++) marked[node[k]!] = 1
  return namesWhere(graph, marked)
}

/** The names whose flag is set, in the graph's order. */
export function namesWhere<N extends string>(
  graph: CausalGraph<CausalGraph['kind'], N>,
  marked: ArrayLike<number>,
): readonly N[] {
  return graph.nodes.filter((_, i) => marked[i] === 1)
}
