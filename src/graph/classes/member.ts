import { makeGraph } from '../kinds/build.js'
import { indexedOfKind } from '../kinds/indexed-of-kind.js'
import type { CausalGraph, Dag } from '../types.js'
import { componentRanks, extensionRanks, orientedEdges } from './extension.js'

/** A DAG of the class that a CPDAG or PDAG stands for, or null when there is none. */
export function memberDag(graph: CausalGraph): Dag | null {
  const g = indexedOfKind(graph)
  const rank = graph.kind === 'cpdag' ? componentRanks(g) : extensionRanks(g)
  return rank === null ? null : makeGraph('dag', graph.nodes, orientedEdges(g, rank), graph.latents)
}
