import { circlesApart } from './circles-apart.js'
import type { Corridors } from './corridors.js'
import type { Ordering } from './crossings.js'
import { ARC, type Links } from './forward-edges.js'
import type { Box, Point } from './geometry.js'
import type { LayeredItems } from './layered-items.js'
import { type Pass, smoothRoute } from './smooth-route.js'

/** Where each layer begins and ends along x. */
export interface Bands {
  readonly centre: Float64Array
  readonly low: Float64Array
  readonly high: Float64Array
}

/** A route for each edge, in the order of the links, from its first node to its second. */
export function routesOf(
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
