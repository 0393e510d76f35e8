/** Which variable goes next: the one that links the fewest pairs anew, or whose table is the smallest. */
export type Greed = 'fill' | 'size'

/** Above this many neighbours the pairs to link are estimated, not counted. */
const COUNTED = 40

/**
 * A greedy order in which to sum out the variables that are not kept.
 *
 * The graph links variables that stand in one scope; a variable that goes links its neighbours. A heap with outdated
 * entries left in place keeps sparse problems near linear: a chain of 100,000 is no burden.
 *
 * @param scopes - the variables of each tensor, each once
 * @param bits - the binary logarithm of each variable's number of states
 * @param kept - 1 for variables that stay
 */
export function eliminationOrder(
  scopes: readonly (readonly number[])[],
  bits: Float64Array,
  kept: Uint8Array,
  greed: Greed,
): number[] {
  const n = bits.length
  const neighbors = linkScopes(scopes, n)
  const gone = new Uint8Array(n)
  const version = new Int32Array(n)
  const seen = new Int32Array(n)
  let stamp = 0
  const heap = minHeap()

  const live = (v: number): number[] => {
    const list = neighbors[v]!
    let w = 0
    for (const u of list) if (gone[u] === 0) list[w++] = u
    list.length = w
    return list
  }
  const push = (v: number): void => {
    if (kept[v] === 1) return
    const around = live(v)
    let size = bits[v]!
    for (const u of around) size += bits[u]!
    heap.push(greed === 'size' ? size : countFill(v, around) * 65536 + size, v, ++version[v]!)
  }
  const countFill = (v: number, around: readonly number[]): number => {
    const d = around.length
    if (d < 2) return 0
    if (d > COUNTED) return (d * (d - 1)) / 2
    let links = 0
    stamp++
    for (const u of around) seen[u] = stamp
    for (const u of around) for (const w of neighbors[u]!) if (seen[w] === stamp && w !== v) links++
    return (d * (d - 1) - links) / 2
  }

  const used = new Uint8Array(n)
  for (const scope of scopes) for (const v of scope) used[v] = 1
  for (let v = 0; v < n; v++) if (used[v] === 1) push(v)
  const order: number[] = []
  const touched = new Int32Array(n)
  for (;;) {
    const v = heap.pop(version)
    if (v < 0) return order
    const around = live(v).slice()
    order.push(v)
    gone[v] = 1
    version[v]!++
    for (const u of around) {
      if (around.length < 2) break
      stamp++
      seen[u] = stamp
      for (const w of live(u)) seen[w] = stamp
      for (const w of around) if (seen[w] !== stamp) neighbors[u]!.push(w)
    }
    const turn = order.length
    for (const u of around) {
      if (touched[u] !== turn) push(u)
      touched[u] = turn
      // a new link between two neighbours of w changes what w would have to link
      if (greed === 'fill' && around.length > 1 && neighbors[u]!.length <= COUNTED) {
        for (const w of live(u)) {
          if (touched[w] !== turn) push(w)
          touched[w] = turn
        }
      }
    }
  }
}

function linkScopes(scopes: readonly (readonly number[])[], n: number): number[][] {
  const holders: number[][] = Array.from({ length: n }, () => [])
  for (let t = 0; t < scopes.length; t++) for (const v of scopes[t]!) holders[v]!.push(t)
  const seen = new Int32Array(n).fill(-1)
  return holders.map((tensors, v) => {
    const list: number[] = []
    seen[v] = v
    for (const t of tensors) {
      for (const u of scopes[t]!) {
        if (seen[u] !== v) list.push(u)
        seen[u] = v
      }
    }
    return list
  })
}

interface MinHeap {
  push(key: number, item: number, version: number): void
  /** Takes out the item with the least key (ties: the least item) among those whose version still holds, or gives −1. */
  pop(version: Int32Array): number
}

function minHeap(): MinHeap {
  const keys: number[] = []
  const items: number[] = []
  const versions: number[] = []
  const set = (i: number, key: number, item: number, version: number): void => {
    keys[i] = key
    items[i] = item
    versions[i] = version
  }
  const before = (key: number, item: number, i: number): boolean =>
    key < keys[i]! || (key === keys[i] && item < items[i]!)
  return {
    push: (key, item, version) => {
      let i = keys.length
      for (; i > 0; ) {
        const parent = (i - 1) >> 1
        if (!before(key, item, parent)) break
        set(i, keys[parent]!, items[parent]!, versions[parent]!)
        i = parent
      }
      set(i, key, item, version)
    },
    pop: (version) => {
      while (keys.length > 0) {
        const item = items[0]!
        const holds = versions[0] === version[item]
        const key = keys.pop()!
        const moved = items.pop()!
        const its = versions.pop()!
        const n = keys.length
        // the last entry sinks from the top to its place
        let i = 0
        for (let child = 1; child < n; child = 2 * i + 1) {
          if (child + 1 < n && before(keys[child + 1]!, items[child + 1]!, child)) child++
          if (before(key, moved, child)) break
          set(i, keys[child]!, items[child]!, versions[child]!)
          i = child
        }
        if (n > 0) set(i, key, moved, its)
        if (holds) return item
      }
      return -1
    },
  }
}
