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
  const present = new Uint8Array(count).fill(1)
  const places = new Int32Array(count)
  for (let i = 0; i < count; i++) places[order[i]!] = i

  const nearest = (place: Float64Array, wanted: number): { points: number[]; squares: number[] } => {
    const found = nearestBuffer(wanted)
    const search = (box: number): void => {
      const other = second[box]!
      if (other < 0) {
        for (let i = start[box]!; i < end[box]!; i++) {
          const point = order[i]!
          if (present[point] === 0) continue
          let square = 0
          for (let d = 0, at = point * dimension; d < dimension; d++, at++) {
            const step = points[at]! - place[d]!
            square += step * step
          }
          if (square <= found.limit()) found.add(point, square)
        }
        return
      }
      // the nearer half first: it tightens the limit that may spare the other
      const one = left[box + 1] === 0 ? Number.POSITIVE_INFINITY : squareTo(tree, box + 1, place)
      const two = left[other] === 0 ? Number.POSITIVE_INFINITY : squareTo(tree, other, place)
      const [near, far] = one <= two ? [box + 1, other] : [other, box + 1]
      if (Math.min(one, two) <= found.limit() && left[near]! > 0) search(near)
      if (Math.max(one, two) <= found.limit() && left[far]! > 0) search(far)
    }
    if (count > 0 && left[0]! > 0) search(0)
    return found.inOrder()
  }
  const remove = (point: number): void => {
    present[point] = 0
    for (let box = 0; ; ) {
      left[box]!--
      const other = second[box]!
      if (other < 0) return
      box = places[point]! < start[other]! ? box + 1 : other
    }
  }
  return { nearest, remove }
}

/** The square of the distance from a place to a box; 0 inside. */
function squareTo({ least, most, dimension }: PointBoxes, box: number, place: Float64Array): number {
  let square = 0
  for (let d = 0, at = box * dimension; d < dimension; d++, at++) {
    const value = place[d]!
    const step = value < least[at]! ? least[at]! - value : value > most[at]! ? value - most[at]! : 0
    square += step * step
  }
  return square
}
