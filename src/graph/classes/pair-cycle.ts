import { cycleIn } from '../core/cycle.js'
import type { Adjacency } from '../core/indexed.js'

/** The nodes of one cycle among edges `from[e] → to[e]` in order, or null when there is none. */
export function findCycle(size: number, from: readonly number[], to: readonly number[]): number[] | null {
  const cycle = cycleIn({ size, parents: listsOf(size, to, from), children: listsOf(size, from, to) })
  return cycle.length === 0 ? null : cycle
}

function listsOf(size: number, owner: readonly number[], other: readonly number[]): Adjacency {
  const start = new Int32Array(size + 1)
  for (const a of owner) start[a + 1]!++
  for (let i = 0; i < size; i++) start[i + 1]! += start[i]!
  const next = start.slice()
  const node = new Int32Array(owner.length)
  for (const [e, a] of owner.entries()) node[next[a]!++] = other[e]!
  return { start, node }
}
