import type { IndexedGraph } from '../../graph/core/indexed.js'
import { reach } from '../../graph/core/reach.js'
import { positionsOf } from '../../graph/core/sets.js'
import { ARROW } from '../../graph/kinds/marks.js'

/**
 * A shortest open path from `from` to a flagged target, as positions, or null when `given` separates them.
 *
 * A collider lets pass when it is given or has a given descendant; any other inner node when it is not given. The
 * shortest such walk meets no node twice (cutting out a loop keeps it open), so it is a path. Directed and bidirected
 * edges only. O(n + m).
 */
export function openPath(
  g: IndexedGraph,
  from: ArrayLike<number>,
  target: Uint8Array,
  given: Uint8Array,
): number[] | null {
  const { start, node, near, far } = g.incidence
  const opensCollider = reach(g.parents, positionsOf(given))
  // a state is a node and the mark by which the walk came to it: 2 i + (1 for an arrow)
  const before = new Int32Array(2 * g.size).fill(-2)
  const queue = new Int32Array(2 * g.size)
  let tail = 0
  for (let k = 0; k < from.length; k++) {
    before[2 * from[k]!] = -1
    queue[tail++] = 2 * from[k]!
  }
  for (let head = 0; head < tail; head++) {
    const state = queue[head]!
    const a = state >> 1
    const atStart = before[state] === -1
    const cameByArrow = (state & 1) === 1
    for (let k = start[a]!; k < start[a + 1]!; k++) {
      if (!atStart && !(cameByArrow && near[k] === ARROW ? opensCollider[a] === 1 : given[a] === 0)) continue
      const b = node[k]!
      const next = 2 * b + (far[k] === ARROW ? 1 : 0)
      if (before[next] !== -2) continue
      before[next] = state
      if (target[b] === 1) return walkBack(before, next)
      queue[tail++] = next
    }
  }
  return null
}

function walkBack(before: Int32Array, last: number): number[] {
  const path: number[] = []
  for (let state = last; state >= 0; state = before[state]!) path.push(state >> 1)
  return path.reverse()
}
