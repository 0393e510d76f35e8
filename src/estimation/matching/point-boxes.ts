/** How many points a box holds that is not halved. */
export const boxSize = 32

/** Points in boxes, each halved near the median of its widest side. The first half of box b is box b + 1. */
export interface PointBoxes {
  readonly dimension: number
  /** How many boxes there are. */
  readonly boxes: number
  /** The points, those of a box one after another: from `start[b]` up to `end[b]`. */
  readonly order: Int32Array
  readonly start: Int32Array
  readonly end: Int32Array
  /** The box of the second half, −1 for a box that is not halved. */
  readonly second: Int32Array
  /** How many points of each box are left. */
  readonly left: Int32Array
  /**
   * The sides of the boxes, two numbers for each dimension of each box: the middle and half the length, which is a little more
   * than that, so that no point of a box is outside by rounding.
   */
  readonly sides: Float64Array
  /** Of a box that is halved: along which axis; and, two numbers for each box, where the first half ends and the second begins. */
  readonly axis: Int32Array
  readonly ends: Float64Array
}

/** All boxes that are not halved hold 32 points, the last one the rest. O(n log n). */
export function pointBoxes(points: Float64Array, count: number, dimension: number): PointBoxes {
  const order = Int32Array.from({ length: count }, (_, i) => i)
  const room = 2 * Math.ceil(count / boxSize) + 1
  const [start, end, left] = [new Int32Array(room), new Int32Array(room), new Int32Array(room)]
  const second = new Int32Array(room).fill(-1)
  const axisOf = new Int32Array(room)
  const ends = new Float64Array(2 * room)
  const sides = new Float64Array(2 * room * dimension)
  let boxes = 0
  const stack: { from: number; to: number; parent: number }[] = [{ from: 0, to: count, parent: -1 }]
  while (stack.length > 0) {
    const { from, to, parent } = stack.pop()!
    const box = boxes++
    if (parent >= 0) second[parent] = box
    start[box] = from
    end[box] = to
    left[box] = to - from
    const axis = measure(box, from, to)
    if (to - from <= boxSize) continue
    const middle = from + boxSize * Math.ceil((to - from) / (2 * boxSize))
    select(points, dimension, axis, order, from, to - 1, middle)
    axisOf[box] = axis
    ends[2 * box] = extreme(axis, from, middle, Math.max)
    ends[2 * box + 1] = extreme(axis, middle, to, Math.min)
    stack.push({ from: middle, to, parent: box }, { from, to: middle, parent: -1 })
  }
  return { dimension, boxes, order, start, end, second, left, sides, axis: axisOf, ends }

  function extreme(axis: number, from: number, to: number, of: (a: number, b: number) => number): number {
    let value = points[order[from]! * dimension + axis]!
    for (let i = from + 1; i < to; i++) value = of(value, points[order[i]! * dimension + axis]!)
    return value
  }

  /** Sets a box's sides; returns its widest axis. */
  function measure(box: number, from: number, to: number): number {
    let [axis, widest] = [0, 0]
    for (let d = 0; d < dimension; d++) {
      let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
      for (let i = from; i < to; i++) {
        const value = points[order[i]! * dimension + d]!
        if (value < low) low = value
        if (value > high) high = value
      }
      const middle = low + (high - low) / 2
      sides[2 * (box * dimension + d)] = middle
      sides[2 * (box * dimension + d) + 1] = (high - low) / 2 + 1e-15 * (Math.abs(middle) + (high - low))
      if (high - low > widest) [axis, widest] = [d, high - low]
    }
    return axis
  }
}

/** Hoare's selection: puts the point of rank `k` along an axis at its place, smaller ones before it. */
function select(
  points: Float64Array,
  dimension: number,
  axis: number,
  order: Int32Array,
  first: number,
  last: number,
  k: number,
): void {
  let [low, high] = [first, last]
  while (low < high) {
    const pivot = points[order[(low + high) >> 1]! * dimension + axis]!
    let [i, j] = [low, high]
    while (i <= j) {
      while (points[order[i]! * dimension + axis]! < pivot) i++
      while (points[order[j]! * dimension + axis]! > pivot) j--
      if (i <= j) {
        const held = order[i]!
        order[i++] = order[j]!
        order[j--] = held
      }
    }
    if (k <= j) high = j
    else if (k >= i) low = i
    else return
  }
}
