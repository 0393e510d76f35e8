import type { ClassState } from './class-state.js'

/**
 * The nodes of a shortest path from a to b along undirected edges and arrows, outside the blocked set; null where there is
 * none. The edge from a to b itself does not count.
 */
export function semiDirectedPath(
  { size: n, ch, ne }: ClassState,
  a: number,
  b: number,
  blocked: Int32Array,
): Int32Array | null {
  const { stride } = ch
  const seen = blocked.slice()
  const from = new Int32Array(n)
  const queue = [a]
  seen[a >>> 5]! |= 1 << (a & 31)
  for (const node of queue) {
    for (let w = 0, k = node * stride; w < stride; w++, k++) {
      let bits = (ch.words[k]! | ne.words[k]!) & ~seen[w]!
      if (node === a && w === b >>> 5) bits &= ~(1 << (b & 31))
      seen[w]! |= bits
      for (; bits !== 0; bits &= bits - 1) {
        const next = (w << 5) + 31 - Math.clz32(bits & -bits)
        from[next] = node
        if (next === b) return pathTo(from, a, b)
        queue.push(next)
      }
    }
  }
  return null
}

function pathTo(from: Int32Array, a: number, b: number): Int32Array {
  const path = [b]
  for (let node = b; node !== a; ) {
    node = from[node]!
    path.push(node)
  }
  return Int32Array.from(path.reverse())
}

/**
 * Whether a path whose first edge points along it does so as a whole in every member: each of its undirected edges follows one
 * that points along it, and the two are unshielded (Meek's rule 1).
 */
export function isCertain({ ne, adj }: ClassState, path: Int32Array): boolean {
  for (let k = 2; k < path.length; k++) {
    if (ne.has(path[k - 1]!, path[k]!) && adj.has(path[k - 2]!, path[k]!)) return false
  }
  return true
}

/** Whether each step of a path still leads along an undirected edge or an arrow. */
export function isSemiDirected({ ch, ne }: ClassState, path: Int32Array): boolean {
  for (let k = 1; k < path.length; k++) {
    if (!ch.has(path[k - 1]!, path[k]!) && !ne.has(path[k - 1]!, path[k]!)) return false
  }
  return true
}
