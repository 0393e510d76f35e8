import type { Adjacency } from './indexed.js'

/** Undirected lists from pairs `[a, b]*`; a pair given twice stands twice. */
export function adjacencyFromPairs(size: number, pairs: ArrayLike<number>): Adjacency {
  const start = new Int32Array(size + 1)
  for (let k = 0; k < pairs.length; k++) start[pairs[k]! + 1]!++
  for (let i = 0; i < size; i++) start[i + 1]! += start[i]!
  const node = new Int32Array(pairs.length)
  const next = start.slice()
  for (let k = 0; k < pairs.length; k += 2) {
    node[next[pairs[k]!]!++] = pairs[k + 1]!
    node[next[pairs[k + 1]!]!++] = pairs[k]!
  }
  for (let i = 0; i < size; i++) if (start[i + 1]! - start[i]! > 1) node.subarray(start[i]!, start[i + 1]!).sort()
  return { start, node }
}
