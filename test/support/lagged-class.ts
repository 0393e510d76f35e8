import { type LaggedEdge, type LaggedGraph, laggedGraph } from '../../src/index.js'

/**
 * The class of a lagged DAG by its definition: all acyclic ways to turn the links at lag 0 that leave the unshielded colliders as they are; a
 * link is directed where all of them agree.
 */
export function laggedClass(graph: LaggedGraph): LaggedGraph {
  const now = graph.edges.filter(({ lag }) => lag === 0)
  const members: LaggedEdge[][] = []
  const wanted = collidersOf(graph)
  for (let bits = 0; bits < 2 ** now.length; bits++) {
    const turned = now.map((edge, k) => ((bits >> k) & 1 ? { ...edge, from: edge.to, to: edge.from } : edge))
    const edges = [...turned, ...graph.edges.filter(({ lag }) => lag > 0)]
    let member: LaggedGraph
    try {
      member = laggedGraph({ nodes: graph.nodes, edges, maxLag: graph.maxLag })
    } catch {
      continue
    }
    if (collidersOf(member) === wanted) members.push(turned)
  }
  const open = now.map((edge, k) => {
    const agree = members.every((member) => member[k]!.from === edge.from)
    return agree ? edge : { ...edge, toMark: 'tail' as const }
  })
  const edges = [...open, ...graph.edges.filter(({ lag }) => lag > 0)]
  return laggedGraph({ nodes: graph.nodes, edges, maxLag: graph.maxLag, kind: 'lagged-cpdag' })
}

/** The unshielded colliders at t: two parents, one of them at t, that no link joins. */
function collidersOf(graph: LaggedGraph): string {
  const joined = new Set(graph.edges.flatMap(({ from, to, lag }) => [`${from} ${lag} ${to}`, `${to} ${-lag} ${from}`]))
  const found: string[] = []
  for (const a of graph.edges) {
    for (const b of graph.edges) {
      if (b.to !== a.to || b.lag !== 0 || (a.from === b.from && a.lag === 0)) continue
      if (!joined.has(`${a.from} ${a.lag} ${b.from}`))
        found.push([`${a.from} ${a.lag}`, `${b.from} 0`].sort().join() + a.to)
    }
  }
  return [...new Set(found)].sort().join(';')
}
