import type { EdgeRoute, GraphLayout, NodePlace } from 'causalkit/draw'
import type { Work } from '../work'

interface Point {
  readonly x: number
  readonly y: number
}

/** A layout in which some nodes were moved by hand: they stand where they were put, and their edges follow them. */
export function placed(layout: GraphLayout, places: Work['places']): GraphLayout {
  const moved = new Set<string>()
  const positions = layout.positions.map((place): NodePlace => {
    const at = Object.hasOwn(places, place.node) ? places[place.node] : undefined
    if (at === undefined || !at.every((value) => Number.isFinite(value) && Math.abs(value) < 1e5)) return place
    moved.add(place.node)
    return { ...place, x: at[0], y: at[1] }
  })
  if (moved.size === 0) return layout
  const at = new Map(positions.map((place) => [place.node, place]))
  const seen = new Set<string>()
  const routes = layout.routes.map((route): EdgeRoute => {
    const pair = [route.from, route.to].sort().join('\u0000')
    const isSecond = seen.has(pair)
    seen.add(pair)
    if (!moved.has(route.from) && !moved.has(route.to)) return route
    const isBow = isSecond || (route.fromMark === 'arrow' && route.toMark === 'arrow')
    return { ...route, points: way(at.get(route.from)!, at.get(route.to)!, positions, isBow) }
  })
  return { positions, routes, size: layout.size }
}

/** A straight line, or the flattest bow that leaves the other nodes free. */
function way(from: NodePlace, to: NodePlace, all: readonly NodePlace[], isBow: boolean): Point[] {
  const others = all.filter(({ node }) => node !== from.node && node !== to.node)
  const bows = isBow ? [0.25, -0.25, 0.45, -0.45, 0.7, -0.7] : [0, 0.25, -0.25, 0.45, -0.45, 0.7, -0.7]
  const curves = bows.map((bow) => curve(from, to, bow))
  return curves.find((points) => isFree(points, others)) ?? curves[0]!
}

function curve(from: Point, to: Point, bow: number): Point[] {
  const [dx, dy] = [to.x - from.x, to.y - from.y]
  const between = (share: number): Point => ({
    x: from.x + dx * share - dy * bow,
    y: from.y + dy * share + dx * bow,
  })
  return [
    { x: from.x, y: from.y },
    bow === 0 ? { x: from.x + dx / 3, y: from.y + dy / 3 } : between(0.3),
    bow === 0 ? { x: from.x + (dx * 2) / 3, y: from.y + (dy * 2) / 3 } : between(0.7),
    { x: to.x, y: to.y },
  ]
}

function isFree([a, b, c, d]: readonly Point[], nodes: readonly NodePlace[]): boolean {
  for (let i = 1; i < 24; i++) {
    const t = i / 24
    const s = 1 - t
    const at = (pick: (p: Point) => number): number =>
      s ** 3 * pick(a!) + 3 * s * s * t * pick(b!) + 3 * s * t * t * pick(c!) + t ** 3 * pick(d!)
    const [x, y] = [at((p) => p.x), at((p) => p.y)]
    if (nodes.some((n) => Math.abs(n.x - x) < n.width / 2 + 4 && Math.abs(n.y - y) < n.height / 2 + 4)) return false
  }
  return true
}
