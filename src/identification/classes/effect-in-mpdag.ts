import { prob, product, sumOut } from '../../estimand/terms/expr.js'
import { ancestorsWithin } from '../../graph/core/node-sets.js'
import { flags, positionsOf } from '../../graph/core/sets.js'
import { undirectedStart } from '../adjustment/maximal-pdag.js'
import {
  addStep,
  allBut,
  type ClassAnswer,
  type ClassQuery,
  conditionOn,
  dropIrrelevant,
  exchange,
  observe,
} from './class-answer.js'
import { type ClassContext, orderedBuckets } from './class-context.js'

/**
 * P(y | do(x), z) in a maximally oriented PDAG. Without z it is identified just when every proper possibly causal path from x
 * to y begins with a directed edge, and then by Σ Π P(b | pa(b)) over the buckets of An(y) in G without x (Perković 2020, theorems 3.6
 * and 3.7). With z, conditions are dropped, set, or treatments seen, where do-calculus allows it in every member.
 */
export function effectInMpdag(c: ClassContext, q: ClassQuery): ClassAnswer {
  const { g, symbols } = c
  if (q.z.length > 0) {
    dropIrrelevant(c, q)
    for (let moved = true; moved; ) moved = q.z.some((node) => exchange(c, q, [node]))
  }
  const startsOpen = (): number[] | null => undirectedStart(g, q.x, [...q.y, ...q.z], flags(g.size, q.x))
  let path = startsOpen()
  while (path !== null) {
    const [x, next] = path as [number, number, ...number[]]
    const asked = q.z.length
    if (observe(c, q, [x]) !== null) {
      const reason = asked === 0 ? ('possibly-causal-path' as const) : ('open-condition' as const)
      return { reason, witness: path, edge: [x, next] }
    }
    path = startsOpen()
  }
  if (q.z.length > 0) addStep(c, q, 'condition', [flags(g.size, q.z)])
  const asked = [...q.y, ...q.z]
  const above = ancestorsWithin(g, allBut(g.size, q.x), flags(g.size, asked))
  // PCO (Perković 2020, algorithm 1): the buckets of the whole graph, of which only the ancestors are kept
  const buckets = orderedBuckets(c, new Uint8Array(g.size).fill(1))
    .map((bucket) => bucket.filter((i) => above[i] === 1))
    .filter((bucket) => bucket.length > 0)
  addStep(
    c,
    q,
    'buckets',
    buckets.map((bucket) => flags(g.size, bucket)),
  )
  const factors = buckets.map((bucket) => {
    const inside = flags(g.size, bucket)
    const parents = new Set<number>()
    for (const i of bucket) {
      for (const p of g.parents.node.subarray(g.parents.start[i]!, g.parents.start[i + 1]!))
        if (inside[p] === 0) parents.add(p)
    }
    return prob(
      bucket,
      [...parents].sort((a, b) => a - b),
    )
  })
  const isAsked = flags(g.size, asked)
  const gone = positionsOf(above).filter((i) => isAsked[i] === 0)
  return { expr: conditionOn(c, q, sumOut(symbols, gone, product(factors.reverse()))) }
}
