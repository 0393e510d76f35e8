import { calledAs } from '../../errors.js'
import { flatEdges } from '../core/flat-edges.js'
import { type IndexedGraph, indexed } from '../core/indexed.js'
import { makeGraph } from '../kinds/build.js'
import { indexedOfKind } from '../kinds/indexed-of-kind.js'
import { magOf } from '../latent/mag-of.js'
import { pagOfMag } from '../latent/pag-of.js'
import type { CausalGraph, Mag } from '../types.js'
import { completedEdges } from './compelled.js'
import { memberGraph } from './member-graph.js'
import { pairMarks } from './pair-marks.js'

/**
 * Whether two graphs on the same nodes have the same separations.
 *
 * Two DAGs do when they have the same CPDAG (Verma & Pearl 1990), two MAGs when they have the same PAG (Ali, Richardson &
 * Spirtes 2009; Zhang 2008). An ADMG counts by its conditional independences alone: constraints such as Verma's do not
 * enter. A CPDAG, PDAG or PAG stands for its class.
 *
 * @param a - a graph of any kind
 * @param b - a graph on the same nodes, in any order
 * @returns true when every set separates the same nodes in both
 * @throws CausalError `unknown-name` or `invalid-argument` when the nodes differ; `invalid-graph` for a PDAG or PAG that
 *   stands for no DAG or MAG
 * @complexity O(n d + m log m) for DAGs, that of {@link pagOf} else
 * @category Graphs
 * @example
 * markovEquivalent(dag('A -> B -> C'), dag('A <- B <- C'))
 * //=> true
 * markovEquivalent(dag('A -> B'), mag('A <-> B'))
 * //=> true
 */
export function markovEquivalent(a: CausalGraph, b: CausalGraph): boolean {
  return calledAs('markovEquivalent', () => {
    for (const graph of [a, b]) indexedOfKind(graph)
    pairMarks(b, a) // the same nodes
    const first = memberGraph(a)
    const second = reordered(memberGraph(b), first)
    const isDag = (g: IndexedGraph): boolean => g.parents.node.length * 2 === g.incidence.node.length
    const picture = (g: IndexedGraph): CausalGraph =>
      isDag(first) && isDag(second)
        ? makeGraph('cpdag', first.names, completedEdges(g))
        : pagOfMag(ancestralGraph(g, first.names))
    const left = pairMarks(picture(first), a)
    const right = pairMarks(picture(second), a)
    return left.size === right.size && [...left].every(([pair, marks]) => right.get(pair) === marks)
  })
}

/** The graph with its nodes in the other's order. */
function reordered(g: IndexedGraph, like: IndexedGraph): IndexedGraph {
  const edges = flatEdges(g).map((value, k) => (k % 4 < 2 ? like.index.get(g.names[value]!)! : value))
  return indexed(makeGraph('admg', like.names, edges))
}

/** A MAG as it is; a DAG or ADMG as its MAG. */
function ancestralGraph(g: IndexedGraph, names: readonly string[]): Mag {
  if (g.neighbors.node.length > 0) return makeGraph('mag', names, flatEdges(g))
  return magOf(makeGraph('admg', names, flatEdges(g)))
}
