import { calledAs } from '../../errors.js'
import { components, members } from '../classes/components.js'
import { indexed } from '../core/indexed.js'
import type { CausalGraph, GraphKind } from '../types.js'

/**
 * The districts of a graph, also called c-components: the sets of nodes that bidirected edges connect (Tian & Pearl 2002).
 *
 * They part the nodes; a node without bidirected edges is a district of its own. A node marked as latent is taken as a
 * node like any other: project it out first with {@link latentProjection} to see the districts of the measured nodes.
 *
 * @param graph - any graph
 * @returns the districts by their first node, each in the graph's order
 * @throws CausalError `invalid-argument` for a value that is not a graph
 * @complexity O(n + m)
 * @category Graphs
 * @example
 * districts(admg('X -> M -> Y; X <-> Y'))
 * //=> [['X', 'Y'], ['M']]
 */
export function districts<N extends string>(graph: CausalGraph<GraphKind, N>): readonly (readonly N[])[] {
  return calledAs('districts', () => {
    const g = indexed(graph)
    return members(components(g.spouses)).map((district) => district.map((i) => graph.nodes[i]!))
  })
}
