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
  const positions = Int32Array.from(names, (name) => index.get(name)!).sort()
  return Object.freeze(Array.from(positions, (i) => graph.nodes[i] as N))
}
