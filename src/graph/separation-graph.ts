import { CausalError } from '../errors.js'
import { type IndexedGraph, indexed } from './indexed.js'
import { memberDag } from './member.js'
import { memberMag } from './member-mag.js'
import type { CausalGraph, Pag } from './types.js'

const members = new WeakMap<CausalGraph, IndexedGraph>()

/**
 * The graph in which separation is read off: a DAG, ADMG or MAG itself; for a CPDAG, PDAG or PAG a member of its class.
 * The members are Markov equivalent, so that any of them answers for all.
 */
export function separationGraph(where: string, graph: CausalGraph): IndexedGraph {
  const g = indexed(where, graph)
  if (graph.kind === 'dag' || graph.kind === 'admg' || graph.kind === 'mag') return g
  const known = members.get(graph)
  if (known !== undefined) return known
  const member = graph.kind === 'pag' ? memberMag(graph as Pag, g) : memberDag(where, graph)
  if (member === null) {
    throw new CausalError(
      where,
      'invalid-graph',
      `this ${graph.kind === 'pag' ? 'PAG' : 'graph'} stands for no ${graph.kind === 'pag' ? 'MAG' : 'DAG'}, so separation has no meaning in it; isExtendable() tells, and removing what conflicts mends it.`,
    )
  }
  const result = indexed(where, member)
  if (Object.isFrozen(graph)) members.set(graph, result)
  return result
}
