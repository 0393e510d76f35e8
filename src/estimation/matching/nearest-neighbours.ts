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

/** Distances within this of each other are ties. */
const tie = 1e-9
const leafSize = 16

/** @param points - row-major, `count` points of `dimension` numbers */
export function neighbourTree(points: Float64Array, count: number, dimension: number): NeighbourTree {
  const order = Int32Array.from({ length: count }, (_, i) => i)
  const present = new Uint8Array(count).fill(1)
  const at = (point: number, axis: number): number => points[point * dimension + axis]!
  /** Sorts a range along its widest axis, and both halves in turn: ranges are the tree. */
  const splits = new Map<number, { readonly axis: number; readonly cut: number }>()
  const left = new Map<number, number>()
  const key = (from: number, to: number): number => from * (count + 1) + to
  const build: [number, number][] = [[0, count]]
  while (build.length > 0) {
    const [from, to] = build.pop()!
    left.set(key(from, to), to - from)
    if (to - from <= leafSize) continue
    let [axis, widest] = [0, -1]
    for (let d = 0; d < dimension; d++) {
      let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
      for (let i = from; i < to; i++) {
        low = Math.min(low, at(order[i]!, d))
        high = Math.max(high, at(order[i]!, d))
      }
      if (high - low > widest) [axis, widest] = [d, high - low]
    }
    order.subarray(from, to).sort((a, b) => at(a, axis) - at(b, axis) || a - b)
    const middle = (from + to) >> 1
    splits.set(key(from, to), { axis, cut: at(order[middle]!, axis) })
    build.push([from, middle], [middle, to])
  }
  const places = new Int32Array(count)
  for (let i = 0; i < count; i++) places[order[i]!] = i

  const nearest = (place: Float64Array, wanted: number): { points: number[]; squares: number[] } => {
    const found: { point: number; square: number }[] = []
    let limit = Number.POSITIVE_INFINITY
    /** The square of the farthest that is wanted, and of those that tie with it. */
    const tighten = (): void => {
      if (found.length < wanted) return
      found.sort((a, b) => a.square - b.square)
      const far = Math.sqrt(found[wanted - 1]!.square) + tie
      limit = far * far
      while (found.at(-1)!.square > limit) found.pop()
    }
    const search = (from: number, to: number): void => {
      if (left.get(key(from, to)) === 0) return
      const split = splits.get(key(from, to))
      if (split === undefined) {
        for (let i = from; i < to; i++) {
          const point = order[i]!
          if (present[point] === 0) continue
          let square = 0
          for (let d = 0; d < dimension; d++) square += (at(point, d) - place[d]!) ** 2
          if (square > limit) continue
          found.push({ point, square })
          tighten()
        }
        return
      }
      const middle = (from + to) >> 1
      const { axis, cut } = split
      const below = place[axis]! < cut
      search(below ? from : middle, below ? middle : to)
      const gap = place[axis]! - cut
      // both halves may hold points on the cut itself
      if (gap * gap <= limit) search(below ? middle : from, below ? to : middle)
    }
    search(0, count)
    found.sort((a, b) => a.point - b.point)
    return { points: found.map(({ point }) => point), squares: found.map(({ square }) => square) }
  }
  const remove = (point: number): void => {
    present[point] = 0
    let [from, to] = [0, count]
    for (;;) {
      left.set(key(from, to), left.get(key(from, to))! - 1)
      if (!splits.has(key(from, to))) return
      const middle = (from + to) >> 1
      if (places[point]! < middle) to = middle
      else from = middle
    }
  }
  return { nearest, remove }
}
