import type { Adjacency } from '../core/indexed.js'

/** The connected component of each node, numbered by first node; only nodes with `takes[i] !== 0` count (others get −1). */
export function components({ start, node }: Adjacency, takes?: Uint8Array): { count: number; of: Int32Array } {
  const n = start.length - 1
  const of = new Int32Array(n).fill(-1)
  const queue = new Int32Array(n)
  let count = 0
  for (let root = 0; root < n; root++) {
    if (of[root] !== -1 || takes?.[root] === 0) continue
    of[root] = count
    queue[0] = root
    for (let head = 0, tail = 1; head < tail; head++) {
      const a = queue[head]!
      for (let k = start[a]!; k < start[a + 1]!; k++) {
        const b = node[k]!
        if (of[b] !== -1 || takes?.[b] === 0) continue
        of[b] = count
        queue[tail++] = b
      }
    }
    count++
  }
  return { count, of }
}

/** The members of each component, ascending. */
export function members({ count, of }: { count: number; of: Int32Array }): number[][] {
  const lists: number[][] = Array.from({ length: count }, () => [])
  for (let i = 0; i < of.length; i++) if (of[i]! >= 0) lists[of[i]!]!.push(i)
  return lists
}
