import { CausalError, calledAs } from '../../errors.js'
import { components, members } from '../classes/components.js'
import { type IndexedGraph, indexed } from '../core/indexed.js'
import { makeGraph } from '../kinds/build.js'
import { TAIL } from '../kinds/marks.js'
import type { CausalGraph, Pdag } from '../types.js'

/** Edges above which the graph is refused. */
const mostPairs = 10_000_000

/**
 * The moral graph: undirected, two nodes joined when they are adjacent or have a child in common.
 *
 * With bidirected edges it is the augmented graph: each district and its parents form a clique (Richardson 2003). A node is
 * separated from all others by its neighbours here, its Markov blanket.
 *
 * @param graph - a DAG, ADMG or MAG
 * @returns a PDAG with undirected edges only
 * @throws CausalError `invalid-argument` for a graph of another kind; `too-large` above 10,000,000 edges
 * @complexity O(n + m + r log r) for r edges in the result
 * @category Graphs
 * @example
 * toDagitty(moralGraph(dag('A -> C <- B')))
 * //=> 'pdag { A -- C A -- B C -- B }'
 */
export function moralGraph<N extends string>(graph: CausalGraph<'dag' | 'admg' | 'mag', N>): Pdag<N> {
  return calledAs('moralGraph', () => {
    const g = indexed(graph, 'dag', 'admg', 'mag')
    const edges: number[] = []
    let pairs = 0
    for (const clique of moralCliques(g)) {
      pairs += (clique.length * (clique.length - 1)) / 2
      if (pairs > mostPairs) {
        throw new CausalError(
          'too-large',
          `the moral graph has more than ${mostPairs} edges: a node has too many parents, or a district too many nodes. dSeparated() and minimalSeparators() work without it.`,
          { most: mostPairs },
        )
      }
      for (const [i, a] of clique.entries()) for (const b of clique.slice(0, i)) edges.push(a, b, TAIL, TAIL)
    }
    return makeGraph('pdag', graph.nodes, edges, graph.latents)
  })
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
