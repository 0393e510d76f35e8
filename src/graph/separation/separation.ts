import type { IndexedGraph } from '../core/indexed.js'
import { ARROW } from '../kinds/marks.js'

/** How a walk came to a node: through an edge with a tail or with an arrow at that node. */
const BY_TAIL = 1
const BY_ARROW = 2

/**
 * Where the Bayes ball goes: bits `BY_TAIL | BY_ARROW` for each node that an open walk from `from` reaches.
 *
 * A walk is open when each of its colliders is given and none of its other inner nodes is. Such a walk exists just when
 * an m-connecting path does (a collider with a given descendant is passed by walking down to it and back; Shachter 1998,
 * Richardson & Spirtes 2002, section 3.1). Two bits a node, each edge seen at most four times.
 *
 * @param given - 1 where a node is conditioned on
 * @param target - stop at once, and return null, when a node flagged here is reached
 */
export function openWalks(
  g: IndexedGraph,
  from: ArrayLike<number>,
  given: Uint8Array,
  target?: Uint8Array,
): Uint8Array | null {
  const { start, node, near, far } = g.incidence
  const seen = new Uint8Array(g.size)
  const queue = new Int32Array(2 * g.size)
  let tail = 0
  for (let k = 0; k < from.length; k++) {
    if (seen[from[k]!] !== 0) continue
    seen[from[k]!] = BY_TAIL
    queue[tail++] = from[k]! * 4 + BY_TAIL
  }
  for (let head = 0; head < tail; head++) {
    const a = queue[head]! >> 2
    const byArrow = (queue[head]! & 3) === BY_ARROW
    // a given node is passed as a collider only, any other in no other way
    const isGiven = given[a] === 1
    if (isGiven && !byArrow) continue
    for (let k = start[a]!; k < start[a + 1]!; k++) {
      if ((byArrow && near[k] === ARROW) !== isGiven) continue
      const b = node[k]!
      const way = far[k] === ARROW ? BY_ARROW : BY_TAIL
      if ((seen[b]! & way) !== 0) continue
      if (target?.[b] === 1) return null
      seen[b]! |= way
      queue[tail++] = b * 4 + way
    }
  }
  return seen
}

/** Whether the given nodes separate the flagged `y` from `x`. The three sets must be disjoint. */
export function separated(g: IndexedGraph, x: ArrayLike<number>, y: Uint8Array, given: Uint8Array): boolean {
  return openWalks(g, x, given, y) !== null
}
