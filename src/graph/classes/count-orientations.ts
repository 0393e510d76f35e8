import type { Adjacency } from '../core/indexed.js'
import { isPerfect, maximumCardinality } from './chordal.js'
import { type CliqueTree, cliqueTree, prefixSizes } from './clique-tree.js'
import { components, members } from './components.js'
import { laterComponents } from './later-components.js'

/**
 * The number of orientations without cycles and v-structures of an undirected graph, exact; null when the graph is not
 * chordal. Clique-Picking (Wienöbst, Bannach & Liśkiewicz 2023, Algorithm 2): the sum over the maximal cliques K that
 * come first, counted once each with the permutations of K that no earlier clique accounts for, of the product over the
 * parts that stay undirected once K is first. Parts met again are looked up.
 */
export function countOrientations(graph: Adjacency): bigint | null {
  if (!isPerfect(graph, maximumCardinality(graph))) return null
  const known = new Map<string, bigint>()
  const factorials = [1n]
  const factorial = (n: number): bigint => {
    for (let i = factorials.length; i <= n; i++) factorials.push(factorials[i - 1]! * BigInt(i))
    return factorials[n]!
  }
  const { start, node } = graph
  const local = new Int32Array(start.length - 1).fill(-1)

  /** Permutations of `size` things of which no first `r` are one of the nested sets with these sizes r (Proposition 3). */
  const permutations = (size: number, prefixes: readonly number[]): bigint => {
    const without: bigint[] = []
    for (const [i, r] of [...prefixes, size].entries()) {
      let count = factorial(r)
      for (let j = 0; j < i; j++) count -= factorial(r - prefixes[j]!) * without[j]!
      without.push(count)
    }
    return without[prefixes.length]!
  }

  // the depth of this recursion is less than the size of the largest clique: each part has a smaller one
  const count = (part: readonly number[]): bigint => {
    const inside = induced(graph, part, local)
    const edges = inside.node.length / 2
    const n = part.length
    if (edges === n - 1) return BigInt(n) // a tree: one for each root
    if (edges === (n * (n - 1)) / 2) return factorial(n) // a clique: one for each order
    const key = part.join()
    const before = known.get(key)
    if (before !== undefined) return before
    const tree: CliqueTree = cliqueTree(inside, maximumCardinality(inside))
    let total = 0n
    for (const [k, clique] of tree.cliques.entries()) {
      let ways = permutations(clique.length, prefixSizes(tree, k))
      for (const rest of laterComponents(inside, clique)) {
        if (rest.length > 1) ways *= count(rest.map((i) => part[i]!).sort((a, b) => a - b))
      }
      total += ways
    }
    known.set(key, total)
    return total
  }

  let product = 1n
  for (const part of members(components({ start, node }))) if (part.length > 1) product *= count(part)
  return product
}

/** The subgraph on `part` with its nodes numbered as they stand there. `local` is scratch, all −1. */
function induced({ start, node }: Adjacency, part: readonly number[], local: Int32Array): Adjacency {
  for (const [i, a] of part.entries()) local[a] = i
  const begin = new Int32Array(part.length + 1)
  const list: number[] = []
  for (const [i, a] of part.entries()) {
    for (let k = start[a]!; k < start[a + 1]!; k++) if (local[node[k]!]! >= 0) list.push(local[node[k]!]!)
    begin[i + 1] = list.length
  }
  for (const a of part) local[a] = -1
  return { start: begin, node: Int32Array.from(list) }
}
