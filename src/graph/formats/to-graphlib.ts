import { Graph } from '@dagrejs/graphlib'
import { CausalError, calledAs } from '../../errors.js'
import { quoteNames } from '../../names.js'
import { indexed } from '../core/indexed.js'
import type { CausalGraph, GraphKind, Mark } from '../types.js'

/**
 * The label of an edge in a graphlib graph: the marks at its ends.
 *
 * @category Graphs
 */
export interface GraphlibEdgeLabel {
  /** The mark at `v`. */
  readonly fromMark: Mark
  /** The mark at `w`. */
  readonly toMark: Mark
}

/**
 * What this library uses of a graphlib `Graph`, so that its types are needed only by those who have it.
 *
 * @category Graphs
 */
export interface GraphlibGraph {
  /** Whether edges have a direction. */
  isDirected(): boolean
  /** The graph's label. */
  graph(): unknown
  /** The names of the nodes. */
  nodes(): string[]
  /** A node's label. */
  node(name: string): unknown
  /** The edges. */
  edges(): { v: string; w: string; name?: string | undefined }[]
  /** An edge's label. */
  edge(edge: { v: string; w: string; name?: string | undefined }): unknown
}

/**
 * A graph as a `Graph` of @dagrejs/graphlib, ready for its algorithms and for dagre's layout.
 *
 * The result is a directed multigraph. Directed edges have no name; others are named by their marks, such as `<->`. Labels
 * keep what graphlib does not know: `{ kind, nodes, latents }` on the graph (it sorts names such as `2` to the front),
 * `{ latent }` on a node, the marks on an edge. graphlib stores nodes as keys of plain objects, so names that every
 * object has, `constructor` or `__proto__`, would damage it and are refused, as is its own separator U+0001.
 *
 * @param graph - any graph
 * @returns a new graphlib graph, free to be changed
 * @throws CausalError `invalid-argument` for a name that graphlib cannot hold
 * @complexity O(n + m)
 * @category Graphs
 * @example
 * toGraphlib(dag('Z -> X -> Y <- Z')).edges().length
 * //=> 3
 */
export function toGraphlib<N extends string>(graph: CausalGraph<GraphKind, N>): GraphlibGraph {
  return calledAs('toGraphlib', () => {
    const { latent } = indexed(graph)
    const bad = graph.nodes.filter((name) => name in {} || name.includes('\u0001'))
    if (bad.length > 0) {
      throw new CausalError('invalid-argument', `graphlib cannot hold ${quoteNames(bad)}: rename before converting.`, {
        names: bad,
      })
    }
    const result = new Graph({ directed: true, multigraph: true })
    result.setGraph({ kind: graph.kind, nodes: [...graph.nodes], latents: [...graph.latents] })
    for (const [i, name] of graph.nodes.entries()) result.setNode(name, { latent: latent[i] === 1 })
    for (const { from, to, fromMark, toMark } of graph.edges) {
      const label: GraphlibEdgeLabel = { fromMark, toMark }
      if (fromMark === 'tail' && toMark === 'arrow') result.setEdge(from, to, label)
      else result.setEdge(from, to, label, `${near[fromMark]}-${far[toMark]}`)
    }
    return result
  })
}

const near = { tail: '-', arrow: '<', circle: 'o' }
const far = { tail: '-', arrow: '>', circle: 'o' }
