import { CausalError } from '../../errors.js'
import { ARROW, TAIL } from '../../graph/kinds/marks.js'
import { indexedLagged, refuseCycle } from '../graphs/check-lagged-graph.js'
import { laggedName } from '../graphs/lagged-names.js'
import { type IndexedEdge, makeLaggedGraph } from '../graphs/make-lagged-graph.js'
import type { LaggedGraph, LaggedNode } from '../types.js'

/** The graph as one of directed edges; an edge without a direction, or a cycle at one time, is named. */
export function directedGraph<N extends string>(graph: LaggedGraph<N>): LaggedGraph<N, 'lagged-dag'> {
  const { edges } = indexedLagged(graph)
  refuseCycle(graph.nodes, edges)
  const turned = edges.map((edge): IndexedEdge => {
    const { from, to, lag, fromMark, toMark } = edge
    if (fromMark === TAIL && toMark === ARROW) return edge
    if (lag === 0 && fromMark === ARROW && toMark === TAIL)
      return { from: to, to: from, lag, fromMark: TAIL, toMark: ARROW }
    const ends = `${laggedName(graph.nodes[from]!, lag)} and ${laggedName(graph.nodes[to]!, 0)}`
    const message = `the edge between ${ends} has no direction (its ends are ${graph.edges.length > 0 ? endsOf(graph, from, to, lag) : ''}): a model needs to know which causes which. Orient it, or leave it out.`
    throw new CausalError('not-supported', message, { from: graph.nodes[from], to: graph.nodes[to], lag })
  })
  return makeLaggedGraph('lagged-dag', graph.nodes, graph.maxLag, turned)
}

function endsOf(graph: LaggedGraph, from: number, to: number, lag: number): string {
  const edge = graph.edges.find((e) => e.from === graph.nodes[from] && e.to === graph.nodes[to] && e.lag === lag)!
  return `${edge.fromMark} and ${edge.toMark}`
}

/** The parents of each variable by lag and name, so that no fit depends on the order of nodes. */
export function parentsOf<N extends string>(
  graph: LaggedGraph<N, 'lagged-dag'>,
): { readonly names: readonly N[]; readonly parents: readonly (readonly LaggedNode<N>[])[] } {
  const parents = graph.nodes.map((name) =>
    Object.freeze(
      graph.edges
        .filter(({ to }) => to === name)
        .map(({ from, lag }): LaggedNode<N> => Object.freeze({ name: from, lag }))
        .sort((a, b) => a.lag - b.lag || (a.name < b.name ? -1 : 1)),
    ),
  )
  return { names: graph.nodes, parents }
}
