import { CausalError, calledAs } from '../../errors.js'
import { makeGraph } from '../../graph/kinds/build.js'
import type { Dag } from '../../graph/types.js'
import { checkedObject } from '../../names.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { extensionEdges } from '../constraint/equivalence-class.js'
import { report } from '../core/report.js'
import type { SearchOptions } from '../core/types.js'
import type { WalkLimits } from '../greedy/class-walk.js'
import type { Knowledge } from '../knowledge/knowledge.js'
import { classOfKnown } from '../knowledge/known-class.js'
import { readScoreLimits } from '../knowledge/score-limits.js'
import { countParentSets, parentSets } from '../score/parent-sets.js'
import { rowWarnings } from '../score/parents-and-rows.js'
import type { Score } from '../score/score.js'
import { edgesOfColumns, type ScoreCache, scoreCache } from '../score/score-cache.js'
import { orderClimb } from './order-climb.js'
import { requiredFirst } from './order-moves.js'
import { orderSearch } from './order-search.js'
import { bestOrder, bestParentSets, type Found, type Tell } from './subset-tables.js'

/** Above this, 2^p tables no longer fit. */
const LARGEST = 20

/** Most local scores of the search over orders, about 100 MB. */
const MOST_SCORES = 3_000_000

/** Most sets of nodes that the search over orders holds, about 200 MB with its queue. */
const MOST_SETS = 2_000_000

/**
 * Settings of {@link exactSearch}.
 *
 * @category Discovery
 */
export interface ExactSearchOptions<N extends string = string> extends SearchOptions {
  /** The largest number of parents (default: no limit); it bounds the number of local scores. */
  readonly maxParents?: number
  /** Above 20 nodes: the most sets of nodes that are held (default 2,000,000, about 200 MB). */
  readonly maxStates?: number
  /** What is known beforehand: only DAGs that agree with it are looked at. */
  readonly knowledge?: Knowledge<NoInfer<N>>
}

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
  /** What to know before the graph is trusted, in sentences; empty where nothing was noticed. */
  readonly warnings: readonly string[]
}

/**
 * The DAG with the highest score of all, by dynamic programming over the subsets of nodes, or beyond 20 nodes by A*
 * over orders.
 *
 * The best parents of each node within every subset are found first, then the best last node of every subset: the order
 * that this gives is that of an optimal DAG (Silander & Myllymäki 2006). Beyond 20 nodes give `maxParents`: A* goes only
 * through subsets that a bound from pattern databases leaves open (Yuan & Malone 2013). It is as exact (scores
 * within a share of 1e-12 count as equal). How many subsets that is depends on the data, from few to all of them: where
 * memory is full it refuses, with a bound on the best score.
 *
 * @param score - a decomposable score
 * @param options - `maxParents`, which bounds the number of local scores; `maxStates`, which bounds memory
 * @returns an optimal DAG; where equivalent ones tie, the one whose nodes come in alphabetical order where they may, so
 *   that the order of columns does not matter
 * @throws CausalError `unknown-name` in the knowledge; `contradiction` where it contradicts itself or `maxParents`;
 *   `too-large` where more than 3,000,000 local scores or `maxStates` subsets would be needed (in
 *   `details` the largest `maxParents` that fits, or `bound`: no DAG scores higher); `too-few-rows` where a node could get
 *   as many parents as there are rows; `invalid-argument`; `aborted`; an
 *   error inside the score under its code
 * @complexity O(p 2^(p−1)) local scores and O(p 2^p) time and memory to 20 nodes; beyond, O(p^(k+1)) local scores for at
 *   most k parents, then up to `maxStates` subsets
 * @category Discovery
 * @see Silander & Myllymäki 2006, "A simple approach for finding the globally optimal Bayesian network structure", UAI;
 *   Yuan & Malone 2013, "Learning optimal Bayesian networks: a shortest path perspective", JAIR 48
 * @example
 * const data = table({ X: [1, 2, 3, 4, 5, 6], Y: [2, 1, 4, 3, 6, 5], Z: [1, -1, 0, 0, -1, 1] })
 * toDagitty(cpdagOf(exactSearch(bicScore(data)).graph))
 * //=> 'pdag { X Y Z X -- Y }'
 */
export function exactSearch<N extends string>(
  score: Score<N>,
  options: ExactSearchOptions<N> = {},
): DagSearchResult<N> {
  return calledAs('exactSearch', () => {
    checkOptions('options', options, ['maxParents', 'maxStates', 'knowledge', 'onProgress', 'signal'], {
      maxStates: 'number',
    })

    const scores = scoreCache(score)
    const p = scores.names.length
    const { maxStates = MOST_SETS } = checkedObject('options', options)
    const limits = readScoreLimits(score, scores, options)
    if (!(maxStates >= 1 && (Number.isInteger(maxStates) || maxStates === Number.POSITIVE_INFINITY))) {
      throw new CausalError('invalid-argument', `maxStates is ${show(maxStates)}: give a whole number from 1 on.`, {
        maxStates,
      })
    }
    const tell: Tell = (stage, done, total) =>
      report({ ...options }, { stage, level: 0, done, total, tests: scores.computed() })
    const found =
      p <= LARGEST
        ? bestOrder(bestParentSets(scores, limits, tell), scores.tie, tell)
        : searchedOrder(scores, limits, maxStates, tell)
    const { edges, total } = canonicalMember(scores, limits, found)
    const graph = makeGraph('dag', score.variables, edgesOfColumns(scores, edges))
    const parents = new Int32Array(p)
    for (let k = 1; k < edges.length; k += 4) parents[scores.column[edges[k]!]!]!++
    return Object.freeze({
      graph,
      score: total,
      localScores: scores.computed(),
      warnings: rowWarnings(score, parents),
    })
  })
}

/**
 * Of the DAGs equivalent to an optimal one, the one that does not depend on how it was reached, where it scores the same
 * (equivalent graphs need not, for such scores as `kernelScore`) and has no more parents than allowed.
 */
function canonicalMember(scores: ScoreCache, { maxParents, known }: WalkLimits, found: Found): Found {
  const edges = extensionEdges(classOfKnown(scores.names, found.edges, known)!)!
  const p = scores.names.length
  const parents = new Int32Array(p * scores.stride)
  const counts = new Int32Array(p)
  for (let k = 0; k < edges.length; k += 4) {
    parents[edges[k + 1]! * scores.stride + (edges[k]! >>> 5)]! |= 1 << (edges[k]! & 31)
    counts[edges[k + 1]!]!++
  }
  if (counts.some((count) => count > maxParents)) return found
  let total = 0
  for (let node = 0; node < p; node++) total += scores.local(node, parents, node * scores.stride)
  return total >= found.total - scores.tie ? { edges, total } : found
}

/** The best DAG by A*, or the error that says what did not fit. */
function searchedOrder(scores: ScoreCache, limits: WalkLimits, maxStates: number, tell: Tell): Found {
  const { maxParents, known } = limits
  const p = scores.names.length
  const count = countParentSets(p, maxParents)
  if (count > MOST_SCORES) {
    let fits = 0
    while (countParentSets(p, fits + 1) <= MOST_SCORES) fits++
    throw new CausalError(
      'too-large',
      `${p} nodes with up to ${Math.min(maxParents, p - 1)} parents have ${count} local scores, and the limit is ${MOST_SCORES}: give maxParents up to ${fits}, or use boss or ges.`,
      { nodes: p, localScores: count, limit: MOST_SCORES, maxParents: fits },
    )
  }
  const sets = Array.from({ length: p }, (_, node) => {
    const own = parentSets(scores, node, maxParents, known)
    tell('parents', node + 1, p)
    return own
  })
  const result = orderSearch(sets, {
    known: orderClimb(sets, requiredFirst(Int32Array.from(sets.keys()), limits), (done) => tell('climb', done, p)),
    most: maxStates,
    onStep: (done) => tell('orders', done, maxStates),
  })
  if (result.found) return result
  throw new CausalError(
    'too-large',
    `undecided after ${maxStates} subsets of ${p} nodes; no DAG scores above ${result.bound}: raise maxStates, lower maxParents, or use boss or ges.`,
    { nodes: p, limit: maxStates, bound: result.bound },
  )
}
