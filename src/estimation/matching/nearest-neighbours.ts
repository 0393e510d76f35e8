import { type NearestBuffer, nearestBuffer } from './nearest-buffer.js'
import { type PointBoxes, pointBoxes } from './point-boxes.js'

/**
 * Points in a k-d tree: finds the nearest ones without a look at all (Friedman, Bentley & Finkel 1977). Answers do not hang on
 * the order of the points: all within 1e-9 of the farthest that is asked for are given.
 */
export interface NeighbourTree {
  /** Positions and squared distances of the `count` nearest points to a place, ties included, in order of position. */
  readonly nearest: (place: Float64Array, count: number) => { readonly points: number[]; readonly squares: number[] }
  /** Takes a point out, for matching without replacement. */
  readonly remove: (point: number) => void
}

/** @param points - row-major, `count` points of `dimension` numbers */
export function neighbourTree(points: Float64Array, count: number, dimension: number): NeighbourTree {
  const tree = pointBoxes(points, count, dimension)
  const { order, start, end, second, left, sides, axis, firstEnds, secondBegins } = tree
  // the points of a box stand one after another in memory
  const inBoxes = new Float64Array(count * dimension)
  const places = new Int32Array(count)
  const present = new Uint8Array(count).fill(1)
  for (let i = 0; i < count; i++) {
    places[order[i]!] = i
    for (let d = 0; d < dimension; d++) inBoxes[i * dimension + d] = points[order[i]! * dimension + d]!
  }
  // boxes that are still to be seen, the nearest last, with their squared distances and, for each axis, how far off they are
  const waiting = new Int32Array(128)
  const farness = new Float64Array(128)
  const offsets = new Float64Array(128 * dimension)
  const off = new Float64Array(dimension)

  const nearest = (place: Float64Array, wanted: number): { points: number[]; squares: number[] } => {
    const found = nearestBuffer(wanted)
    const { limit } = found
    let held = 0
    if (count > 0 && left[0]! > 0) {
      farness[held++] = waiting[0] = 0
      for (let d = 0; d < dimension; d++) {
        offsets[d] = Math.max(0, Math.abs(place[d]! - sides[2 * d]!) - sides[2 * d + 1]!)
        farness[0]! += offsets[d]! * offsets[d]!
      }
    }
    while (held > 0) {
      let box = waiting[--held]!
      let square = farness[held]!
      if (square > limit[0]! * slack) continue
      for (let d = 0; d < dimension; d++) off[d] = offsets[held * dimension + d]!
      // down to a leaf by the nearer half: it tightens the limit that may spare the other
      for (let other = second[box]!; other >= 0; other = second[box]!) {
        const d = axis[box]!
        const own = off[d]!
        const one = Math.max(own, place[d]! - firstEnds[box]!)
        const two = Math.max(own, secondBegins[box]! - place[d]!)
        const [near, far, toNear, toFar] = one <= two ? [box + 1, other, one, two] : [other, box + 1, two, one]
        const rest = square - own * own
        const away = rest + toFar * toFar
        if (away <= limit[0]! * slack && left[far]! > 0) {
          waiting[held] = far
          for (let a = 0; a < dimension; a++) offsets[held * dimension + a] = off[a]!
          offsets[held * dimension + d] = toFar
          farness[held++] = away
        }
        box = near
        off[d] = toNear
        square = rest + toNear * toNear
      }
      if (squareTo(tree, box, place, limit)) look(start[box]!, end[box]!, place, found)
    }
    return found.inOrder()
  }

  /** Adds the points of a leaf that are near enough; of one that is not, only some coordinates are looked at. */
  const look = (from: number, to: number, place: Float64Array, { limit, add }: NearestBuffer): void => {
    for (let i = from; i < to; i++) {
      if (present[i] === 0) continue
      const at = i * dimension
      const most = limit[0]!
      let square = 0
      let d = 0
      for (; d + 3 < dimension && square <= most; d += 4) {
        const a = inBoxes[at + d]! - place[d]!
        const b = inBoxes[at + d + 1]! - place[d + 1]!
        const c = inBoxes[at + d + 2]! - place[d + 2]!
        const e = inBoxes[at + d + 3]! - place[d + 3]!
        square = square + a * a + b * b + c * c + e * e
      }
      for (; d < dimension && square <= most; d++) {
        const a = inBoxes[at + d]! - place[d]!
        square += a * a
      }
      if (square <= most) add(order[i]!, square)
    }
  }

  const remove = (point: number): void => {
    present[places[point]!] = 0
    for (let box = 0; ; ) {
      left[box]!--
      const other = second[box]!
      if (other < 0) return
      box = places[point]! < start[other]! ? box + 1 : other
    }
  }
  return { nearest, remove }
}

/** Distances that are added up along a way down are rounded. */
const slack = 1 + 1e-12

/** Whether a box is within the limit of a place. With the distance x of a coordinate beyond the side, x + |x| is 2x outside and 0 inside. */
function squareTo({ sides, dimension }: PointBoxes, box: number, place: Float64Array, limit: Float64Array): boolean {
  const most = 4 * limit[0]!
  let square = 0
  let at = 2 * box * dimension
  for (let d = 0; d < dimension; d++, at += 2) {
    const a = Math.abs(place[d]! - sides[at]!) - sides[at + 1]!
    const aa = a + Math.abs(a)
    square += aa * aa
  }
  return square <= most
}
