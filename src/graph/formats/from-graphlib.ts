import { CausalError, calledAs } from '../../errors.js'
import { show } from '../../show.js'
import { graphOfKind, kindOfEdges } from '../kinds/graph-of-kind.js'
import { markCode } from '../kinds/marks.js'
import type { CausalGraph, Edge, GraphKind, Mark } from '../types.js'
import type { GraphlibGraph } from './to-graphlib.js'

/**
 * A graph from a `Graph` of @dagrejs/graphlib.
 *
 * An edge with `fromMark` and `toMark` on its label has these marks; any other is directed from v to w, or undirected in an
 * undirected graph. Nodes whose label has `latent: true` are latent. The kind is that on the graph's label, as
 * {@link toGraphlib} writes it, else the narrowest that fits the edges.
 *
 * @param graphlib - a graphlib graph, or anything with the same methods
 * @returns the graph, checked; its nodes in graphlib's order, or that on the label
 * @throws CausalError `invalid-argument` for another value or an unknown mark; `cycle`, `invalid-graph` for a graph that
 *   breaks the rules of its kind, such as an edge from a node to itself
 * @complexity O(n + m log m)
 * @category Graphs
 * @example
 * fromGraphlib(toGraphlib(admg('X -> Y; X <-> Y'))).kind
 * //=> 'admg'
 */
export function fromGraphlib(graphlib: GraphlibGraph): CausalGraph {
  return calledAs('fromGraphlib', () => {
    if (typeof graphlib?.nodes !== 'function' || typeof graphlib.edges !== 'function')
      throw new CausalError('invalid-argument', 'expected a Graph of @dagrejs/graphlib.')
    const label = record(graphlib.graph())
    const edges = graphlib.edges().map((at): Edge => {
      const { fromMark, toMark } = record(graphlib.edge(at))
      if (fromMark === undefined && toMark === undefined)
        return { from: at.v, to: at.w, fromMark: 'tail', toMark: graphlib.isDirected() ? 'arrow' : 'tail' }
      if (markCode(fromMark as Mark) === undefined || markCode(toMark as Mark) === undefined) {
        throw new CausalError(
          'invalid-argument',
          `the edge from ${show(at.v)} to ${show(at.w)} has marks that are not 'tail', 'arrow' or 'circle'.`,
          { edge: { ...at } },
        )
      }
      return { from: at.v, to: at.w, fromMark: fromMark as Mark, toMark: toMark as Mark }
    })
    const nodes = inOrder(graphlib.nodes(), label['nodes'])
    const latents = nodes.filter((name) => record(graphlib.node(name))['latent'] === true)
    const kind = typeof label['kind'] === 'string' && isKind(label['kind']) ? label['kind'] : kindOfEdges(edges)
    return graphOfKind(kind, { nodes, edges, latents })
  })
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}

function isKind(word: string): word is GraphKind {
  return ['dag', 'admg', 'pdag', 'cpdag', 'mpdag', 'mag', 'pag'].includes(word)
}

/** The order on the label, if it is one of these nodes. */
function inOrder(nodes: readonly string[], order: unknown): readonly string[] {
  if (!Array.isArray(order) || order.length !== nodes.length) return nodes
  const known = new Set(nodes)
  return order.every((name) => known.has(name)) && new Set(order).size === order.length ? (order as string[]) : nodes
}
