import { CausalError, calledAs } from '../../errors.js'
import { findCycle, makeGraph } from '../../graph/kinds/build.js'
import { ARROW, type MarkCode, markNames, TAIL } from '../../graph/kinds/marks.js'
import type { Dag, Mark } from '../../graph/types.js'
import type { LaggedGraph } from '../types.js'
import { type IndexedLaggedGraph, indexedLagged } from './check-lagged-graph.js'

/**
 * Which variables a graph over time joins, whatever the lag.
 *
 * @category Time series
 */
export interface SummaryGraph<N extends string = string> {
  /** The variables, in order. */
  readonly nodes: readonly N[]
  /** The edges between different variables, each pair of marks once. */
  readonly edges: readonly SummaryEdge<N>[]
  /** The variables with an edge from their own past, with the lags. */
  readonly selfLinks: readonly {
    /** The variable. */
    readonly node: N
    /** The lags of its edges to itself, ascending. */
    readonly lags: readonly number[]
  }[]
  /** The variables of one directed cycle, in order; null where there is none. */
  readonly cycle: readonly N[] | null
}

/**
 * An edge of a summary graph.
 *
 * @category Time series
 */
export interface SummaryEdge<N extends string = string> {
  /** One variable; the earlier one of a lagged edge. */
  readonly from: N
  /** The other. */
  readonly to: N
  /** The mark at `from`. */
  readonly fromMark: Mark
  /** The mark at `to`. */
  readonly toMark: Mark
  /** The lags of the edges behind it, ascending. */
  readonly lags: readonly number[]
}

/**
 * The summary of a graph over time: its variables, joined where any lag joins them; what joins a variable to its own past stands apart.
 *
 * A summary may have cycles (X drives Y and Y drives X, each with a lag), so it is no DAG in general: {@link summaryDag} gives one where it is.
 *
 * @param graph - a graph over time
 * @returns edges with their lags, self-links, and a cycle if there is one
 * @throws CausalError `invalid-argument`
 * @complexity O(n + m log m)
 * @category Time series
 * @example
 * const { edges, selfLinks } = summaryGraph(laggedGraph('X[t-1] -> X; X[t-1] -> Y; X[t-2] -> Y'))
 * edges
 * //=> [{ from: 'X', to: 'Y', fromMark: 'tail', toMark: 'arrow', lags: [1, 2] }]
 * selfLinks
 * //=> [{ node: 'X', lags: [1] }]
 */
export function summaryGraph<N extends string>(graph: LaggedGraph<N>): SummaryGraph<N> {
  return calledAs('summaryGraph', () => {
    const indexed = indexedLagged(graph)
    const { nodes } = graph
    const byEdge = new Map<string, { ends: readonly [number, number, MarkCode, MarkCode]; lags: number[] }>()
    const own = new Map<number, number[]>()
    for (const edge of indexed.edges) {
      if (edge.from === edge.to) own.set(edge.to, [...(own.get(edge.to) ?? []), edge.lag])
      else {
        const ends = endsOf(edge)
        const key = ends.join()
        const known = byEdge.get(key) ?? { ends, lags: [] }
        known.lags.push(edge.lag)
        byEdge.set(key, known)
      }
    }
    const ascending = (lags: number[]): readonly number[] => Object.freeze(lags.sort((a, b) => a - b))
    const edges = [...byEdge.values()]
      .sort((a, b) => a.ends[0] - b.ends[0] || a.ends[1] - b.ends[1] || a.ends[2] - b.ends[2] || a.ends[3] - b.ends[3])
      .map(({ ends: [from, to, fromMark, toMark], lags }) =>
        Object.freeze({
          from: nodes[from]!,
          to: nodes[to]!,
          fromMark: markNames[fromMark],
          toMark: markNames[toMark],
          lags: ascending(lags),
        }),
      )
    const selfLinks = [...own]
      .sort((a, b) => a[0] - b[0])
      .map(([node, lags]) => Object.freeze({ node: nodes[node]!, lags: ascending(lags) }))
    return Object.freeze({
      nodes,
      edges: Object.freeze(edges),
      selfLinks: Object.freeze(selfLinks),
      cycle: cycleOf(nodes, indexed),
    })
  })
}

/**
 * The summary of a graph over time as a DAG of its variables, without the links of variables to their own past.
 *
 * @param graph - a graph over time whose edges are directed
 * @returns the DAG
 * @throws CausalError `cycle` that names the variables of a cycle in the summary: drive X and Y each other, there is no such DAG;
 *   `not-supported` for edges without direction
 * @complexity O(n + m log m)
 * @category Time series
 * @example
 * toDagitty(summaryDag(laggedGraph('X[t-1] -> X; X[t-1] -> Y')))
 * //=> 'dag { X -> Y }'
 * summaryDag(laggedGraph('X[t-1] -> Y; Y[t-1] -> X'))
 * //=> throws 'cycle'
 */
export function summaryDag<N extends string>(graph: LaggedGraph<N>): Dag<N> {
  return calledAs('summaryDag', () => {
    const indexed = indexedLagged(graph)
    const { nodes } = graph
    const open = indexed.edges.find((edge) => !isDirected(edge))
    if (open !== undefined) {
      const names = [nodes[open.from]!, nodes[open.to]!]
      const message = `the edge between ${names.join(' and ')} at lag ${open.lag} has no single direction: give a graph whose edges are all directed.`
      throw new CausalError('not-supported', message, { names, lag: open.lag })
    }
    const cycle = cycleOf(nodes, indexed)
    if (cycle !== null) {
      const path = [...cycle, cycle[0]].join(' -> ')
      const message = `over all lags the variables drive each other in a cycle, ${path}: there is no DAG of variables. Take unrolled(graph), in which time parts them.`
      throw new CausalError('cycle', message, { cycle })
    }
    const others = indexed.edges.filter(({ from, to }) => from !== to)
    return makeGraph(
      'dag',
      nodes,
      others.flatMap((edge) => [...endsOf(edge)]),
    )
  })
}

type Ends = IndexedLaggedGraph['edges'][number]

function isDirected({ fromMark, toMark }: Ends): boolean {
  return (fromMark === TAIL && toMark === ARROW) || (fromMark === ARROW && toMark === TAIL)
}

/** An arrow points to the second. */
function endsOf({ from, to, fromMark, toMark }: Ends): readonly [number, number, MarkCode, MarkCode] {
  return fromMark === ARROW && toMark === TAIL ? [to, from, toMark, fromMark] : [from, to, fromMark, toMark]
}

function cycleOf<N extends string>(nodes: readonly N[], { edges }: IndexedLaggedGraph): readonly N[] | null {
  const directed = edges.filter((edge) => edge.from !== edge.to && isDirected(edge)).map(endsOf)
  const cycle = findCycle(
    nodes.length,
    directed.map(([from]) => from),
    directed.map(([, to]) => to),
  )
  return cycle === null ? null : Object.freeze(cycle.map((i) => nodes[i]!))
}
