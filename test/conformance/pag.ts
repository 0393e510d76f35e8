import { type CausalGraph, dag, magOf, pagOf } from '../../src/index.js'

/** `[i, j, mark at i, mark at j]` with `-`, `>` or `o`. */
export type MarkedPair = readonly [number, number, string, string]

/** A case of `discovery/fci_oracle` or `discovery/fci_hard`: a DAG whose nodes are observed, then latent, then selected. */
export interface HiddenCase {
  readonly observed: number
  readonly latent: number[]
  readonly selection: number[]
  readonly dag: [number, number][]
  readonly mag: MarkedPair[]
  readonly pag: MarkedPair[]
}

export function magAndPagOfCase(item: HiddenCase): { mag: CausalGraph; pag: CausalGraph } {
  const count = item.observed + item.latent.length + item.selection.length
  const graph = dag({
    nodes: Array.from({ length: count }, (_, i) => String(i)),
    directed: item.dag.map(([a, b]) => [String(a), String(b)] as const),
  })
  const hidden = { latents: item.latent.map(String), selected: item.selection.map(String) }
  return { mag: magOf(graph, hidden), pag: pagOf(graph, hidden) }
}

const symbol = { tail: '-', arrow: '>', circle: 'o' }

/** The edges in the cases' form, sorted. */
export function markedPairs(graph: CausalGraph): MarkedPair[] {
  return graph.edges
    .map(({ from, to, fromMark, toMark }): MarkedPair => {
      const [a, b] = [Number(from), Number(to)]
      return a < b ? [a, b, symbol[fromMark], symbol[toMark]] : [b, a, symbol[toMark], symbol[fromMark]]
    })
    .sort((p, q) => p[0] - q[0] || p[1] - q[1])
}
