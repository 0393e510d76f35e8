/** Sets of nodes that a search over orders has reached, by number. */
export interface OrderStates {
  /** The number of a set; a set not yet known gets the next. */
  readonly find: (words: Int32Array) => number
  /** Copies a set out. */
  readonly read: (state: number, words: Int32Array) => void
  readonly count: () => number
  /** Of the best order so far: its score (−∞ at first), the set before this one, and the node put next. */
  readonly score: (state: number) => number
  readonly from: (state: number) => number
  readonly added: (state: number) => number
  readonly update: (state: number, score: number, from: number, added: number) => void
}

/** An open-addressing table over Int32 words. */
export function orderStates(stride: number): OrderStates {
  let capacity = 1024
  let slots = new Int32Array(2 * capacity).fill(-1)
  let sets = new Int32Array(capacity * stride)
  let best = new Float64Array(capacity).fill(Number.NEGATIVE_INFINITY)
  let path = new Int32Array(2 * capacity)
  let used = 0
  const slotOf = (words: Int32Array, at: number): number => {
    let h = 0x9e3779b1
    for (let w = 0; w < stride; w++) {
      h = Math.imul(h ^ words[at + w]!, 0x85ebca6b)
      h ^= h >>> 13
    }
    h = Math.imul(h, 0xc2b2ae35)
    let slot = (h ^ (h >>> 16)) & (slots.length - 1)
    for (; slots[slot] !== -1; slot = (slot + 1) & (slots.length - 1)) {
      const other = slots[slot]! * stride
      let w = 0
      while (w < stride && sets[other + w] === words[at + w]) w++
      if (w === stride) break
    }
    return slot
  }
  const grow = (): void => {
    capacity *= 2
    const old = { sets, best, path }
    sets = new Int32Array(capacity * stride)
    sets.set(old.sets)
    best = new Float64Array(capacity).fill(Number.NEGATIVE_INFINITY)
    best.set(old.best)
    path = new Int32Array(2 * capacity)
    path.set(old.path)
    slots = new Int32Array(2 * capacity).fill(-1)
    for (let state = 0; state < used; state++) slots[slotOf(sets, state * stride)] = state
  }
  return {
    find: (words) => {
      if (used === capacity) grow()
      const slot = slotOf(words, 0)
      if (slots[slot] !== -1) return slots[slot]!
      slots[slot] = used
      sets.set(words, used * stride)
      return used++
    },
    read: (state, words) => {
      for (let w = 0; w < stride; w++) words[w] = sets[state * stride + w]!
    },
    count: () => used,
    score: (state) => best[state]!,
    from: (state) => path[2 * state]!,
    added: (state) => path[2 * state + 1]!,
    update: (state, score, from, added) => {
      best[state] = score
      path[2 * state] = from
      path[2 * state + 1] = added
    },
  }
}
