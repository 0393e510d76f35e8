import { checkedGraph } from './build.js'
import { checkCpdag } from './check-cpdag.js'
import { checkMag } from './check-mag.js'
import type { CausalGraph, Cpdag, Edge, GraphKind, GraphSpec, Mag } from './types.js'

/** A graph of a kind that is only known at run time, checked as by its own function. */
export function graphOfKind(where: string, kind: GraphKind, spec: GraphSpec<string>): CausalGraph {
  const graph = checkedGraph(where, kind, spec)
  if (kind === 'cpdag') return checkCpdag(where, graph as Cpdag)
  return kind === 'mag' ? checkMag(where, graph as Mag) : graph
}

/** The narrowest kind that takes such edges without further knowledge: a DAG, an ADMG, a PAG where there are circles, else a PDAG. */
export function kindOfEdges(edges: readonly Pick<Edge, 'fromMark' | 'toMark'>[]): GraphKind {
  if (edges.some((e) => e.fromMark === 'circle' || e.toMark === 'circle')) return 'pag'
  if (edges.some((e) => e.fromMark === 'tail' && e.toMark === 'tail')) return 'pdag'
  return edges.some((e) => e.fromMark === e.toMark) ? 'admg' : 'dag'
}
