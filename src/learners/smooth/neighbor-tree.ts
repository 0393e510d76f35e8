/**
 * Points in boxes, halved at the median of their widest coordinate down to 32 points (Friedman, Bentley & Finkel 1977). With many
 * coordinates boxes exclude nothing: then all points are in one.
 */
export interface NeighborTree {
  readonly x: Float64Array
  readonly k: number
  /** The points, those of a box one after another. */
  readonly order: Int32Array
  /** For each box: first and last point, the coordinate that halves it (−1 for none), where, and the second half's box. */
  readonly boxes: readonly Box[]
}

interface Box {
  readonly start: number
  readonly end: number
  axis: number
  cut: number
  second: number
}

/** O(n log² n). */
export function neighborTree(x: Float64Array, n: number, k: number): NeighborTree {
  const order = Int32Array.from({ length: n }, (_, i) => i)
  const boxes: Box[] = []
  const build = (start: number, end: number): void => {
    const box: Box = { start, end, axis: -1, cut: 0, second: -1 }
    boxes.push(box)
    if (end - start <= 32 || k > 12) return
    let widest = 0
    for (let a = 0; a < k; a++) {
      let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
      for (let i = start; i < end; i++) {
        const value = x[order[i]! * k + a]!
        if (value < least) least = value
        if (value > most) most = value
      }
      if (most - least > widest) [widest, box.axis] = [most - least, a]
    }
    if (box.axis < 0) return
    const { axis } = box
    order.subarray(start, end).sort((i, j) => x[i * k + axis]! - x[j * k + axis]!)
    const middle = (start + end) >> 1
    box.cut = x[order[middle]! * k + axis]!
    // halving keeps the depth below 32 levels
    build(start, middle)
    box.second = boxes.length
    build(middle, end)
  }
  build(0, n)
  return { x, k, order, boxes }
}

/** The rows nearest to a point, and how far they are: sorted, with all those as far as the last. */
export interface Nearest {
  readonly rows: readonly number[]
  readonly distances: readonly number[]
}

/**
 * The rows nearest to point j of `z` that have at least `count` of weight together, and all that are as far as the last.
 * A heap of the nearest so far, the farthest on top, says how near a row must be.
 */
export function nearestRows(
  { x, k, order, boxes }: NeighborTree,
  z: Float64Array,
  j: number,
  count: number,
  weightOf: (i: number) => number,
): Nearest {
  const heap = weightedHeap(count)
  const near: { i: number; d: number }[] = []
  const walk = (b: number): void => {
    const { start, end, axis, cut, second } = boxes[b]!
    if (axis >= 0) {
      const away = z[j * k + axis]! - cut
      walk(away < 0 ? b + 1 : second)
      if (away * away <= heap.top()) walk(away < 0 ? second : b + 1)
      return
    }
    let limit = heap.top()
    for (let p = start; p < end; p++) {
      const i = order[p]!
      let d = 0
      for (let a = 0, at = i * k, to = j * k; a < k && d <= limit; a++, at++, to++) {
        const step = x[at]! - z[to]!
        d += step * step
      }
      if (d > limit) continue
      const weight = weightOf(i)
      if (weight === 0) continue
      near.push({ i, d })
      heap.add(d, weight)
      limit = heap.top()
    }
  }
  walk(0)
  const kept = near.filter(({ d }) => d <= heap.top()).sort((p, q) => p.d - q.d)
  return { rows: kept.map(({ i }) => i), distances: kept.map(({ d }) => d) }
}

/** Distances with weights: the smallest that have `count` of weight together. */
function weightedHeap(count: number): { top: () => number; add: (d: number, w: number) => void } {
  const distance: number[] = []
  const weight: number[] = []
  let held = 0
  const put = (from: number, d: number, w: number): void => {
    let i = from
    while (i > 0) {
      const parent = (i - 1) >> 1
      if (distance[parent]! >= d) break
      distance[i] = distance[parent]!
      weight[i] = weight[parent]!
      i = parent
    }
    distance[i] = d
    weight[i] = w
  }
  const dropTop = (): void => {
    const d = distance.pop()!
    const w = weight.pop()!
    const n = distance.length
    if (n === 0) return
    let i = 0
    for (let child = 1; child < n; child = 2 * i + 1) {
      if (child + 1 < n && distance[child + 1]! > distance[child]!) child++
      if (distance[child]! <= d) break
      distance[i] = distance[child]!
      weight[i] = weight[child]!
      i = child
    }
    distance[i] = d
    weight[i] = w
  }
  return {
    top: () => (held >= count ? distance[0]! : Number.POSITIVE_INFINITY),
    add: (d, w) => {
      put(distance.length, d, w)
      held += w
      while (held - weight[0]! >= count) {
        held -= weight[0]!
        dropTop()
      }
    },
  }
}
