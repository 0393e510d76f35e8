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

/** A point of a cubic. */
export function pointAt([a, b, c, d]: readonly Point[], t: number): Point {
  const u = 1 - t
  const [i, j, k, l] = [u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t]
  return { x: i * a!.x + j * b!.x + k * c!.x + l * d!.x, y: i * a!.y + j * b!.y + k * c!.y + l * d!.y }
}

/** A place with its axes exchanged. */
export function transposed<P extends Point & { readonly width?: number; readonly height?: number }>(place: P): P {
  const turned = { ...place, x: place.y, y: place.x }
  return place.width === undefined ? turned : { ...turned, width: place.height, height: place.width }
}

/** A step of a drawn route: a line to `end`, or a quadratic curve towards `control` and to `end`. */
interface Step {
  readonly control?: Point
  readonly end: Point
}

/** A route as lines and rounded corners: as round as its legs and the clearance allow. */
function rounded(route: readonly Point[]): readonly Step[] {
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

/** A route along corners as cubics with rounded corners: its first point, then three control points for each. */
export function curvesOf(route: readonly Point[]): readonly Point[] {
  const points: Point[] = [route[0]!]
  for (const { control, end } of rounded(route)) {
    const here = points.at(-1)!
    if (distance(here, end) === 0) continue
    // a line, or a quadratic curve, as the cubic that it is
    const towards = (from: Point): Point =>
      control === undefined
        ? { x: from.x + (end.x + here.x - 2 * from.x) / 3, y: from.y + (end.y + here.y - 2 * from.y) / 3 }
        : { x: from.x + ((control.x - from.x) * 2) / 3, y: from.y + ((control.y - from.y) * 2) / 3 }
    points.push(towards(here), towards(end), end)
  }
  return points
}

function distance(a: Point, b: Point): number {
  return Math.sqrt((a.x - b.x) ** 2 + (a.y - b.y) ** 2)
}
