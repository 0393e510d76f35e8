import type { Independent } from '../../estimand/simplify/cancel-factors.js'
import { separationIn } from '../../estimand/simplify/simplify-estimand.js'
import { flatEdges } from '../../graph/core/flat-edges.js'
import { type IndexedGraph, indexed } from '../../graph/core/indexed.js'
import { makeGraph } from '../../graph/kinds/build.js'
import { ARROW, TAIL } from '../../graph/kinds/marks.js'
import type { CausalGraph } from '../../graph/types.js'

/** A graph with one more node, last, which tells who is selected. */
export interface SelectedGraph {
  readonly graph: CausalGraph
  readonly g: IndexedGraph
  /** Separation in it: a term of the selected is given that node. */
  readonly oracle: Independent
}

/** The graph with the node of selection below its causes. */
export function selectedGraph(g: IndexedGraph, by: readonly number[]): SelectedGraph {
  const s = g.size
  const edges = flatEdges(g)
  for (const i of by) edges.push(i, s, TAIL, ARROW)
  const graph = makeGraph('admg', [...g.names, freshName(g.names)], edges)
  const oracle = separationIn(graph, (domain) => (domain === 'selected' ? [s] : []))
  return { graph, g: indexed(graph), oracle }
}

/** A name for the node of selection, or for another node that tells populations apart. */
export function freshName(names: readonly string[], wanted = 'S'): string {
  let name = wanted
  while (names.includes(name)) name += '_'
  return name
}
