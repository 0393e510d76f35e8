import type { Adjacency } from './indexed.js'

/** 1 where a node can be reached along the lists from one of `from`, which count themselves. Breadth first, O(n + m). */
export function reach({ start, node }: Adjacency, from: ArrayLike<number>): Uint8Array {
  const n = start.length - 1
  const reached = new Uint8Array(n)
  const queue = new Int32Array(n)
  let tail = 0
  for (let k = 0; k < from.length; k++) {
    if (reached[from[k]!] === 1) continue
    reached[from[k]!] = 1
    queue[tail++] = from[k]!
  }
  for (let head = 0; head < tail; head++) {
    const a = queue[head]!
    for (let k = start[a]!; k < start[a + 1]!; k++) {
      const b = node[k]!
      if (reached[b] === 1) continue
      reached[b] = 1
      queue[tail++] = b
    }
  }
  return reached
}
