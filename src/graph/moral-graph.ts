import { makeGraph } from './build.js'
import { components, members } from './components.js'
import { type IndexedGraph, indexed } from './indexed.js'
import { TAIL } from './marks.js'
import type { CausalGraph, Pdag } from './types.js'

/**
 * The moral graph: undirected, two nodes joined when they are adjacent or have a child in common.
 *
 * With bidirected edges it is the augmented graph: each district and its parents form a clique (Richardson 2003). A node is
 * separated from all others by its neighbours here, its Markov blanket.
 *
 * @param graph - a DAG, ADMG or MAG
 * @returns a PDAG with undirected edges only
 * @throws CausalError `invalid-argument` for a graph of another kind
 * @complexity O(n + m + r log r) for r edges in the result
 * @category Graphs
 * @example
 * toDagitty(moralGraph(dag('A -> C <- B')))
 * //=> 'pdag { A -- C A -- B C -- B }'
 */
export function moralGraph<N extends string>(graph: CausalGraph<'dag' | 'admg' | 'mag', N>): Pdag<N> {
  const g = indexed('moralGraph', graph, 'dag', 'admg', 'mag')
  const edges: number[] = []
  for (const clique of moralCliques(g))
    for (const [i, a] of clique.entries()) for (const b of clique.slice(0, i)) edges.push(a, b, TAIL, TAIL)
  return makeGraph('pdag', graph.nodes, edges, graph.latents)
}

/** Each district with its parents, and each undirected edge. */
function* moralCliques(g: IndexedGraph): Generator<number[]> {
  for (const district of members(components(g.spouses))) {
    const clique = new Set(district)
    for (const a of district)
      for (let k = g.parents.start[a]!; k < g.parents.start[a + 1]!; k++) clique.add(g.parents.node[k]!)
    yield [...clique]
  }
  for (let a = 0; a < g.size; a++)
    for (let k = g.neighbors.start[a]!; k < g.neighbors.start[a + 1]!; k++)
      if (a < g.neighbors.node[k]!) yield [a, g.neighbors.node[k]!]
}
