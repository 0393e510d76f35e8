import { calledAs } from '../../errors.js'
import { type Adjacency, type IndexedGraph, indexed, nodePositions } from '../core/indexed.js'
import { flags } from '../core/sets.js'
import { makeGraph } from '../kinds/build.js'
import { ARROW, TAIL } from '../kinds/marks.js'
import { namesWhere } from '../relations/relations.js'
import type { Admg, CausalGraph } from '../types.js'

/**
 * The latent projection (Verma & Pearl 1990): the graph over the measured nodes when the others are hidden.
 *
 * `a -> b` stands for a directed path from a to b through hidden nodes, `a <-> b` for a path through hidden nodes without
 * colliders that has arrows at a and b. Separation among the nodes that stay is as before, and so is identifiability.
 *
 * @param graph - a DAG or an ADMG
 * @param latents - the nodes to hide; the graph's own latents when left out
 * @returns an ADMG on the other nodes, in the graph's order
 * @throws CausalError `unknown-name`
 * @complexity O(h (n + m) + r²) for h hidden nodes and r edges in the result
 * @category Graphs
 * @example
 * toDagitty(latentProjection(dag('U -> X -> Y <- U'), ['U']))
 * //=> 'dag { X -> Y X <-> Y }'
 */
export function latentProjection<N extends string, const H extends N = never>(
  graph: CausalGraph<'dag' | 'admg', N>,
  latents?: H | readonly H[],
): Admg<Visible<N, H>> {
  return calledAs('latentProjection', () => {
    const g = indexed(graph)
    const hidden = latents === undefined ? g.latent : flags(g.size, nodePositions(g, latents))
    const kept = hidden.map((h) => 1 - h)
    const position = new Int32Array(g.size)
    let next = 0
    for (let i = 0; i < g.size; i++) if (hidden[i] === 0) position[i] = next++
    const edges = projectedEdges(g, hidden).map((value, k) => (k % 4 < 2 ? position[value]! : value))
    const still = graph.latents.filter((name) => hidden[g.index.get(name)!] === 0)
    return makeGraph('admg', namesWhere(graph, kept), edges, still) as Admg<Visible<N, H>>
  })
}

/** The names that stay: names only known at run time leave the type as it is. */
type Visible<N extends string, H extends string> = string extends H ? N : Exclude<N, H>

/** The edges of the projection, with the positions of the whole graph. */
function projectedEdges(g: IndexedGraph, hidden: Uint8Array): number[] {
  const edges: number[] = []
  const walk = visibleReach(g.children, hidden)
  const sibling = (left: readonly number[], right: readonly number[]): void => {
    for (const a of left) for (const b of right) if (a !== b) edges.push(a, b, ARROW, ARROW)
  }
  for (let a = 0; a < g.size; a++) {
    if (hidden[a] === 0) for (const b of walk(a)) edges.push(a, b, TAIL, ARROW)
    // hidden nodes below another hidden node add nothing that the upper one does not
    else if (!hasHiddenParent(g.parents, hidden, a)) sibling(walk(a), walk(a))
    for (let k = g.spouses.start[a]!; k < g.spouses.start[a + 1]!; k++) {
      const b = g.spouses.node[k]!
      if (a < b) sibling(hidden[a] === 0 ? [a] : walk(a), hidden[b] === 0 ? [b] : walk(b))
    }
  }
  return edges
}

function hasHiddenParent({ start, node }: Adjacency, hidden: Uint8Array, a: number): boolean {
  for (let k = start[a]!; k < start[a + 1]!; k++) if (hidden[node[k]!] === 1) return true
  return false
}

/** From a node, the visible nodes at the ends of directed paths whose inner nodes are all hidden. */
function visibleReach({ start, node }: Adjacency, hidden: Uint8Array): (from: number) => number[] {
  const stamp = new Int32Array(hidden.length)
  const queue = new Int32Array(hidden.length)
  let now = 0
  return (from) => {
    now++
    const found: number[] = []
    queue[0] = from
    for (let head = 0, tail = 1; head < tail; head++) {
      for (let k = start[queue[head]!]!; k < start[queue[head]! + 1]!; k++) {
        const b = node[k]!
        if (stamp[b] === now) continue
        stamp[b] = now
        if (hidden[b] === 1) queue[tail++] = b
        else found.push(b)
      }
    }
    return found
  }
}
