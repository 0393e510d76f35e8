import { type Box, clearance, lineMeets, type Point } from './geometry.js'

/** Finds routes between nodes that stand anywhere, as long as their boxes are more than twice the clearance apart. */
export interface Router {
  /** From centre to centre: straight where nothing is in the way, else a bow, else round what is in the way. */
  straight(from: number, to: number): readonly Point[]
  /** The same as a bow, which no straight edge between the same nodes can cover. */
  bow(from: number, to: number): readonly Point[]
}

/** Bows to the left and right, flat ones first. */
const bends = [1, -1, 1.8, -1.8, 2.8, -2.8]
/** Bows of edges that something is in the way of: none lies on a bow of the others. */
const detours = [-1.3, 1.3, -2.2, 2.2]
/** How far off the straight line a detour runs, in px. */
const offsets = [45, -45, 75, -75, 110, -110, 160, -160, 240, -240]
/** With more nodes in the way a simple detour is taken, not the shortest. */
const mostInTheWay = 24

/** A router among the boxes of a picture. */
export function routerAmong(boxes: readonly Box[]): Router {
  const corners: (readonly Point[] | undefined)[] = boxes.map(() => undefined)

  /** The nodes that a route comes too near to, its own aside. */
  const met = (route: readonly Point[], from: number, to: number): number[] => {
    let [left, top] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]
    let [right, bottom] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY]
    for (const { x, y } of route) {
      left = Math.min(left, x)
      right = Math.max(right, x)
      top = Math.min(top, y)
      bottom = Math.max(bottom, y)
    }
    const found: number[] = []
    for (const [i, box] of boxes.entries()) {
      if (i === from || i === to) continue
      const halfWidth = box.width / 2 + clearance
      const halfHeight = box.height / 2 + clearance
      if (box.x + halfWidth < left || box.x - halfWidth > right) continue
      if (box.y + halfHeight < top || box.y - halfHeight > bottom) continue
      if (route.some((point, k) => k > 0 && lineMeets(route[k - 1]!, point, box))) found.push(i)
    }
    return found
  }

  /** The corners around a box at which a route may turn: those that no other box covers. */
  const cornersOf = (b: number): readonly Point[] => {
    corners[b] ??= around(boxes[b]!).filter((corner) => boxes.every((box) => !lineMeets(corner, corner, box)))
    return corners[b]
  }

  /** The first route that meets no node, or the one that meets the fewest. */
  const freest = (routes: readonly (readonly Point[])[], from: number, to: number): readonly Point[] => {
    let best = routes[0]!
    let fewest = Number.POSITIVE_INFINITY
    for (const route of routes) {
      const count = met(route, from, to).length
      if (count < fewest) [best, fewest] = [route, count]
      if (count === 0) break
    }
    return best
  }

  /** The shortest way round: among the corners of what is in the way, until nothing more is. */
  const round = (from: number, to: number, first: readonly Box[]): readonly Point[] => {
    const [start, end] = [boxes[from]!, boxes[to]!]
    const inTheWay = new Set<number>()
    const pillars = first.flatMap((box) => around(box))
    for (;;) {
      const points = [start, end, ...pillars, ...[...inTheWay].flatMap(cornersOf)]
      const walls = [...first, ...[...inTheWay].map((i) => boxes[i]!)]
      const route = shortest(points, walls)
      if (route === undefined)
        return freest(
          offsets.map((o) => detour(start, end, o)),
          from,
          to,
        )
      const more = met(route, from, to).filter((i) => !inTheWay.has(i))
      if (more.length === 0) return route
      for (const i of more) inTheWay.add(i)
      if (inTheWay.size > mostInTheWay)
        return freest(
          offsets.map((o) => detour(start, end, o)),
          from,
          to,
        )
    }
  }

  return {
    straight(from, to) {
      const direct = [boxes[from]!, boxes[to]!]
      if (met(direct, from, to).length === 0) return direct
      // bows before the shortest way: two edges along one row of nodes would both hug its nodes
      for (const bend of detours) {
        const route = bowed(boxes[from]!, boxes[to]!, bend)
        if (met(route, from, to).length === 0) return route
      }
      return round(from, to, [])
    },
    bow(from, to) {
      for (const bend of bends) {
        const route = bowed(boxes[from]!, boxes[to]!, bend)
        if (met(route, from, to).length === 0) return route
      }
      // a pillar in the middle keeps it off the straight line
      const middle = { x: (boxes[from]!.x + boxes[to]!.x) / 2, y: (boxes[from]!.y + boxes[to]!.y) / 2 }
      return round(from, to, [{ ...middle, width: clearance, height: clearance }])
    },
  }
}

function around({ x, y, width, height }: Box): readonly Point[] {
  return [-1, 1].flatMap((sx) =>
    [-1, 1].map((sy) => ({ x: x + sx * (width / 2 + clearance), y: y + sy * (height / 2 + clearance) })),
  )
}

/** A bow between two centres, as five lines along a parabola. */
function bowed(from: Point, to: Point, bend: number): readonly Point[] {
  const dx = to.x - from.x
  const dy = to.y - from.y
  const length = Math.sqrt(dx * dx + dy * dy) || 1
  const rise = (bend * Math.min(90, 34 + length * 0.16)) / length
  return Array.from({ length: 6 }, (_, i) => {
    const t = i / 5
    const height = 2 * t * (1 - t) * rise
    return { x: from.x + t * dx + height * dy, y: from.y + t * dy - height * dx }
  })
}

/** A line beside the straight one, with a slope at both ends. */
function detour(from: Point, to: Point, offset: number): readonly Point[] {
  const dx = to.x - from.x
  const dy = to.y - from.y
  const length = Math.sqrt(dx * dx + dy * dy) || 1
  const along = Math.min(length, Math.abs(offset)) / 3
  const [ux, uy] = [dx / length, dy / length]
  const [ox, oy] = [uy * offset, -ux * offset]
  return [
    from,
    { x: from.x + along * ux + ox, y: from.y + along * uy + oy },
    { x: to.x - along * ux + ox, y: to.y - along * uy + oy },
    to,
  ]
}

/** The shortest way from the first point to the second that meets no wall (Dijkstra 1959; the points are few). */
function shortest(points: readonly Point[], walls: readonly Box[]): readonly Point[] | undefined {
  const n = points.length
  const distance = new Float64Array(n).fill(Number.POSITIVE_INFINITY)
  const before = new Int32Array(n).fill(-1)
  const done = new Uint8Array(n)
  distance[0] = 0
  for (;;) {
    let at = -1
    for (let i = 0; i < n; i++) if (done[i] === 0 && (at < 0 || distance[i]! < distance[at]!)) at = i
    if (at < 0 || distance[at] === Number.POSITIVE_INFINITY) return undefined
    if (at === 1) break
    done[at] = 1
    const here = points[at]!
    for (let i = 1; i < n; i++) {
      if (done[i] === 1) continue
      const there = points[i]!
      const way = distance[at]! + apart(here, there)
      // no way over this point can be shorter than the one that is known
      if (way + apart(there, points[1]!) > distance[1]!) continue
      if (way >= distance[i]! || walls.some((wall) => lineMeets(here, there, wall))) continue
      distance[i] = way
      before[i] = at
    }
  }
  const route: Point[] = []
  for (let at = 1; at >= 0; at = before[at]!) route.unshift(points[at]!)
  return route
}

function apart(a: Point, b: Point): number {
  const dx = b.x - a.x
  const dy = b.y - a.y
  return Math.sqrt(dx * dx + dy * dy)
}
