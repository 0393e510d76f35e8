import type { Adjacency } from '../core/indexed.js'
import { ARROW, TAIL } from '../kinds/marks.js'
import { markedPart } from './buckets.js'
import { components, members } from './components.js'
import { countOrientations } from './count-orientations.js'
import type { Marked } from './marked.js'
import { isUndirected, meek } from './meek.js'

/**
 * The number of DAGs that a maximally oriented graph stands for, 0 when it stands for none, or null once `budget` parts have been taken up.
 *
 * Buckets multiply. One without directed edges is an undirected chordal graph, counted in polynomial time; in any other an
 * edge gets one direction, then the other, and what Meek's rules leave is counted again. To count is #P-hard (Wienöbst, Bannach
 * & Liśkiewicz 2021, theorem 6), so the number of parts can be exponential; parts met again are looked up.
 */
export function countExtensions(g: Marked, budget: number): bigint | null {
  const known = new Map<string, bigint>()
  let left = budget
  // the depth is at most the number of undirected edges of one bucket
  const count = (part: Marked): bigint | null => {
    let product = 1n
    for (const bucket of members(components(undirectedLists(part)))) {
      if (bucket.length === 1) continue
      const ways = countBucket(induced(part, bucket))
      if (ways === null) return null
      product *= ways
    }
    return product
  }
  const countBucket = (bucket: Marked): bigint | null => {
    const undirected = undirectedLists(bucket)
    if (undirected.node.length === bucket.node.length) return countOrientations(undirected) ?? 0n // not chordal: none
    const key = `${bucket.start.join()};${bucket.node.join()};${bucket.mark.join()}`
    const before = known.get(key)
    if (before !== undefined) return before
    if (left-- <= 0) return null
    let total = 0n
    const first = bucket.node.findIndex((_, k) => isUndirected(bucket, k))
    for (const half of [first, bucket.twin[first]!]) {
      const turned = { ...bucket, mark: bucket.mark.slice() }
      turned.mark[half] = ARROW
      meek(turned, [half])
      const ways = count(turned)
      if (ways === null) return null
      total += ways
    }
    known.set(key, total)
    return total
  }
  return count(g)
}

function undirectedLists({ start, node, twin, mark }: Marked): Adjacency {
  const begin = new Int32Array(start.length)
  const kept: number[] = []
  for (let a = 0; a + 1 < start.length; a++) {
    for (let k = start[a]!; k < start[a + 1]!; k++) if (mark[k] === TAIL && mark[twin[k]!] === TAIL) kept.push(node[k]!)
    begin[a + 1] = kept.length
  }
  return { start: begin, node: Int32Array.from(kept) }
}

function induced({ start, node, twin, mark }: Marked, part: readonly number[]): Marked {
  const size = start.length - 1
  const near = mark.map((_, k) => mark[twin[k]!]!)
  return markedPart({ size, incidence: { start, node, near, far: mark } }, part)
}
