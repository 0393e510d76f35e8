import { type CausalGraph, parents } from '../../src/index.js'

/**
 * Separation by the other road: y is separated from x when they are not connected in the augmented (moral) graph of the
 * ancestors of x, y and z after z is taken away (Lauritzen et al. 1990; Richardson 2003). For DAGs and ADMGs, by plain
 * sets and closure, slow and short.
 */
export function separatedByMoralGraph(
  graph: CausalGraph,
  x: readonly string[],
  y: readonly string[],
  z: readonly string[],
): boolean {
  const kept = new Set([...x, ...y, ...z])
  for (let size = -1; size !== kept.size; ) {
    size = kept.size
    for (const node of [...kept]) for (const parent of parents(graph, node)) kept.add(parent)
  }
  const edges = graph.edges.filter((e) => kept.has(e.from) && kept.has(e.to))
  // districts of the ancestral graph, each joined with its parents into a clique
  const district = new Map([...kept].map((node) => [node, new Set([node])]))
  for (const e of edges) {
    if (e.fromMark !== 'arrow') continue
    const joined = new Set([...district.get(e.from)!, ...district.get(e.to)!])
    for (const node of joined) district.set(node, joined)
  }
  const joined = new Map([...kept].map((node) => [node, new Set<string>()]))
  for (const members of new Set(district.values())) {
    const clique = new Set(members)
    for (const e of edges) if (e.fromMark === 'tail' && members.has(e.to)) clique.add(e.from)
    for (const a of clique) for (const b of clique) joined.get(a)!.add(b)
  }
  const reached = new Set(x)
  const open = [...x]
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    for (const next of joined.get(node)!) {
      if (reached.has(next) || z.includes(next)) continue
      reached.add(next)
      open.push(next)
    }
  }
  return !y.some((node) => reached.has(node))
}
