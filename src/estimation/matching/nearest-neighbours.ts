import { nearestBuffer } from './nearest-buffer.js'
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
  const { order, start, end, second, left } = tree
  // the points of a box stand one after another in memory
  const inBoxes = new Float64Array(count * dimension)
  const places = new Int32Array(count)
  const present = new Uint8Array(count).fill(1)
  for (let i = 0; i < count; i++) {
    places[order[i]!] = i
    for (let d = 0; d < dimension; d++) inBoxes[i * dimension + d] = points[order[i]! * dimension + d]!
  }
  // boxes that are still to be seen, the nearest last, with their squared distances
  const waiting = new Int32Array(128)
  const farness = new Float64Array(128)

  const nearest = (place: Float64Array, wanted: number): { points: number[]; squares: number[] } => {
    const found = nearestBuffer(wanted)
    let held = 0
    if (count > 0 && left[0]! > 0) farness[held++] = waiting[0] = 0
    while (held > 0) {
      let box = waiting[--held]!
      if (farness[held]! > found.limit) continue
      // down to a leaf by the nearer half: it tightens the limit that may spare the other
      for (let other = second[box]!; other >= 0; other = second[box]!) {
        const one = left[box + 1] === 0 ? Number.POSITIVE_INFINITY : squareTo(tree, box + 1, place, found.limit)
        const two = left[other] === 0 ? Number.POSITIVE_INFINITY : squareTo(tree, other, place, found.limit)
        const far = one <= two ? other : box + 1
        box = one <= two ? box + 1 : other
        const away = Math.max(one, two)
        if (away <= found.limit && left[far]! > 0) {
          waiting[held] = far
          farness[held++] = away
        }
        if (Math.min(one, two) <= found.limit) continue
        box = -1
        break
      }
      if (box < 0) continue
      for (let i = start[box]!; i < end[box]!; i++) {
        if (present[i] === 0) continue
        const square = squareWithin(inBoxes, i * dimension, place, dimension, found.limit)
        if (square <= found.limit) found.add(order[i]!, square)
      }
    }
    return found.inOrder()
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

/** The square of the distance of a point from a place; where it is beyond the limit, of some of the coordinates alone. */
function squareWithin(
  points: Float64Array,
  from: number,
  place: Float64Array,
  dimension: number,
  limit: number,
): number {
  let square = 0
  let d = 0
  for (; d + 2 < dimension && square <= limit; d += 3) {
    const a = points[from + d]! - place[d]!
    const b = points[from + d + 1]! - place[d + 1]!
    const c = points[from + d + 2]! - place[d + 2]!
    square = square + a * a + b * b + c * c
  }
  for (; d < dimension && square <= limit; d++) {
    const a = points[from + d]! - place[d]!
    square += a * a
  }
  return square
}

/** The square of the distance from a place to a box, 0 inside; where it is beyond the limit, of some of the sides alone. */
function squareTo({ least, most, dimension }: PointBoxes, box: number, place: Float64Array, limit: number): number {
  let square = 0
  for (let d = 0, at = box * dimension; d < dimension && square <= limit; d++, at++) {
    const value = place[d]!
    const step = value < least[at]! ? least[at]! - value : value > most[at]! ? value - most[at]! : 0
    square += step * step
  }
  return square
}
