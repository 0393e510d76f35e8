import { type Box, type Point, pointAt } from '../layout/geometry.js'

/** The outline of a node: a stadium (a rectangle with round ends), or a polygon. */
export type Shape = 'stadium' | 'rectangle' | 'hexagon' | 'parallelogram'

/** How far a hexagon's tips and a parallelogram's corners stick out. */
export const slant = 11
const roundest = 18

/** How round the corners of a stadium are. */
export function cornerRadius({ width, height }: Pick<Box, 'width' | 'height'>): number {
  return Math.min(width / 2, height / 2, roundest)
}

/** The corners of a polygon, around its centre. */
export function corners(
  shape: Exclude<Shape, 'stadium'>,
  { width, height }: Pick<Box, 'width' | 'height'>,
): readonly Point[] {
  const [w, h] = [width / 2, height / 2]
  const offsets: readonly (readonly [number, number])[] =
    shape === 'rectangle'
      ? [
          [-w, -h],
          [w, -h],
          [w, h],
          [-w, h],
        ]
      : shape === 'hexagon'
        ? [
            [slant - w, -h],
            [w - slant, -h],
            [w, 0],
            [w - slant, h],
            [slant - w, h],
            [-w, 0],
          ]
        : [
            [slant - w, -h],
            [w, -h],
            [w - slant, h],
            [-w, h],
          ]
  return offsets.map(([x, y]) => ({ x, y }))
}

/** Whether a point lies in a node. */
function isInside(shape: Shape, box: Box, { x, y }: Point): boolean {
  const dx = Math.abs(x - box.x)
  const dy = Math.abs(y - box.y)
  if (dx >= box.width / 2 || dy >= box.height / 2) return false
  if (shape === 'stadium') {
    const radius = cornerRadius(box)
    const beyondX = dx - (box.width / 2 - radius)
    const beyondY = dy - (box.height / 2 - radius)
    return beyondX <= 0 || beyondY <= 0 || beyondX * beyondX + beyondY * beyondY < radius * radius
  }
  // on the inner side of all its sides, which are listed clockwise
  const all = corners(shape, box)
  return all.every((a, k) => {
    const b = all[(k + 1) % all.length]!
    return (b.x - a.x) * (y - box.y - a.y) - (b.y - a.y) * (x - box.x - a.x) > 0
  })
}

/** A route cut off where it leaves its first node and where it enters its last one. */
export function clipped(route: readonly Point[], from: [Shape, Box], to: [Shape, Box]): readonly Point[] {
  const forth = cutStart(route, (point) => isInside(...from, point))
  return [...cutStart([...forth].reverse(), (point) => isInside(...to, point))].reverse()
}

/** A route cut off behind the point at which it has come `length` far from its start, as the crow flies. */
export function shortened(route: readonly Point[], length: number): readonly Point[] {
  const start = route[0]!
  return cutStart(route, ({ x, y }) => (x - start.x) ** 2 + (y - start.y) ** 2 < length * length)
}

/** The part of a route after it has left a region that it starts in; all of it where it starts outside or never leaves. */
function cutStart(route: readonly Point[], isIn: (point: Point) => boolean): readonly Point[] {
  if (!isIn(route[0]!)) return route
  let piece = 0
  while (piece + 6 < route.length && isIn(route[piece + 3]!)) piece += 3
  const cubic = route.slice(piece, piece + 4)
  if (isIn(cubic[3]!)) return route
  let [low, high] = [0, 1]
  for (let k = 0; k < 40; k++) {
    const t = (low + high) / 2
    if (isIn(pointAt(cubic, t))) low = t
    else high = t
  }
  return [...partFrom(cubic, high), ...route.slice(piece + 4)]
}

/** The part of a cubic from t to its end (de Casteljau). */
function partFrom([a, b, c, d]: readonly Point[], t: number): readonly Point[] {
  const mix = (p: Point, q: Point): Point => ({ x: p.x + t * (q.x - p.x), y: p.y + t * (q.y - p.y) })
  const [ab, bc, cd] = [mix(a!, b!), mix(b!, c!), mix(c!, d!)]
  const [abc, bcd] = [mix(ab, bc), mix(bc, cd)]
  return [mix(abc, bcd), bcd, cd, d!]
}

/** Whether a cubic is a straight line, to a hundredth of a px. */
export function isStraight([a, b, c, d]: readonly Point[]): boolean {
  const [dx, dy] = [d!.x - a!.x, d!.y - a!.y]
  const length = Math.sqrt(dx * dx + dy * dy)
  const off = (p: Point): number => Math.abs((p.x - a!.x) * dy - (p.y - a!.y) * dx)
  return Math.max(off(b!), off(c!)) <= 0.01 * length
}
