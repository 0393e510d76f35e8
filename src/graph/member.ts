import { makeGraph } from './build.js'
import { componentRanks, extensionRanks, orientedEdges } from './extension.js'
import { indexed } from './indexed.js'
import type { CausalGraph, Dag } from './types.js'

/** A DAG of the class that a CPDAG or PDAG stands for, or null when there is none. */
export function memberDag(where: string, graph: CausalGraph): Dag | null {
  const g = indexed(where, graph)
  const rank = graph.kind === 'cpdag' ? componentRanks(g) : extensionRanks(g)
  return rank === null ? null : makeGraph('dag', graph.nodes, orientedEdges(g, rank), graph.latents)
}
