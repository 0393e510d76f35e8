import { Graph, layout } from '@dagrejs/dagre'
import type { CausalGraph } from '../../graph/types.js'
import { textWidth } from '../svg.js'

/** A point in px. */
export interface Point {
  readonly x: number
  readonly y: number
}

/** Where the nodes and edges of a graph stand: boxes by their centres, edges as points from end to end. */
export interface GraphLayout {
  readonly width: number
  readonly height: number
  readonly nodes: readonly (Point & { readonly width: number; readonly height: number })[]
  /** One route an edge, in the order of the graph's edges. */
  readonly routes: readonly (readonly Point[])[]
}

const nodeHeight = 36
const margin = 16

/**
 * Layered layout by dagre. Bidirected edges take no part in it (they say nothing of order) and are routed as arcs
 * afterwards, so that `X -> Y` beside `X <-> Y` stay two lines.
 */
export function layoutGraph(graph: CausalGraph, direction: 'right' | 'down'): GraphLayout {
  // numbers with a prefix as keys: dagre would reorder nodes called `2` and choke on one called `constructor`
  const at = new Map<string, number>(graph.nodes.map((name, i) => [name, i]))
  const g = new Graph({ directed: true, multigraph: true })
  g.setGraph({
    rankdir: direction === 'right' ? 'LR' : 'TB',
    nodesep: 30,
    ranksep: 50,
    edgesep: 14,
    marginx: margin,
    marginy: margin,
  })
  for (const [i, name] of graph.nodes.entries()) {
    g.setNode(`n${i}`, { width: Math.max(nodeHeight, textWidth(name) + 22), height: nodeHeight })
  }
  const isArc = (edge: { fromMark: string; toMark: string }): boolean =>
    edge.fromMark === 'arrow' && edge.toMark === 'arrow'
  for (const [e, edge] of graph.edges.entries()) {
    if (!isArc(edge)) g.setEdge(`n${at.get(edge.from)}`, `n${at.get(edge.to)}`, { weight: 1 }, `e${e}`)
  }
  layout(g)
  const nodes = graph.nodes.map((_, i) => {
    const node = g.node(`n${i}`) as { x: number; y: number; width: number; height: number }
    return { x: node.x, y: node.y, width: node.width, height: node.height }
  })
  const routes = graph.edges.map((edge, e): readonly Point[] => {
    const from = nodes[at.get(edge.from)!]!
    const to = nodes[at.get(edge.to)!]!
    if (isArc(edge)) return arc(from, to, nodes)
    const label = g.edge(`n${at.get(edge.from)}`, `n${at.get(edge.to)}`, `e${e}`) as { points?: Point[] }
    return label.points ?? [from, to]
  })
  return placed(nodes, routes)
}

/**
 * Three points of a bow between two centres: of bows to the left and right, flat and steep, the first that meets the
 * fewest other nodes.
 */
function arc(from: Point, to: Point, nodes: GraphLayout['nodes']): readonly Point[] {
  const dx = to.x - from.x
  const dy = to.y - from.y
  const length = Math.sqrt(dx * dx + dy * dy) || 1
  const flat = Math.min(90, 34 + length * 0.16)
  let best: readonly Point[] = [from, to]
  let fewest = Number.POSITIVE_INFINITY
  for (const bend of [flat, -flat, 1.8 * flat, -1.8 * flat, 2.8 * flat, -2.8 * flat]) {
    const middle = { x: (from.x + to.x) / 2 + (dy / length) * bend, y: (from.y + to.y) / 2 - (dx / length) * bend }
    const met = nodes.filter((node) => node !== from && node !== to && bowMeets(from, middle, to, node)).length
    if (met >= fewest) continue
    fewest = met
    best = [from, middle, to]
  }
  return best
}

function bowMeets(from: Point, control: Point, to: Point, box: GraphLayout['nodes'][number]): boolean {
  for (let step = 1; step < 16; step++) {
    const t = step / 16
    const x = (1 - t) ** 2 * from.x + 2 * t * (1 - t) * control.x + t * t * to.x
    const y = (1 - t) ** 2 * from.y + 2 * t * (1 - t) * control.y + t * t * to.y
    if (Math.abs(x - box.x) < box.width / 2 + 5 && Math.abs(y - box.y) < box.height / 2 + 5) return true
  }
  return false
}

/** Moves everything so that arcs stay inside the margins, and finds the size of the sheet. */
function placed(nodes: GraphLayout['nodes'], routes: GraphLayout['routes']): GraphLayout {
  let left = 0
  let top = 0
  let right = margin
  let bottom = margin
  const take = (x: number, y: number): void => {
    left = Math.min(left, x - margin)
    top = Math.min(top, y - margin)
    right = Math.max(right, x)
    bottom = Math.max(bottom, y)
  }
  for (const node of nodes) {
    take(node.x - node.width / 2, node.y - node.height / 2)
    take(node.x + node.width / 2, node.y + node.height / 2)
  }
  for (const route of routes) for (const point of route) take(point.x, point.y)
  return {
    width: right - left + margin,
    height: bottom - top + margin,
    nodes: nodes.map((node) => ({ ...node, x: node.x - left, y: node.y - top })),
    routes: routes.map((route) => route.map((point) => ({ x: point.x - left, y: point.y - top }))),
  }
}
