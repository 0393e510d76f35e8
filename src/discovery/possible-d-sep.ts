import { isAdjacent, type Marked } from '../graph/marked.js'
import { ARROW } from '../graph/marks.js'

/**
 * Possible-D-SEP of x: the nodes that a path reaches whose every inner triple a, b, c is a collider at b or has a and c
 * adjacent. Ascending, without x. Spirtes, Glymour & Scheines 2000, section 6.7. O(m d) for m edges and d neighbours.
 */
export function possibleDSep(g: Marked, x: number): number[] {
  const { start, node, twin, mark } = g
  const reached = new Set<number>()
  const seen = new Uint8Array(node.length)
  const queue: number[] = []
  for (let k = start[x]!; k < start[x + 1]!; k++) {
    seen[k] = 1
    queue.push(k)
  }
  for (let head = 0; head < queue.length; head++) {
    // the half-edge a → b, and on from b to c
    const k = queue[head]!
    const a = node[twin[k]!]!
    const b = node[k]!
    reached.add(b)
    for (let j = start[b]!; j < start[b + 1]!; j++) {
      const c = node[j]!
      if (seen[j] === 1 || c === a || c === x) continue
      if (!(mark[k] === ARROW && mark[twin[j]!] === ARROW) && !isAdjacent(g, a, c)) continue
      seen[j] = 1
      queue.push(j)
    }
  }
  return [...reached].sort((a, b) => a - b)
}
