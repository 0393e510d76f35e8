import { kahnOrder } from './cycle.js'
import type { IndexedGraph } from './indexed.js'

/** Whether a directed path leads from `a` to `b`, for many pairs: a search back from b through what comes after a in the order. */
export function ancestry(g: IndexedGraph): (a: number, b: number) => boolean {
  const { start, node } = g.parents
  const rank = new Int32Array(g.size)
  for (const [i, v] of kahnOrder(g).entries()) rank[v] = i
  const stamp = new Int32Array(g.size)
  const queue = new Int32Array(g.size)
  let now = 0
  return (a, b) => {
    if (a === b) return true
    now++
    queue[0] = b
    for (let head = 0, tail = 1; head < tail; head++) {
      for (let k = start[queue[head]!]!; k < start[queue[head]! + 1]!; k++) {
        const p = node[k]!
        if (p === a) return true
        if (stamp[p] === now || rank[p]! < rank[a]!) continue
        stamp[p] = now
        queue[tail++] = p
      }
    }
    return false
  }
}
