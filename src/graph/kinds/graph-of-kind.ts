import type { CausalGraph, Cpdag, Edge, GraphKind, GraphSpec, Mag, Mpdag } from '../types.js'
import { checkedGraph } from './build.js'
import { checkCpdag } from './check-cpdag.js'
import { checkMag } from './check-mag.js'
import { checkMpdag } from './check-mpdag.js'

/** A graph of a kind that is only known at run time, checked as by its own function. */
export function graphOfKind(kind: GraphKind, spec: GraphSpec<string>): CausalGraph {
  const graph = checkedGraph(kind, spec)
  if (kind === 'cpdag') return checkCpdag(graph as Cpdag)
  if (kind === 'mpdag') return checkMpdag(graph as Mpdag)
  return kind === 'mag' ? checkMag(graph as Mag) : graph
}

/** The narrowest kind that takes such edges without further knowledge: a DAG, an ADMG, a PAG where there are circles, else a PDAG. */
export function kindOfEdges(edges: readonly Pick<Edge, 'fromMark' | 'toMark'>[]): GraphKind {
  if (edges.some((e) => e.fromMark === 'circle' || e.toMark === 'circle')) return 'pag'
  if (edges.some((e) => e.fromMark === 'tail' && e.toMark === 'tail')) return 'pdag'
  return edges.some((e) => e.fromMark === e.toMark) ? 'admg' : 'dag'
}
