import { Graph, layout } from '@dagrejs/dagre'
import type { IndexedGraph } from '../../graph/core/indexed.js'
import type { CausalGraph, Edge } from '../../graph/types.js'
import { checkedLayout, type LayoutOptions, type Report } from '../layout-options.js'
import { checkPasses } from '../size.js'
import { routerAmong } from './free-route.js'
import type { Box, Point } from './geometry.js'
import { layeredRoutes } from './layered-routes.js'
import { nodeSizes, placedNodes } from './place-nodes.js'

/** Where the nodes and edges of a graph stand: boxes by their centres, edges as corners from centre to centre. */
export interface GraphLayout {
  readonly width: number
  readonly height: number
  readonly nodes: readonly Box[]
  /** One route an edge, in the order of the graph's edges. */
  readonly routes: readonly (readonly Point[])[]
}

const margin = 16
/** Up to so many nodes and edges the layers are those of the least total length; that takes dagre more than linear time. */
const mostForSimplex = 400

/** Whether an edge is drawn as a bow: it says nothing of order, and may stand beside a directed one. */
export function isBow({ fromMark, toMark }: Edge): boolean {
  return fromMark === 'arrow' && toMark === 'arrow'
}

/** A graph laid out: its nodes where the user wants them, or in layers. */
export function laidOut(graph: CausalGraph, g: IndexedGraph, options: LayoutOptions): GraphLayout {
  const { direction, report } = checkedLayout(graph, options)
  if (options.positions !== undefined) return fixedLayout(graph, g, placedNodes(g, options.positions), report)
  return layeredLayout(graph, g, direction, report)
}

/** Nodes in layers by dagre, edges between the nodes that they pass; bows take no part in the layers. */
function layeredLayout(graph: CausalGraph, g: IndexedGraph, direction: 'right' | 'down', report: Report): GraphLayout {
  const ends = graph.edges.map(({ from, to }) => [g.index.get(from)!, g.index.get(to)!] as const)
  checkPasses(
    g,
    ends.filter((_, e) => !isBow(graph.edges[e]!)),
  )
  const sheet = new Graph({ directed: true, multigraph: true })
  sheet.setGraph({
    rankdir: direction === 'right' ? 'LR' : 'TB',
    ranker: g.size + ends.length <= mostForSimplex ? 'network-simplex' : 'tight-tree',
    nodesep: 30,
    ranksep: 50,
    edgesep: 14,
  })
  // numbers with a prefix as keys: dagre would reorder nodes called `2` and choke on one called `constructor`
  for (const [i, size] of nodeSizes(graph.nodes).entries()) sheet.setNode(`n${i}`, { ...size })
  for (const [e, edge] of graph.edges.entries()) {
    if (!isBow(edge)) sheet.setEdge(`n${ends[e]![0]}`, `n${ends[e]![1]}`, { weight: 1 }, `e${e}`)
  }
  report('layers', 0, 1)
  layout(sheet)
  report('layers', 1, 1)
  const boxes = graph.nodes.map((_, i): Box => {
    const { x, y, width, height } = sheet.node(`n${i}`) as Box
    return { x, y, width, height }
  })
  const layered = graph.edges.flatMap((edge, e) => {
    if (isBow(edge)) return []
    const [from, to] = ends[e]!
    const { points } = sheet.edge(`n${from}`, `n${to}`, `e${e}`) as { points?: readonly Point[] }
    return [{ e, from, to, through: (points ?? []).slice(1, -1) }]
  })
  // the layers' routes run along x
  const turned = direction === 'right' ? <P extends Point>(point: P): P => point : transposed
  const found = layeredRoutes(
    boxes.map(turned),
    layered.map(({ from, to, through }) => ({ from, to, through: through.map(turned) })),
  )
  const known = new Map(layered.map(({ e }, k) => [e, found[k]?.map(turned)]))
  return sheetOf(boxes, routesAmong(boxes, graph, ends, known, report))
}

/** Nodes where the user wants them, edges straight where nothing is in the way. */
function fixedLayout(graph: CausalGraph, g: IndexedGraph, boxes: readonly Box[], report: Report): GraphLayout {
  const ends = graph.edges.map(({ from, to }) => [g.index.get(from)!, g.index.get(to)!] as const)
  return sheetOf(boxes, routesAmong(boxes, graph, ends, new Map(), report))
}

/** The known routes, and for the other edges routes round what is in the way. */
function routesAmong(
  boxes: readonly Box[],
  graph: CausalGraph,
  ends: readonly (readonly [number, number])[],
  known: ReadonlyMap<number, readonly Point[] | undefined>,
  report: Report,
): readonly (readonly Point[])[] {
  const router = routerAmong(boxes)
  return graph.edges.map((edge, e) => {
    if (e % 64 === 0) report('routes', e, ends.length)
    const [from, to] = ends[e]!
    return isBow(edge) ? router.bow(from, to) : (known.get(e) ?? router.straight(from, to))
  })
}

function transposed<P extends Point & { readonly width?: number; readonly height?: number }>(place: P): P {
  const turned = { ...place, x: place.y, y: place.x }
  return place.width === undefined ? turned : { ...turned, width: place.height, height: place.width }
}

/** Moves everything inside the margins, and finds the size of the sheet. */
function sheetOf(boxes: readonly Box[], routes: GraphLayout['routes']): GraphLayout {
  if (boxes.length === 0) return { width: 2 * margin, height: 2 * margin, nodes: [], routes: [] }
  let [left, top] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]
  let [right, bottom] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY]
  const take = (x: number, y: number): void => {
    left = Math.min(left, x)
    top = Math.min(top, y)
    right = Math.max(right, x)
    bottom = Math.max(bottom, y)
  }
  for (const { x, y, width, height } of boxes) {
    take(x - width / 2, y - height / 2)
    take(x + width / 2, y + height / 2)
  }
  for (const route of routes) for (const point of route) take(point.x, point.y)
  const moved = <P extends Point>(place: P): P => ({ ...place, x: place.x - left + margin, y: place.y - top + margin })
  return {
    width: right - left + 2 * margin,
    height: bottom - top + 2 * margin,
    nodes: boxes.map(moved),
    routes: routes.map((route) => route.map((point) => ({ x: point.x - left + margin, y: point.y - top + margin }))),
  }
}
