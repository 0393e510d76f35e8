import { CausalError } from '../../errors.js'
import { type IndexedGraph, indexed, listsOf } from '../core/indexed.js'
import { ARROW, CIRCLE, TAIL } from '../kinds/marks.js'
import type { CausalGraph } from '../types.js'
import { halfEdge } from './marked.js'
import { sinkRanks } from './sink-ranks.js'

const members = new WeakMap<CausalGraph, IndexedGraph>()

/**
 * The graph in which separation is read off: a DAG, ADMG or MAG itself; for a CPDAG, MPDAG, PDAG or PAG a member of its class.
 * The members are Markov equivalent, so any of them answers for all.
 *
 * In a PDAG undirected edges are directed by a consistent extension. In a PAG circles become tails, but edges o-o are
 * directed along an order without new v-structures (Zhang 2008, Theorem 2).
 */
export function memberGraph(graph: CausalGraph): IndexedGraph {
  const g = indexed(graph)
  const { kind } = graph
  if (kind === 'dag' || kind === 'admg' || kind === 'mag') return g
  const known = members.get(graph)
  if (known !== undefined) return known
  const { incidence, size } = g
  const { start, node, near, far } = incidence
  const free = kind === 'pag' ? CIRCLE : TAIL
  const isLoose = (k: number): boolean => near[k] === free && far[k] === free
  // of a PAG only the edges o-o are to be directed, in a PDAG the arrows have their say
  const counts = (k: number): boolean => k >= 0 && (kind !== 'pag' || isLoose(k))
  const around = Array.from({ length: size }, (_, x) => {
    const first = start[x]!
    return node.subarray(first, start[x + 1]!).filter((_, k) => counts(first + k))
  })
  const rank = sinkRanks(
    size,
    (x) => around[x]!,
    (a, b) => counts(halfEdge(incidence, a, b)),
    (a, b) => far[halfEdge(incidence, a, b)] === ARROW,
  )
  if (rank === null)
    throw new CausalError(
      'invalid-graph',
      'no DAG or MAG has these marks: they contradict one another, so nothing can be read from the graph.',
    )
  const here = near.slice()
  const there = far.slice()
  for (let a = 0; a < size; a++) {
    for (let k = start[a]!; k < start[a + 1]!; k++) {
      const isToOther = rank[a]! < rank[node[k]!]!
      // true is the code of an arrow, false that of a tail
      here[k] = +(isLoose(k) ? !isToOther : near[k] === ARROW)
      there[k] = +(isLoose(k) ? isToOther : far[k] === ARROW)
    }
  }
  const result = { ...g, ...listsOf({ start, node, near: here, far: there }) }
  if (Object.isFrozen(graph)) members.set(graph, result)
  return result
}
