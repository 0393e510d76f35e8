/** A point in px; y grows downwards. */
export interface Point {
  readonly x: number
  readonly y: number
}

/** A node by its centre and size. */
export interface Box extends Point {
  readonly width: number
  readonly height: number
}

/** How far routes keep from nodes that are not their own. */
export const clearance = 6

/**
 * How far the rounding of a corner may leave the corner: less than the clearance, so that a curve whose corners keep the
 * clearance from a node never touches it.
 */
const roundness = clearance - 1

/** Whether a line comes nearer than the clearance to a box (clipping by slabs: Liang & Barsky 1984). */
export function lineMeets(from: Point, to: Point, box: Box): boolean {
  // lines along the clearance itself are free
  const halfWidth = box.width / 2 + clearance - 1e-6
  const halfHeight = box.height / 2 + clearance - 1e-6
  const x = from.x - box.x
  const y = from.y - box.y
  const dx = to.x - from.x
  const dy = to.y - from.y
  if ((dx === 0 && Math.abs(x) >= halfWidth) || (dy === 0 && Math.abs(y) >= halfHeight)) return false
  // the parts of the line between the sides, and between top and bottom, must share more than a point
  const a = dx === 0 ? 0 : (-halfWidth - x) / dx
  const b = dx === 0 ? 1 : (halfWidth - x) / dx
  const c = dy === 0 ? 0 : (-halfHeight - y) / dy
  const d = dy === 0 ? 1 : (halfHeight - y) / dy
  const enter = Math.max(0, Math.min(a, b), Math.min(c, d))
  const leave = Math.min(1, Math.max(a, b), Math.max(c, d))
  // a point is met where it lies inside
  return dx === 0 && dy === 0 ? true : enter < leave
}

/** Where the line from the centre of a stadium-shaped node towards a point leaves its outline. */
function outline(box: Box, towards: Point): Point {
  const dx = towards.x - box.x
  const dy = towards.y - box.y
  const length = Math.sqrt(dx * dx + dy * dy)
  if (length === 0) return { x: box.x + box.width / 2, y: box.y }
  const radius = box.height / 2
  const straight = box.width / 2 - radius
  const ux = dx / length
  const uy = dy / length
  // the flat sides first; else the half circle around (±straight, 0)
  const flat = uy === 0 ? Number.POSITIVE_INFINITY : radius / Math.abs(uy)
  if (Math.abs(ux) * flat <= straight) return { x: box.x + ux * flat, y: box.y + uy * flat }
  const c = straight * Math.abs(ux)
  const reach = c + Math.sqrt(Math.max(0, c * c + radius * radius - straight * straight))
  return { x: box.x + ux * reach, y: box.y + uy * reach }
}

/** A route from centre to centre, cut off where it leaves its first node and meets its last. */
export function clipped(route: readonly Point[], from: Box, to: Box): readonly Point[] {
  const inner = route.slice(1, -1)
  return [outline(from, inner[0] ?? to), ...inner, outline(to, inner.at(-1) ?? from)]
}

/** A step of a drawn route: a line to `end`, or a quadratic curve towards `control` and to `end`. */
export interface Step {
  readonly control?: Point
  readonly end: Point
}

/** A route as lines and rounded corners: as round as its legs and the clearance allow. */
export function rounded(route: readonly Point[]): readonly Step[] {
  const steps: Step[] = []
  for (let i = 1; i < route.length - 1; i++) {
    const [before, corner, after] = [route[i - 1]!, route[i]!, route[i + 1]!]
    const near = distance(before, corner)
    const far = distance(corner, after)
    if (near === 0 || far === 0) continue
    const ux = (corner.x - before.x) / near
    const uy = (corner.y - before.y) / near
    const vx = (after.x - corner.x) / far
    const vy = (after.y - corner.y) / far
    // the curve's middle lies reach · |v − u| / 4 off the corner
    const turn = Math.sqrt((vx - ux) ** 2 + (vy - uy) ** 2)
    const reach = Math.min(near / 2, far / 2, turn === 0 ? near : (4 * roundness) / turn)
    steps.push(
      { end: { x: corner.x - reach * ux, y: corner.y - reach * uy } },
      { control: corner, end: { x: corner.x + reach * vx, y: corner.y + reach * vy } },
    )
  }
  return [...steps, { end: route.at(-1)! }]
}

function distance(a: Point, b: Point): number {
  return Math.sqrt((a.x - b.x) ** 2 + (a.y - b.y) ** 2)
}
