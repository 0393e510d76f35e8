import { calledAs } from '../../errors.js'
import { indexed } from '../core/indexed.js'
import { makeGraph } from '../kinds/build.js'
import type { Cpdag, Dag } from '../types.js'
import { completedEdges } from './compelled.js'

/**
 * The CPDAG of a DAG: what its separations alone say about its edges.
 *
 * A directed edge has this direction in every Markov equivalent DAG; an undirected one has either direction in some
 * (Chickering 1995). Latent nodes are taken as nodes like any other; {@link pagOf} is the picture without them.
 *
 * @param graph - a DAG
 * @returns the completed partially directed graph of its Markov equivalence class
 * @throws CausalError `invalid-argument` for a value that is not a DAG
 * @complexity O(n d + m log m) for at most d parents
 * @category Graphs
 * @example
 * toDagitty(cpdagOf(dag('A -> B -> C <- D')))
 * //=> 'pdag { A -- B B -> C D -> C }'
 */
export function cpdagOf<N extends string>(graph: Dag<N>): Cpdag<N> {
  return calledAs('cpdagOf', () => {
    const g = indexed(graph, 'dag')
    return makeGraph('cpdag', graph.nodes, completedEdges(g), graph.latents)
  })
}
