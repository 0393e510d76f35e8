import { isFrozenThroughout } from '../../checked.js'
import { CausalError } from '../../errors.js'
import { lookUp } from '../../names.js'
import { show } from '../../show.js'
import type { CausalGraph, GraphKind } from '../types.js'
import { checkKind } from './check-kind.js'
import { type IndexedGraph, indexGraph } from './index-graph.js'
import { madeGraphs } from './made-graphs.js'

export { type Adjacency, type Incidence, type IndexedGraph, listsOf } from './index-graph.js'

const cache = new WeakMap<CausalGraph, IndexedGraph>()

/**
 * The graph in numbers: the door of every function that takes a graph. Built once per graph value: graphs made by this
 * library are frozen, so the numbers stay right. A graph that came from elsewhere (JSON, a worker) is checked, and unless it
 * is frozen throughout it is so at each call.
 *
 * @param kinds - the kinds that make sense here; any when none is given
 */
export function indexed(graph: CausalGraph, ...kinds: readonly GraphKind[]): IndexedGraph {
  let g = cache.get(graph)
  if (g === undefined) {
    g = indexGraph(graph)
    const isMade = madeGraphs.has(graph)
    if (!isMade) checkKind(graph.kind, g)
    if (isMade || isFrozenThroughout(graph)) cache.set(graph, g)
  }
  if (kinds.length === 0 || kinds.includes(graph.kind)) return g
  throw new CausalError(
    'invalid-argument',
    `expected a graph of kind ${kinds.join(' or ')}, got one of kind ${show(graph.kind)}.`,
    { kind: graph.kind },
  )
}

/** Positions of the named nodes, each once, in the order given; unknown names are an error with the nearest names. */
export function nodePositions(graph: IndexedGraph, names: string | readonly string[] | undefined): number[] {
  return [...new Set([names ?? []].flat().map((name) => lookUp('node', graph.index, name)))]
}
