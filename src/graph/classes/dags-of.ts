import { calledAs } from '../../errors.js'
import { makeGraph } from '../kinds/build.js'
import { indexedOfKind } from '../kinds/indexed-of-kind.js'
import type { Cpdag, Dag, Mpdag, Pdag } from '../types.js'
import { markedEdges, markedGraph } from './marked.js'
import { memberDag } from './member.js'
import { orientations } from './orientations.js'

/**
 * All DAGs that a CPDAG, MPDAG or PDAG stands for, one at a time.
 *
 * Each has the same edges, every direction that is known, and no further v-structure. They come in a fixed order, none
 * twice, and the first is there at once however many there are: see {@link countDags} before you wait for all of them.
 *
 * @param graph - a CPDAG, MPDAG or PDAG with m edges and at most d at a node; a PDAG without consistent extension has no DAGs
 * @returns an iterable, to be walked as often as you like
 * @throws CausalError `invalid-argument` for a graph of another kind
 * @complexity polynomial delay: one pass of Meek's rules, O(m d² log d), from one DAG to the next; O(m) memory
 * @category Graphs
 * @example
 * Array.from(dagsOf(cpdag('A -- B -- C')), toDagitty)
 * //=> ['dag { A -> B B -> C }', 'dag { A B C B -> A B -> C }', 'dag { A B C B -> A C -> B }']
 */
export function dagsOf<N extends string>(graph: Cpdag<N> | Mpdag<N> | Pdag<N>): Iterable<Dag<N>> {
  return calledAs('dagsOf', () => {
    const g = indexedOfKind(graph, 'pdag', 'cpdag', 'mpdag')
    return {
      *[Symbol.iterator]() {
        if (memberDag(graph) === null) return
        const marked = markedGraph(g)
        for (const _ of orientations(marked)) yield makeGraph('dag', graph.nodes, markedEdges(marked), graph.latents)
      },
    }
  })
}
