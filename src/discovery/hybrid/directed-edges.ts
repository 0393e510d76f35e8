import { indexed } from '../../graph/core/indexed.js'
import { kahnOrder } from '../../graph/core/order.js'
import type { Dag } from '../../graph/types.js'

/** The edges of a DAG as pairs of names, and its nodes, parents first. */
export function directedEdgesOf<N extends string>(
  graph: Dag<N>,
): { readonly edges: readonly (readonly [N, N])[]; readonly order: readonly N[] } {
  return {
    edges: graph.edges.map(({ from, to, toMark }): readonly [N, N] => (toMark === 'arrow' ? [from, to] : [to, from])),
    order: Array.from(kahnOrder(indexed(graph, 'dag')), (i) => graph.nodes[i]!),
  }
}
