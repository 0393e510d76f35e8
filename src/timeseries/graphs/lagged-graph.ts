import { CausalError, calledAs } from '../../errors.js'
import { checkedList, indexNames } from '../../names.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import type { LaggedEdge, LaggedGraph, LaggedKind } from '../types.js'
import { checkLaggedRules, indexedEdge, laggedKinds, refuseCycle } from './check-lagged-graph.js'
import { makeLaggedGraph } from './make-lagged-graph.js'
import { parseLagged } from './parse-lagged.js'

/**
 * A graph over time given as lists.
 *
 * @category Time series
 */
export interface LaggedGraphSpec<N extends string = string, K extends LaggedKind = LaggedKind> {
  /** All variables, each once. */
  readonly nodes: readonly N[]
  /** The edges, such as those of another graph. */
  readonly edges: readonly LaggedEdge<NoInfer<N>>[]
  /** The largest lag that an edge may have (default: the largest that occurs). */
  readonly maxLag?: number
  /** Its kind (default: the narrowest that takes such edges). */
  readonly kind?: K
}

/**
 * A graph that repeats at every time, from a text or from lists.
 *
 * In a text `X[t-1]` is X one step before t, and `X[t]`, or `X` alone, is X at t. All else is the notation of {@link dag}: `->`, `--`,
 * `<->`, `o->` join two of them, `;`, a comma or a new line part the statements. An edge is the same at every t, so `X[t-2] -> Y[t-1]` is
 * `X[t-1] -> Y[t]`. The kind is the narrowest that takes the edges: `lagged-dag`, `lagged-cpdag` with undirected edges, else `lagged-pag`.
 *
 * @param input - `'X[t-1] -> X; X[t-1] -> Y; X -- Z'`, or `{ nodes, edges, maxLag, kind }`
 * @returns the graph, frozen, nodes in the order in which they were first named
 * @throws CausalError `cycle` within one time; `invalid-graph` for a tail at the later end of an edge, an edge given twice or beyond
 *   `maxLag`; `parse`, `unknown-name`, `duplicate-name`
 * @complexity O(n + m log m)
 * @category Time series
 * @example
 * laggedGraph('X[t-1] -> X[t]; X[t-1] -> Y').edges[1]
 * //=> { from: 'X', to: 'Y', lag: 1, fromMark: 'tail', toMark: 'arrow' }
 * laggedGraph('X -> Y -> X')
 * //=> throws 'cycle'
 */
export function laggedGraph(input: string): LaggedGraph
export function laggedGraph<const N extends string, K extends LaggedKind = LaggedKind>(
  input: LaggedGraphSpec<N, K>,
): LaggedGraph<N, K>
export function laggedGraph(input: string | LaggedGraphSpec): LaggedGraph {
  return calledAs('laggedGraph', () => {
    if (typeof input !== 'string') checkOptions('input', input, ['nodes', 'edges', 'maxLag', 'kind'])
    const spec: LaggedGraphSpec = typeof input === 'string' ? parseLagged(input) : Object(input)
    if (!Array.isArray(spec.nodes) || spec.nodes.length === 0) {
      const message = `expected a text such as "X[t-1] -> Y[t]" or { nodes, edges } with at least one node, got ${show(input)}.`
      throw new CausalError('invalid-argument', message)
    }
    const index = indexNames('node', spec.nodes)
    const edges = checkedList('edges', spec.edges).map((edge) => indexedEdge(index, edge))
    const largest = edges.reduce((most, { lag }) => Math.max(most, lag), 0)
    const { maxLag = largest, kind = kindOf(spec.edges) } = spec
    if (!laggedKinds.includes(kind))
      throw new CausalError('invalid-argument', `kind is ${show(kind)}; it can be ${laggedKinds.join(', ')}.`, { kind })
    checkLaggedRules(kind, spec.nodes, maxLag, edges)
    refuseCycle(spec.nodes, edges)
    return makeLaggedGraph(kind, spec.nodes, maxLag, edges)
  })
}

/** The narrowest kind that takes such edges. */
function kindOf(edges: readonly LaggedEdge[]): LaggedKind {
  const marks = edges.map(({ fromMark, toMark }) => [fromMark, toMark].sort().join())
  if (marks.every((pair) => pair === 'arrow,tail')) return 'lagged-dag'
  return marks.every((pair) => pair === 'arrow,tail' || pair === 'tail,tail') ? 'lagged-cpdag' : 'lagged-pag'
}
