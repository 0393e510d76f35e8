import type { Links } from './forward-edges.js'
import type { Box, Point } from './geometry.js'
import type { LayeredItems } from './layered-items.js'

/** The room that a circle at the end of an edge needs. */
const circle = 10

/** How far the ends with circles stand off the centre of their node, across, so that no circle covers another. */
export function circlesApart(
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
