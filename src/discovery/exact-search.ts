import { CausalError } from '../errors.js'
import { makeGraph } from '../graph/build.js'
import { ARROW, TAIL } from '../graph/marks.js'
import type { Dag } from '../graph/types.js'
import { checkedObject } from '../names.js'
import { report } from './report.js'
import type { Score } from './score.js'
import { type ScoreCache, scoreCache } from './score-cache.js'
import type { SearchOptions } from './types.js'

/** Above this, 2^p tables no longer fit. */
const LARGEST = 20

/**
 * What a search over DAGs found.
 *
 * @category Discovery
 */
export interface DagSearchResult<N extends string = string> {
  /** A DAG with this score; `cpdagOf` gives its class. */
  readonly graph: Dag<N>
  /** The sum of its local scores. */
  readonly score: number
  /** How many local scores were computed. */
  readonly localScores: number
}

/**
 * The DAG with the highest score of all, by dynamic programming over the subsets of nodes.
 *
 * The best parents of each node within every subset are found first, then the best last node of every subset: the order
 * that this gives is that of an optimal DAG (Silander & Myllymäki 2006).
 *
 * @param score - a decomposable score over at most 20 nodes
 * @param options - `maxParents` (default: no limit), which also bounds the number of local scores
 * @returns an optimal DAG, the first in the order of nodes where several tie
 * @throws CausalError `too-large` above 20 nodes; `invalid-argument`; `aborted`; an error inside the score under its code
 * @complexity O(p 2^(p−1)) local scores and O(p 2^p) time and memory
 * @category Discovery
 * @see Silander & Myllymäki 2006, "A simple approach for finding the globally optimal Bayesian network structure", UAI
 * @example
 * const data = table({ X: [1, 2, 3, 4, 5, 6], Y: [2, 1, 4, 3, 6, 5], Z: [1, -1, 0, 0, -1, 1] })
 * toDagitty(cpdagOf(exactSearch(bicScore(data)).graph))
 * //=> 'pdag { X Y Z X -- Y }'
 */
export function exactSearch<N extends string>(
  score: Score<N>,
  options: SearchOptions & { readonly maxParents?: number } = {},
): DagSearchResult<N> {
  const where = 'exactSearch'
  const scores = scoreCache(where, score)
  const p = scores.names.length
  const { maxParents = Number.POSITIVE_INFINITY } = checkedObject(where, 'options', options)
  if (!(maxParents >= 0)) {
    throw new CausalError(where, 'invalid-argument', `maxParents is ${maxParents}: give a number from 0 on.`, {
      maxParents,
    })
  }
  if (p > LARGEST) {
    throw new CausalError(
      where,
      'too-large',
      `${p} nodes have 2^${p} subsets, and the limit is ${LARGEST} nodes: use boss or ges, or fewer columns (select).`,
      { nodes: p, limit: LARGEST },
    )
  }
  const best = bestParentSets(scores, maxParents, (done) =>
    report({ where, ...options }, { stage: 'parents', level: 0, done, total: p, tests: scores.computed() }),
  )
  const { edges, total } = bestOrder(p, best)
  return Object.freeze({
    graph: makeGraph('dag', score.variables, edges),
    score: total,
    localScores: scores.computed(),
  })
}

/** For each node, by the mask of the other nodes that may be used: the best score, and the parents that have it. */
interface BestParents {
  readonly value: Float64Array
  readonly parents: Int32Array
}

function bestParentSets(scores: ScoreCache, maxParents: number, onNode: (done: number) => void): BestParents[] {
  const p = scores.names.length
  const half = 1 << Math.max(0, p - 1)
  const words = new Int32Array(1)
  return Array.from({ length: p }, (_, node) => {
    const value = new Float64Array(half)
    const parents = new Int32Array(half)
    for (let mask = 0; mask < half; mask++) {
      let size = 0
      for (let bits = mask; bits !== 0; bits &= bits - 1) size++
      words[0] = widen(mask, node)
      value[mask] = size <= maxParents ? scores.local(node, words, 0) : Number.NEGATIVE_INFINITY
      parents[mask] = mask
      for (let bits = mask; bits !== 0; bits &= bits - 1) {
        const smaller = mask & ~(bits & -bits)
        if (value[smaller]! < value[mask]!) continue
        value[mask] = value[smaller]!
        parents[mask] = parents[smaller]!
      }
    }
    onNode(node + 1)
    return { value, parents }
  })
}

/** A mask over the nodes without `node`, as a mask over all. */
function widen(mask: number, node: number): number {
  const low = mask & ((1 << node) - 1)
  return low | ((mask & ~low) << 1)
}

/** A mask over all nodes, `node` not among them, as a mask over the others. */
function narrow(mask: number, node: number): number {
  const low = mask & ((1 << node) - 1)
  return low | ((mask & ~low) >>> 1)
}

function bestOrder(p: number, best: readonly BestParents[]): { edges: number[]; total: number } {
  const full = 2 ** p
  const value = new Float64Array(full).fill(Number.NEGATIVE_INFINITY)
  const sink = new Int8Array(full)
  value[0] = 0
  for (let mask = 1; mask < full; mask++) {
    for (let node = 0; node < p; node++) {
      if (((mask >>> node) & 1) === 0) continue
      const rest = mask & ~(1 << node)
      const candidate = value[rest]! + best[node]!.value[narrow(rest, node)]!
      if (candidate <= value[mask]!) continue
      value[mask] = candidate
      sink[mask] = node
    }
  }
  const edges: number[] = []
  for (let mask = full - 1; mask !== 0; ) {
    const node = sink[mask]!
    mask &= ~(1 << node)
    const parents = widen(best[node]!.parents[narrow(mask, node)]!, node)
    for (let other = 0; other < p; other++) if (((parents >>> other) & 1) === 1) edges.push(other, node, TAIL, ARROW)
  }
  return { edges, total: value[full - 1]! }
}
