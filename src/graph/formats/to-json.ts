import { calledAs } from '../../errors.js'
import { indexed } from '../core/indexed.js'
import type { CausalGraph, GraphKind } from '../types.js'

/**
 * A graph as plain data for `JSON.stringify`: its kind, nodes, edges with their marks, and latents.
 *
 * A graph is plain data already; this checks it and gives a copy that may be changed.
 *
 * @param graph - any graph
 * @returns `{ kind, nodes, edges: [{ from, to, fromMark, toMark }], latents }`
 * @throws CausalError `invalid-argument` for a value that is not a graph
 * @complexity O(n + m)
 * @category Graphs
 * @example
 * JSON.stringify(toJson(dag('A -> B')))
 * //=> '{"kind":"dag","nodes":["A","B"],"edges":[{"from":"A","to":"B","fromMark":"tail","toMark":"arrow"}],"latents":[]}'
 */
export function toJson<K extends GraphKind, N extends string>(graph: CausalGraph<K, N>): CausalGraph<K, N> {
  return calledAs('toJson', () => {
    indexed(graph)
    return {
      kind: graph.kind,
      nodes: [...graph.nodes],
      edges: graph.edges.map(({ from, to, fromMark, toMark }) => ({ from, to, fromMark, toMark })),
      latents: [...graph.latents],
    }
  })
}
