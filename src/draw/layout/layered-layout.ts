import { brandesKoepf } from './brandes-koepf.js'
import { type Corridors, corridorsOf } from './corridors.js'
import type { Ordering } from './crossings.js'
import { ARC, forwardEdges, type Links } from './forward-edges.js'
import { type Box, clearance, type Point } from './geometry.js'
import { isotonicSweeps } from './isotonic-sweeps.js'
import { type LayeredItems, layeredItems } from './layered-items.js'
import { orderLayers } from './order-layers.js'
import { halfWidths } from './separations.js'
import { type Pass, smoothRoute } from './smooth-route.js'

/** Nodes by their centres and sizes, and one route for each edge: control points of cubics, from centre to centre. */
export interface Placed {
  readonly boxes: readonly Box[]
  readonly routes: readonly (readonly Point[])[]
}

/** The room between two layers, at least; more where edges have far to go across. */
const rankGap = 44
const mostGap = 120

/**
 * A graph in layers along x: ranks by the network simplex, few crossings, long edges straight, and routes that keep to the
 * corridors between nodes.
 *
 * @param sizes - width and height of each node
 * @param tick - called while the order of layers is sought
 */
export function layeredLayout(
  links: Links,
  sizes: readonly { readonly width: number; readonly height: number }[],
  tick: (done: number, total: number) => void,
): Placed {
  const items = layeredItems(links, forwardEdges(links))
  const order = orderLayers(items, tick)
  const half = halfWidths(
    items,
    Float64Array.from(sizes, ({ height }) => height),
  )
  const across = brandesKoepf(items, order, half)
  isotonicSweeps(items, order, half, links.kind, across)
  const bands = bandsOf(items, sizes, across)
  const corridors = corridorsOf(items, order, half, across)
  const boxes = sizes.map((size, v): Box => ({ x: bands.centre[items.rank[v]!]!, y: across[v]!, ...size }))
  return { boxes, routes: routesOf(links, items, order, corridors, bands, boxes) }
}

interface Bands {
  readonly centre: Float64Array
  readonly low: Float64Array
  readonly high: Float64Array
}

/** Where the layers lie: each as thick as its thickest node, with the clearance on both sides. */
function bandsOf(items: LayeredItems, sizes: readonly { readonly width: number }[], across: Float64Array): Bands {
  const { rank, rankCount, before } = items
  const thick = new Float64Array(rankCount)
  const far = new Float64Array(rankCount)
  for (const [v, { width }] of sizes.entries()) thick[rank[v]!] = Math.max(thick[rank[v]!]!, width / 2)
  for (let v = 0; v < items.count; v++) {
    for (let i = before.start[v]!; i < before.start[v + 1]!; i++) {
      far[rank[v]!] = Math.max(far[rank[v]!]!, Math.abs(across[v]! - across[before.item[i]!]!))
    }
  }
  const centre = new Float64Array(rankCount)
  for (let r = 1; r < rankCount; r++) {
    centre[r] = centre[r - 1]! + thick[r - 1]! + Math.min(mostGap, rankGap + 0.12 * far[r]!) + thick[r]!
  }
  return {
    centre,
    low: centre.map((x, r) => x - thick[r]! - clearance),
    high: centre.map((x, r) => x + thick[r]! + clearance),
  }
}

function routesOf(
  links: Links,
  items: LayeredItems,
  order: Ordering,
  { low, high }: Corridors,
  bands: Bands,
  boxes: readonly Box[],
): readonly (readonly Point[])[] {
  const { rank, lower, upper, firstBend } = items
  const besides = beside(links)
  /** From the lower to the upper rank; ends stand so far off the centres of their nodes, across. */
  const route = (e: number, offA: number, offB: number): readonly Point[] => {
    const [a, b] = [lower[e]!, upper[e]!]
    const [first, last] = [rank[a]!, rank[b]!]
    if (first === last) return besideLayer(items, order, bands, boxes, a, b)
    const passes: Pass[] = [{ from: bands.centre[first]!, to: bands.high[first]!, low: low[a]!, high: high[a]! }]
    if (last === first + 1 && besides[e]! > 0) passes.push(bow(boxes[a]!, boxes[b]!, bands, first, besides[e]!))
    for (let r = first + 1; r < last; r++) {
      const bend = firstBend[e]! + r - first - 1
      passes.push({ from: bands.low[r]!, to: bands.high[r]!, low: low[bend]!, high: high[bend]! })
    }
    passes.push({ from: bands.low[last]!, to: bands.centre[last]!, low: low[b]!, high: high[b]! })
    const [start, end] = [boxes[a]!, boxes[b]!]
    return smoothRoute({ x: start.x, y: start.y + offA }, { x: end.x, y: end.y + offB }, passes)
  }
  const edges = Array.from(links.from.keys())
  const routes = edges.map((e) => route(e, 0, 0))
  const off = circlesApart(links, items, boxes, routes)
  for (const e of edges) {
    if (off[2 * e] !== 0 || off[2 * e + 1] !== 0) routes[e] = route(e, off[2 * e]!, off[2 * e + 1]!)
    if (lower[e] !== links.from[e]) routes[e] = [...routes[e]!].reverse()
  }
  return routes
}

/** The room that a circle at the end of an edge needs. */
const circle = 10

/** How far the ends with circles stand off the centre of their node, across, so that no circle covers another. */
function circlesApart(
  { from, circles }: Links,
  { rank, lower, upper }: LayeredItems,
  boxes: readonly Box[],
  routes: readonly (readonly Point[])[],
): Float64Array {
  const off = new Float64Array(2 * from.length)
  // by node and side: which end of which edge, and where it leaves the node
  const sides = new Map<number, { readonly end: number; readonly y: number }[]>()
  for (const [e, bits] of circles.entries()) {
    if (bits === 0 || rank[lower[e]!] === rank[upper[e]!]) continue
    for (const side of [0, 1]) {
      const v = side === 0 ? lower[e]! : upper[e]!
      if ((bits & (v === from[e] ? 1 : 2)) === 0) continue
      const box = boxes[v]!
      const y = heightOf(routes[e]!, box.x + (side === 0 ? 0.5 : -0.5) * box.width)
      const key = 2 * v + side
      sides.set(key, [...(sides.get(key) ?? []), { end: 2 * e + side, y }])
    }
  }
  for (const [key, ends] of sides) {
    if (ends.length === 1) continue
    ends.sort((a, b) => a.y - b.y || a.end - b.end)
    const step = Math.min(circle, (boxes[key >> 1]!.height - circle) / (ends.length - 1))
    for (const [k, { end }] of ends.entries()) off[end] = (k - (ends.length - 1) / 2) * step
  }
  return off
}

/** Where a route that runs along x is at some x. */
function heightOf(route: readonly Point[], x: number): number {
  let k = 0
  while (k + 6 < route.length && route[k + 3]!.x < x) k += 3
  const [a, b, c, d] = route.slice(k, k + 4) as [Point, Point, Point, Point]
  const t = (x - a.x) / (d.x - a.x)
  const u = 1 - t
  return u * u * u * a.y + 3 * u * u * t * b.y + 3 * u * t * t * c.y + t * t * t * d.y
}

/** How many edges before it each edge shares both ends with. Arcs count last, so that they go beside the others. */
function beside({ n, from, to, kind }: Links): Int32Array {
  const count = new Int32Array(from.length)
  const seen = new Map<number, number>()
  const edges = Array.from(from.keys())
  for (const e of [...edges.filter((e) => kind[e] !== ARC), ...edges.filter((e) => kind[e] === ARC)]) {
    const key = Math.min(from[e]!, to[e]!) * n + Math.max(from[e]!, to[e]!)
    count[e] = seen.get(key) ?? 0
    seen.set(key, count[e]! + 1)
  }
  return count
}

/** A point off the straight line, in the middle of the gap after a layer, where no nodes are. */
function bow(a: Box, b: Box, bands: Bands, first: number, which: number): Pass {
  const x = (bands.high[first]! + bands.low[first + 1]!) / 2
  const straight = a.y + ((b.y - a.y) * (x - a.x)) / (b.x - a.x)
  const side = which % 2 === 1 ? -1 : 1
  const off = Math.ceil(which / 2) * (16 + 0.06 * Math.abs(b.y - a.y))
  return { from: x, to: x, low: straight + side * off, high: straight + side * off }
}

/** An arc between nodes of one layer: straight between neighbours, else a bow in the gap beside the layer. */
function besideLayer(
  { rank, rankCount, before, after }: LayeredItems,
  { layers, place }: Ordering,
  bands: Bands,
  boxes: readonly Box[],
  a: number,
  b: number,
): readonly Point[] {
  const [start, end] = [boxes[a]!, boxes[b]!]
  if (Math.abs(place[a]! - place[b]!) === 1) return line(start, end)
  const r = rank[a]!
  const pieces = (lists: { readonly start: Int32Array }): number =>
    layers[r]!.reduce((sum, v) => sum + lists.start[v + 1]! - lists.start[v]!, 0)
  const isAfter = r === rankCount - 1 || (r > 0 && pieces(after) <= pieces(before))
  const edge = isAfter ? bands.high[r]! : bands.low[r]!
  const next = isAfter ? bands.low[r + 1] : bands.high[r - 1]
  const room = next === undefined ? Number.POSITIVE_INFINITY : Math.abs(next - edge)
  // a cubic reaches three quarters of the way to its control points
  const depth = Math.min(room, 14 + 0.14 * Math.abs(end.y - start.y))
  const out = edge + ((isAfter ? 1 : -1) * depth * 4) / 3
  return [
    ...line(start, { x: edge, y: start.y }),
    { x: out, y: start.y },
    { x: out, y: end.y },
    { x: edge, y: end.y },
    ...line({ x: edge, y: end.y }, end).slice(1),
  ]
}

function line(a: Point, b: Point): readonly Point[] {
  const at = (t: number): Point => ({ x: a.x + t * (b.x - a.x), y: a.y + t * (b.y - a.y) })
  return [at(0), at(1 / 3), at(2 / 3), at(1)]
}
