import type { CausalGraph } from '../../src/index.js'

/** The names '0' … 'p − 1', as the cases number their variables. */
export function numbered(p: number): string[] {
  return Array.from({ length: p }, (_, i) => `${i}`)
}

/** Edges as the discovery cases write them. */
export interface EdgeLists {
  readonly directed: readonly (readonly number[])[]
  readonly undirected: readonly (readonly number[])[]
  readonly bidirected?: readonly (readonly number[])[]
}

/** The edges of a graph (ours, or a case's) in one order, for comparing. */
export function edgeLists(graph: CausalGraph | EdgeLists): Required<EdgeLists> {
  const lists: { directed: number[][]; undirected: number[][]; bidirected: number[][] } = {
    directed: [],
    undirected: [],
    bidirected: [],
  }
  if ('nodes' in graph) {
    const at = new Map<string, number>(graph.nodes.map((name, i) => [name, i]))
    for (const { from, to, fromMark, toMark } of graph.edges) {
      const kind = fromMark === 'arrow' ? 'bidirected' : toMark === 'arrow' ? 'directed' : 'undirected'
      lists[kind].push([at.get(from)!, at.get(to)!])
    }
  } else {
    for (const kind of ['directed', 'undirected', 'bidirected'] as const) {
      lists[kind].push(...(graph[kind] ?? []).map((pair) => [...pair]))
    }
  }
  for (const list of Object.values(lists)) list.sort((a, b) => a[0]! - b[0]! || a[1]! - b[1]!)
  return lists
}
