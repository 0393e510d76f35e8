import type { Adjacency } from './indexed.js'

/** 1 where a node can be reached along the lists from one of `from`, which count themselves. Breadth first, O(n + m). */
export function reach(lists: Adjacency, from: ArrayLike<number>): Uint8Array {
  return reachAround(lists, from, new Uint8Array(lists.start.length - 1))
}

/** The same without entering a `barred` node: one of those in `from` does not count. */
export function reachAround({ start, node }: Adjacency, from: ArrayLike<number>, barred: Uint8Array): Uint8Array {
  const n = start.length - 1
  const reached = new Uint8Array(n)
  const queue = new Int32Array(n)
  let tail = 0
  for (let k = 0; k < from.length; k++) {
    const a = from[k]!
    if (barred[a] === 1 || reached[a] === 1) continue
    reached[a] = 1
    queue[tail++] = a
  }
  for (let head = 0; head < tail; head++) {
    const a = queue[head]!
    for (let k = start[a]!; k < start[a + 1]!; k++) {
      const b = node[k]!
      if (barred[b] === 1 || reached[b] === 1) continue
      reached[b] = 1
      queue[tail++] = b
    }
  }
  return reached
}
