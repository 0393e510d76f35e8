import type { Ordering } from './crossings.js'
import type { LayeredItems } from './layered-items.js'
import { separation } from './separations.js'

/**
 * Places across the layers (Brandes & Köpf 2002): each item is aligned with a median neighbour, to the left and to the right,
 * upwards and downwards; the four results are laid over each other and the mean of the two in the middle is taken. Each is
 * compacted by longest paths in the graph of blocks and then pulled back, which has none of the published version's faults.
 */
export function brandesKoepf(items: LayeredItems, order: Ordering, half: Float64Array): Float64Array {
  const { count } = items
  const conflicts = typeOneConflicts(items, order)
  const results: Float64Array[] = []
  for (const down of [true, false]) {
    for (const toLeft of [true, false]) {
      const root = aligned(items, order, conflicts, down, toLeft)
      results.push(compacted(items, order, half, root, toLeft))
    }
  }
  // all four are moved to the one that is least wide, those from the left by their left ends
  const ends = results.map((x) => extent(x, half))
  const narrow = ends.reduce((best, [low, high], k) => (high - low < ends[best]![1] - ends[best]![0] ? k : best), 0)
  for (const [k, x] of results.entries()) {
    const shift = k % 2 === 0 ? ends[narrow]![0] - ends[k]![0] : ends[narrow]![1] - ends[k]![1]
    for (let v = 0; v < count; v++) x[v]! += shift
  }
  const place = new Float64Array(count)
  const four = new Float64Array(4)
  for (let v = 0; v < count; v++) {
    for (let k = 0; k < 4; k++) four[k] = results[k]![v]!
    four.sort()
    place[v] = (four[1]! + four[2]!) / 2
  }
  return place
}

function extent(x: Float64Array, half: Float64Array): readonly [number, number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (let v = 0; v < x.length; v++) {
    low = Math.min(low, x[v]! - half[v]!)
    high = Math.max(high, x[v]! + half[v]!)
  }
  return [low, high]
}

/** Pieces between a bend and something else that cross a piece between two bends: they are not aligned (Algorithm 1). */
function typeOneConflicts(items: LayeredItems, { layers, place }: Ordering): Set<number> {
  const { nodeCount, count, before } = items
  const marked = new Set<number>()
  const innerAbove = (v: number): number => {
    if (v < nodeCount) return -1
    const above = before.item[before.start[v]!]!
    return above < nodeCount ? -1 : above
  }
  for (let r = 1; r + 1 < layers.length; r++) {
    const layer = layers[r + 1]!
    let low = 0
    let scanned = 0
    for (let k = 0; k < layer.length; k++) {
      const inner = innerAbove(layer[k]!)
      if (k < layer.length - 1 && inner < 0) continue
      const high = inner < 0 ? layers[r]!.length : place[inner]!
      for (; scanned <= k; scanned++) {
        const v = layer[scanned]!
        for (let i = before.start[v]!; i < before.start[v + 1]!; i++) {
          const at = place[before.item[i]!]!
          if (at < low || at > high) marked.add(before.item[i]! * count + v)
        }
      }
      low = high
    }
  }
  return marked
}

/** The first item of the block that each item is aligned in (Algorithm 2). */
function aligned(
  items: LayeredItems,
  { layers, place }: Ordering,
  conflicts: Set<number>,
  down: boolean,
  toLeft: boolean,
): Int32Array {
  const { count } = items
  const { start, item } = down ? items.before : items.after
  const root = Int32Array.from({ length: count }, (_, v) => v)
  const taken = new Uint8Array(count)
  const near: number[] = []
  for (let step = 1; step < layers.length; step++) {
    const layer = layers[down ? step : layers.length - 1 - step]!
    let last = toLeft ? -1 : Number.POSITIVE_INFINITY
    for (let k = 0; k < layer.length; k++) {
      const v = layer[toLeft ? k : layer.length - 1 - k]!
      const size = start[v + 1]! - start[v]!
      if (size === 0) continue
      near.length = 0
      for (let i = start[v]!; i < start[v + 1]!; i++) near.push(item[i]!)
      near.sort((a, b) => place[a]! - place[b]!)
      const [low, high] = [near[(size - 1) >> 1]!, near[size >> 1]!]
      for (const u of toLeft ? [low, high] : [high, low]) {
        const at = place[u]!
        if (taken[u] === 1 || (toLeft ? at <= last : at >= last)) continue
        if (conflicts.has(down ? u * count + v : v * count + u)) continue
        taken[u] = 1
        root[v] = root[u]!
        last = at
        break
      }
    }
  }
  return root
}

/** Blocks as far to one side as they go, then back towards their neighbours where that widens nothing. */
function compacted(
  items: LayeredItems,
  { layers }: Ordering,
  half: Float64Array,
  root: Int32Array,
  toLeft: boolean,
): Float64Array {
  const { count } = items
  // the graph of blocks: neighbours in a layer, from the side that is compacted to
  const from: number[] = []
  const to: number[] = []
  const apart: number[] = []
  for (const layer of layers) {
    for (let k = 1; k < layer.length; k++) {
      const [a, b] = [layer[k - 1]!, layer[k]!]
      from.push(root[toLeft ? a : b]!)
      to.push(root[toLeft ? b : a]!)
      apart.push(separation(items, half, a, b))
    }
  }
  const next = new Int32Array(from.length)
  const first = new Int32Array(count).fill(-1)
  const waiting = new Int32Array(count)
  for (let e = 0; e < from.length; e++) {
    next[e] = first[from[e]!]!
    first[from[e]!] = e
    waiting[to[e]!]!++
  }
  const x = new Float64Array(count)
  const order: number[] = []
  for (let v = 0; v < count; v++) if (root[v] === v && waiting[v] === 0) order.push(v)
  for (let k = 0; k < order.length; k++) {
    const v = order[k]!
    for (let e = first[v]!; e >= 0; e = next[e]!) {
      const other = to[e]!
      x[other] = Math.max(x[other]!, x[v]! + apart[e]!)
      if (--waiting[other]! === 0) order.push(other)
    }
  }
  for (let k = order.length - 1; k >= 0; k--) {
    const v = order[k]!
    let most = Number.POSITIVE_INFINITY
    for (let e = first[v]!; e >= 0; e = next[e]!) most = Math.min(most, x[to[e]!]! - apart[e]!)
    if (most < Number.POSITIVE_INFINITY) x[v] = most
  }
  const place = new Float64Array(count)
  for (let v = 0; v < count; v++) place[v] = toLeft ? x[root[v]!]! : -x[root[v]!]!
  return place
}
