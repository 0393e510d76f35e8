import type { IndexedGraph } from '../../graph/core/indexed.js'

/**
 * For a DAG, whether the same DAG with node i under the name of `at[i]` is Markov equivalent to it: the same adjacencies and
 * the same unshielded colliders (Verma & Pearl 1990, Theorem 1).
 */
export function renamedEquivalence({ size, parents }: IndexedGraph): (at: Int32Array) => boolean {
  const adjacent = new Uint8Array(size * size)
  const edges: (readonly [number, number])[] = []
  for (let child = 0; child < size; child++) {
    for (let k = parents.start[child]!; k < parents.start[child + 1]!; k++) {
      const parent = parents.node[k]!
      edges.push([parent, child])
      adjacent[parent * size + child] = adjacent[child * size + parent] = 1
    }
  }
  const colliders: (readonly [number, number, number])[] = []
  for (let child = 0; child < size; child++) {
    const list = parents.node.subarray(parents.start[child]!, parents.start[child + 1]!)
    for (const [k, a] of list.entries())
      for (const b of list.subarray(k + 1)) if (adjacent[a * size + b] === 0) colliders.push([a, child, b])
  }
  const key = (a: number, c: number, b: number): number => (c * size + Math.min(a, b)) * size + Math.max(a, b)
  const known = new Set(colliders.map(([a, c, b]) => key(a, c, b)))
  // names are permuted, so there are as many adjacencies and colliders as before: inclusion is equality
  return (at) =>
    edges.every(([a, b]) => adjacent[at[a]! * size + at[b]!] === 1) &&
    colliders.every(([a, c, b]) => known.has(key(at[a]!, at[c]!, at[b]!)))
}
