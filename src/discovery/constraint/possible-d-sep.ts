import { isAdjacent, type Marked } from '../../graph/classes/marked.js'
import { tripleKey } from '../../graph/core/unshielded.js'
import { ARROW } from '../../graph/kinds/marks.js'

/**
 * Possible-D-SEP of x: the nodes that a path reaches whose every inner triple a, b, c is a collider at b or has a and c
 * adjacent. Ascending, without x. Spirtes, Glymour & Scheines 2000, section 6.7. O(m d) for m edges and d neighbours.
 *
 * @param allowed - 1 where a node may be on such a path
 * @param ambiguous - triples that may be colliders, by `tripleKey`
 */
export function possibleDSep(
  g: Marked,
  x: number,
  allowed: Uint8Array,
  ambiguous: ReadonlySet<number> = new Set(),
): number[] {
  const { start, node, twin, mark } = g
  const n = start.length - 1
  const reached = new Set<number>()
  const seen = new Uint8Array(node.length)
  const queue: number[] = []
  for (let k = start[x]!; k < start[x + 1]!; k++) {
    if (allowed[node[k]!] === 0) continue
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
      if (seen[j] === 1 || c === a || c === x || allowed[c] === 0) continue
      const mayCollide = (mark[k] === ARROW && mark[twin[j]!] === ARROW) || ambiguous.has(tripleKey(n, a, b, c))
      if (!mayCollide && !isAdjacent(g, a, c)) continue
      seen[j] = 1
      queue.push(j)
    }
  }
  return [...reached].sort((a, b) => a - b)
}

/**
 * The nodes that may be anterior to x or y, x and y among them: a path leads from them whose edges have no arrow at the
 * end where it comes from. D-SEP(x, y) has no others (Spirtes, Glymour & Scheines 2000, section 6.7).
 */
export function possiblyAnterior({ start, node, mark }: Marked, x: number, y: number, n: number): Uint8Array {
  const reached = new Uint8Array(n)
  const queue = [x, y]
  reached[x] = 1
  reached[y] = 1
  for (let head = 0; head < queue.length; head++) {
    const b = queue[head]!
    for (let k = start[b]!; k < start[b + 1]!; k++) {
      // the mark at a of the edge a — b
      if (mark[k] === ARROW || reached[node[k]!] === 1) continue
      reached[node[k]!] = 1
      queue.push(node[k]!)
    }
  }
  return reached
}
