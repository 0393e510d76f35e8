import { calledAs } from '../../errors.js'
import { indexed } from '../core/indexed.js'
import { makeGraph } from '../kinds/build.js'
import type { Dag, Mpdag } from '../types.js'
import { markedEdges } from './marked.js'
import { interventionalClass, readTargets, refuseAlwaysSet } from './told-directions.js'

/**
 * The interventional CPDAG (interventional essential graph) of a DAG: what observation and experiments together say about
 * its edges.
 *
 * Two DAGs look the same in these experiments when they are Markov equivalent and agree on each edge of which some
 * experiment sets one end and not the other. A directed edge has this direction in all of them; an undirected
 * one has either direction in some. With `[[]]` it is the CPDAG.
 *
 * @param graph - a DAG
 * @param targets - for each experiment the nodes that it sets; `[]` is observation. Each node must be left alone by some
 *   experiment (a conservative family)
 * @returns the class as a maximally oriented PDAG: `dagsOf`, `countDags` and `estimatePossibleEffects` take it
 * @throws CausalError `unknown-name`; `invalid-argument` for a node that every experiment sets, and for what is no DAG
 * @complexity O(m d² log d) for m edges and at most d at a node, and O(n²) an experiment
 * @category Graphs
 * @see Hauser & Bühlmann 2012, "Characterization and greedy learning of interventional Markov equivalence classes of
 *   directed acyclic graphs", JMLR 13, Theorems 10 and 18
 * @example
 * const chain = dag('A -> B -> C -> D')
 * toDagitty(interventionalCpdagOf(chain, [[]]))
 * //=> 'pdag { A -- B B -- C C -- D }'
 * toDagitty(interventionalCpdagOf(chain, [[], ['C']]))
 * //=> 'pdag { A -- B B -> C C -> D }'
 */
export function interventionalCpdagOf<N extends string>(
  graph: Dag<N>,
  targets: readonly (readonly NoInfer<N>[])[],
): Mpdag<N> {
  return calledAs('interventionalCpdagOf', () => {
    const g = indexed(graph, 'dag')
    const sets = readTargets('node', g.index, targets)
    refuseAlwaysSet(g.names, sets)
    return makeGraph('mpdag', graph.nodes, markedEdges(interventionalClass(g, sets)), graph.latents)
  })
}
