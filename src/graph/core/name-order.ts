import { makeGraph } from '../kinds/build.js'
import type { CausalGraph } from '../types.js'
import { flatEdges } from './flat-edges.js'
import { type IndexedGraph, indexed } from './indexed.js'

const sorted = new WeakMap<CausalGraph, CausalGraph>()

/**
 * The same graph with its nodes in the order of their names (by code units). A search in it finds the same things in the
 * same order, and writes the same formula, however the user's lists are ordered. `g` is the graph in numbers.
 */
export function inNameOrder<G extends CausalGraph>(graph: G, g: IndexedGraph = indexed(graph)): G {
  const known = sorted.get(graph)
  if (known !== undefined) return known as G
  let result: CausalGraph = graph
  if (g.names.some((name, i) => i > 0 && name < g.names[i - 1]!)) {
    const order = Array.from(g.names.keys()).sort((a, b) => (g.names[a]! < g.names[b]! ? -1 : 1))
    const position = new Int32Array(g.size)
    for (const [k, i] of order.entries()) position[i] = k
    const edges = flatEdges(g)
    for (let e = 0; e < edges.length; e += 4) {
      edges[e] = position[edges[e]!]!
      edges[e + 1] = position[edges[e + 1]!]!
    }
    const names = order.map((i) => g.names[i]!)
    result = makeGraph(
      graph.kind,
      names,
      edges,
      names.filter((_, k) => g.latent[order[k]!] === 1),
    )
  }
  if (Object.isFrozen(graph)) sorted.set(graph, result)
  return result as G
}

/** Names in the order in which the graph lists them. */
export function asListed<N extends string>(graph: CausalGraph, names: Iterable<string>): readonly N[] {
  const { index } = indexed(graph)
  const positions: number[] = []
  for (const name of names) positions.push(index.get(name)!)
  return namesAt(graph, positions)
}

/** The same for many sets of positions in the graph that {@link inNameOrder} made of `graph`. */
export function listedFrom<N extends string>(
  graph: CausalGraph,
  inOrder: { readonly names: readonly string[] },
): (positions: readonly number[]) => readonly N[] {
  const { index } = indexed(graph)
  const place = Int32Array.from(inOrder.names, (name) => index.get(name)!)
  return (positions) =>
    namesAt(
      graph,
      positions.map((i) => place[i]!),
    )
}

/** The names at positions, ascending; the list of positions is sorted in place. */
function namesAt<N extends string>(graph: CausalGraph, positions: number[]): readonly N[] {
  for (let k = 1; k < positions.length; k++) {
    if (positions[k - 1]! < positions[k]!) continue
    positions.sort((a, b) => a - b)
    break
  }
  return Object.freeze(positions.map((i) => graph.nodes[i] as N))
}
