import type { ModelGraph } from './enumerated-model.js'

/** The districts of a graph, as positions. */
export function districts(graph: ModelGraph, position: ReadonlyMap<string, number>): number[][] {
  const found: number[][] = []
  const done = new Set<string>()
  for (const root of graph.nodes) {
    if (done.has(root)) continue
    done.add(root)
    const list = [root]
    for (const a of list) {
      for (const [b, c] of graph.bidirected) {
        const other = b === a ? c : c === a ? b : null
        if (other === null || done.has(other)) continue
        done.add(other)
        list.push(other)
      }
    }
    found.push(list.map((name) => position.get(name)!).sort((a, b) => a - b))
  }
  return found
}

/** The positions of the nodes that do not share a cause with each other node of their district. */
export function outerNodes({ nodes: names, bidirected }: ModelGraph, nodes: readonly number[]): number[] {
  const joined = (a: number, b: number): boolean =>
    bidirected.some(([x, y]) => (x === names[a] && y === names[b]) || (x === names[b] && y === names[a]))
  const outer = nodes.flatMap((a, k) => (nodes.every((b) => a === b || joined(a, b)) ? [] : [k]))
  if (outer.some((a) => outer.some((b) => a !== b && joined(nodes[a]!, nodes[b]!)))) {
    throw new Error('districts must be cliques or stars')
  }
  return outer
}

/** Whether the oracle knows the graph. */
export function knownToOracle(graph: ModelGraph): boolean {
  try {
    for (const nodes of districts(graph, new Map(graph.nodes.map((name, i) => [name, i])))) outerNodes(graph, nodes)
    return true
  } catch {
    return false
  }
}

/** The entries by the functions of the outer nodes. */
export function grouped(functions: readonly (readonly Uint8Array[])[], outer: readonly number[]): number[][] {
  const groups = new Map<string, number[]>()
  for (const [c, f] of functions.entries()) {
    const key = outer.map((o) => f[o]!.join()).join('|')
    groups.set(key, [...(groups.get(key) ?? []), c])
  }
  return [...groups.values()]
}
