import { isAdjacent } from '../classes/marked.js'
import type { IndexedGraph } from '../core/indexed.js'
import { reach } from '../core/reach.js'
import { ARROW } from '../kinds/marks.js'

/**
 * The pairs `[a, b]*`, a < b, of observed nodes without an edge that an inducing path joins: every inner node that is not
 * a collider is latent, every collider is an ancestor of a, of b or of the selection (Richardson & Spirtes 2002, section
 * 4.2). No set of observed nodes separates such a pair.
 *
 * @param latent - 1 for the nodes that are marginalised
 * @param selected - 1 for the nodes that are conditioned on
 * @param aboveSelection - 1 for the ancestors of the selected nodes
 */
export function inducedPairs(
  g: IndexedGraph,
  latent: Uint8Array,
  selected: Uint8Array,
  aboveSelection: Uint8Array,
): number[] {
  const { incidence, children, parents, size } = g
  const { start, node, near, far } = incidence
  const stamp = [new Int32Array(size), new Int32Array(size)] // last visit by another mark, by an arrow
  const queue = new Int32Array(2 * size)
  let now = 0

  /** The ends of the walks from `a` whose inner nodes pass, in the order of discovery; stops at `b`. */
  const walk = (a: number, b: number, passesCollider: (v: number) => boolean): number[] => {
    now++
    const ends: number[] = []
    queue[0] = 2 * a
    stamp[0]![a] = stamp[1]![a] = now
    for (let head = 0, tail = 1; head < tail; head++) {
      const v = queue[head]! >> 1
      const byArrow = (queue[head]! & 1) === 1
      for (let k = start[v]!; k < start[v + 1]!; k++) {
        if (v !== a && !(byArrow && near[k] === ARROW ? passesCollider(v) : latent[v] === 1)) continue
        const u = node[k]!
        const arrives = far[k] === ARROW ? 1 : 0
        if (stamp[arrives]![u] === now) continue
        if (stamp[1 - arrives]![u] !== now) ends.push(u)
        stamp[arrives]![u] = now
        if (u === b) return ends
        queue[tail++] = 2 * u + arrives
      }
    }
    return ends
  }

  const pairs: number[] = []
  for (let a = 0; a < size; a++) {
    if (latent[a] === 1 || selected[a] === 1) continue
    // a collider that leads nowhere cannot be an ancestor of the other end
    const mayPass = (v: number): boolean => aboveSelection[v] === 1 || children.start[v]! < children.start[v + 1]!
    for (const b of walk(a, -1, mayPass)) {
      if (b <= a || latent[b] === 1 || selected[b] === 1 || isAdjacent(incidence, a, b)) continue
      let above: Uint8Array | null = null
      const passes = (v: number): boolean => {
        if (aboveSelection[v] === 1) return true
        above ??= reach(parents, [a, b])
        return above[v] === 1
      }
      if (walk(a, b, passes).at(-1) === b) pairs.push(a, b)
    }
  }
  return pairs
}
