import { madeGraphs } from '../core/made-graphs.js'
import type { CausalGraph } from '../types.js'

/** A graph that this library made, with positions of its nodes; as it is where there are none. */
export function placedGraph(graph: CausalGraph, positions: NonNullable<CausalGraph['positions']>): CausalGraph {
  if (positions.length === 0) return graph
  const placed = Object.freeze({ ...graph, positions })
  madeGraphs.add(placed)
  return placed
}
