import { CausalError } from '../../errors.js'
import { quoteNames } from '../../names.js'
import { completedEdges } from '../classes/compelled.js'
import { componentRanks, extensionRanks, orientedEdges } from '../classes/extension.js'
import { kahnOrder } from '../core/cycle.js'
import { indexed } from '../core/indexed.js'
import type { Cpdag } from '../types.js'
import { makeGraph } from './build.js'

/** A graph that really is the CPDAG of a DAG, or an error that says what it lacks. O(n d + m log m). */
export function checkCpdag<N extends string>(graph: Cpdag<N>): Cpdag<N> {
  const g = indexed(graph)
  const rank = componentRanks(g)
  const whole = (edges: number[]): Cpdag<N> =>
    makeGraph('cpdag', graph.nodes, completedEdges(indexed(makeGraph('dag', graph.nodes, edges))))
  if (rank !== null) {
    const edges = orientedEdges(g, rank)
    const member = makeGraph('dag', graph.nodes, edges)
    if (kahnOrder(indexed(member)).length === g.size && sameEdges(graph, whole(edges))) return graph
  }
  const extension = extensionRanks(g)
  if (extension === null) {
    throw new CausalError(
      'invalid-graph',
      'no DAG has these edges, these directions and no further v-structure, so this is not a CPDAG; pdag() accepts any such graph.',
    )
  }
  const completed = whole(orientedEdges(g, extension))
  const at = graph.edges.findIndex((edge, i) => !sameEdge(edge, completed.edges[i]))
  const { from, to } = graph.edges[at] ?? graph.edges[0]!
  throw new CausalError(
    'invalid-graph',
    `the CPDAG of this class has a different edge between ${quoteNames([from, to])}; pdag() accepts partial knowledge, and cpdagOf(toDag(…)) completes it.`,
    { from, to },
  )
}

function sameEdges(a: Cpdag, b: Cpdag): boolean {
  return a.edges.length === b.edges.length && a.edges.every((edge, i) => sameEdge(edge, b.edges[i]))
}

function sameEdge(a: Cpdag['edges'][number], b: Cpdag['edges'][number] | undefined): boolean {
  return b !== undefined && a.from === b.from && a.to === b.to && a.fromMark === b.fromMark && a.toMark === b.toMark
}
