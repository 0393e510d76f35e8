import { roughSearch, slack } from './near-kernel.js'
import { type PointBoxes, pointBoxes } from './point-boxes.js'

/** What a search finds. */
export interface Found {
  /** One number: the square beyond which points are not looked for any more. */
  readonly limit: Float64Array
  /** Takes a point that is within the limit. */
  readonly add: (point: number, square: number) => void
}

/** Points in a k-d tree: finds the nearest ones without a look at all (Friedman, Bentley & Finkel 1977). */
export interface NeighbourTree {
  /** Gives `found` each point within its limit, which it may lower meanwhile. */
  readonly search: (place: Float64Array, found: Found) => void
  /** The points in an order in which those that follow one another lie near one another. */
  readonly order: Int32Array
  /** Takes a point out, for matching without replacement. */
  readonly remove: (point: number) => void
}

/** @param points - row-major, `count` points of `dimension` numbers */
export function neighbourTree(points: Float64Array, count: number, dimension: number): NeighbourTree {
  const tree = pointBoxes(points, count, dimension)
  const { order, start, end, second, left, sides, axis, ends } = tree
  // the points of a box stand one after another in memory
  const inBoxes = new Float64Array(count * dimension)
  const places = new Int32Array(count)
  const present = new Uint8Array(count).fill(1)
  for (let i = 0; i < count; i++) {
    places[order[i]!] = i
    for (let d = 0; d < dimension; d++) inBoxes[i * dimension + d] = points[order[i]! * dimension + d]!
  }
  // the search at work: from where; and of the box at hand, and of those around it, how far off it is along each axis and in all
  let place: Float64Array = new Float64Array(dimension)
  let found: Found
  let limit: Float64Array = new Float64Array(1)
  const off = new Float64Array(dimension)
  const square = new Float64Array(64)

  const search = (from: Float64Array, into: Found): void => {
    if (count === 0 || left[0] === 0) return
    place = from
    found = into
    limit = into.limit
    square[0] = 0
    for (let d = 0; d < dimension; d++) {
      off[d] = Math.max(0, Math.abs(place[d]! - sides[2 * d]!) - sides[2 * d + 1]!)
      square[0] += off[d]! * off[d]!
    }
    if (rough !== null) rough.search(place, off, square[0]!, limit[0]!)
    else descend(0, 0)
  }

  /** The nearer half first: it tightens the limit that may spare the other. */
  const descend = (box: number, depth: number): void => {
    const other = second[box]!
    if (other < 0) {
      if (squareTo(tree, box, place, limit)) for (let i = start[box]!; i < end[box]!; i++) lookAt(i)
      return
    }
    const d = axis[box]!
    const own = off[d]!
    const rest = square[depth]! - own * own
    let toFirst = place[d]! - ends[2 * box]!
    let toSecond = ends[2 * box + 1]! - place[d]!
    if (toFirst < own) toFirst = own
    if (toSecond < own) toSecond = own
    const isFirst = toFirst <= toSecond
    const near = isFirst ? toFirst : toSecond
    off[d] = near
    square[depth + 1] = rest + near * near
    descend(isFirst ? box + 1 : other, depth + 1)
    const far = isFirst ? toSecond : toFirst
    const half = isFirst ? other : box + 1
    if (left[half]! > 0 && rest + far * far <= limit[0]! * slack) {
      off[d] = far
      square[depth + 1] = rest + far * far
      descend(half, depth + 1)
    }
    off[d] = own
  }

  /** Adds a point if it is near enough; of one that is not, only some coordinates are looked at. */
  const lookAt = (i: number): void => {
    if (present[i] === 0) return
    const most = limit[0]!
    let at = i * dimension
    let square = 0
    let d = 0
    for (; d + 3 < dimension && square <= most; d += 4, at += 4) {
      const a = inBoxes[at]! - place[d]!
      const b = inBoxes[at + 1]! - place[d + 1]!
      const c = inBoxes[at + 2]! - place[d + 2]!
      const e = inBoxes[at + 3]! - place[d + 3]!
      square = square + a * a + b * b + c * c + e * e
    }
    for (; d < dimension && square <= most; d++, at++) {
      const a = inBoxes[at]! - place[d]!
      square += a * a
    }
    if (square > most) return
    found.add(order[i]!, square)
    if (limit[0]! < most) rough?.lower(limit[0]!)
  }
  const rough = roughSearch(inBoxes, count, tree, lookAt)

  const remove = (point: number): void => {
    const position = places[point]!
    present[position] = 0
    rough?.remove(position)
    for (let box = 0; ; ) {
      left[box]!--
      rough?.keep(box, left[box]!)
      const other = second[box]!
      if (other < 0) return
      box = position < start[other]! ? box + 1 : other
    }
  }
  return { search, order, remove }
}

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
