import { CausalError, calledAs } from '../../errors.js'
import { ARROW, TAIL } from '../../graph/kinds/marks.js'
import type { Cpdag, Pdag } from '../../graph/types.js'
import { checkedObject } from '../../names.js'
import { checkOptions } from '../../options.js'
import { generator, seedStream, splitStream } from '../../probability/streams/stream.js'
import { classGraph, type EquivalenceClass, parentCounts } from '../constraint/equivalence-class.js'
import { report } from '../core/report.js'
import type { SearchOptions } from '../core/types.js'
import { classWalk } from '../greedy/class-walk.js'
import { totalScore } from '../greedy/operator-climb.js'
import type { Knowledge } from '../knowledge/knowledge.js'
import { classOfKnown } from '../knowledge/known-class.js'
import { readScoreLimits } from '../knowledge/score-limits.js'
import { rowWarnings } from '../score/parents-and-rows.js'
import type { Score } from '../score/score.js'
import { scoreCache } from '../score/score-cache.js'
import { edgesOfOrder, moveEach, requiredFirst } from './order-moves.js'
import { prefixParents } from './prefix-parents.js'

/**
 * Settings of {@link boss}.
 *
 * @category Discovery
 */
export interface BossOptions<N extends string = string> extends SearchOptions {
  /** How many random orders are tried (default 4). */
  readonly starts?: number
  /** The seed of these orders (default 0). */
  readonly seed?: number | string
  /** The largest number of parents (default: no limit). */
  readonly maxParents?: number
  /** What is known beforehand: it bounds the orders and the parents. */
  readonly knowledge?: Knowledge<NoInfer<N>>
}

/**
 * What {@link boss} found.
 *
 * @category Discovery
 */
export interface BossResult<N extends string = string, G extends Cpdag<N> | Pdag<N> = Cpdag<N>> {
  /** The equivalence class; with knowledge, what it leaves of the class, a maximally oriented PDAG. */
  readonly graph: G
  /** Its score: the sum of the local scores of any of its members. No move of one node in the order raised it. */
  readonly score: number
  /** The order of nodes in which it was found. */
  readonly order: readonly N[]
  /** How many local scores were computed. */
  readonly localScores: number
  /** What to know before the graph is trusted, in sentences; empty where nothing was noticed. */
  readonly warnings: readonly string[]
}

/**
 * Best order score search: moves one node after another to the best place in an order of nodes, where a node's parents are
 * grown and shrunk among those before it, then removes edges as in the backward phase of `ges`.
 *
 * More accurate than `ges` on dense graphs. Needs less than faithfulness: the sparsest Markov graph is found (Andrews et
 * al. 2023). Several random orders are tried, the best result is kept; it may depend on the seed.
 *
 * With `bicScore` the sets of parents stand in grow–shrink trees that are expanded against all columns at once; they hold
 * at most 64 MB, and grow again beyond that.
 *
 * @param score - a score that is the same for equivalent graphs
 * @param options - random orders, their seed, knowledge, the largest number of parents
 * @returns the class, its score, and the order
 * @throws CausalError `invalid-argument`; `aborted`; `unknown-name` in the knowledge; `contradiction` where it contradicts
 *   itself or `maxParents`; `too-few-rows` where a node could get as many parents as there are
 *   rows (`maxParents` bounds them); an error inside the score under its own code, with node and parents
 * @complexity O(p²) sets of parents a sweep over the nodes
 * @category Discovery
 * @see Andrews, Ramsey, Sanchez-Romero, Camchong & Kummerfeld 2023, "Fast scalable and accurate discovery of DAGs using the
 *   best order score search and grow-shrink trees", NeurIPS
 * @example
 * const data = table({ X: [1, 2, 3, 4, 5, 6], Y: [2, 1, 4, 3, 6, 5], Z: [1, -1, 0, 0, -1, 1] })
 * toDagitty(boss(bicScore(data)).graph)
 * //=> 'pdag { X Y Z X -- Y }'
 */
export function boss<N extends string>(
  score: Score<N>,
  options?: BossOptions<N> & { readonly knowledge?: undefined },
): BossResult<N>
export function boss<N extends string>(score: Score<N>, options: BossOptions<N>): BossResult<N, Cpdag<N> | Pdag<N>>
export function boss<N extends string>(
  score: Score<N>,
  options: BossOptions<N> = {},
): BossResult<N, Cpdag<N> | Pdag<N>> {
  return calledAs('boss', () => {
    checkOptions('options', options, ['starts', 'seed', 'maxParents', 'knowledge', 'onProgress', 'signal'])

    const { starts = 4, seed = 0 } = checkedObject('options', options)
    const scores = scoreCache(score)
    const { stride, tie } = scores
    const p = scores.names.length
    if (!(Number.isInteger(starts) && starts >= 1)) {
      throw new CausalError('invalid-argument', `starts is ${starts}: give a whole number from 1 on.`, { starts })
    }
    const limits = readScoreLimits(score, scores, options)
    const stream = seedStream(seed)
    const tell = (stage: string, level: number, done: number, total: number): void =>
      report({ ...options }, { stage, level, done, total, tests: scores.computed() })
    const parentsOf = prefixParents(scores, limits)
    let best: { total: number; order: Int32Array; g: EquivalenceClass } | null = null
    for (let start = 0; start < starts; start++) {
      const shuffled = Int32Array.from({ length: p }, (_, i) => i)
      generator(splitStream(stream, start)).shuffle(shuffled)
      const order = requiredFirst(shuffled, limits)
      let sweep = 0
      do sweep++
      while (moveEach(order, parentsOf, { tie, stride, limits }, (done) => tell('orders', sweep, done, p)))
      const edges = edgesOfOrder(order, parentsOf, stride).flatMap(([from, to]) => [from, to, TAIL, ARROW])
      const walk = classWalk(scores, classOfKnown(scores.names, edges, limits.known)!, limits)
      walk.climb('backward')
      const g = walk.here()
      const total = totalScore(scores, g)
      tell('starts', 0, start + 1, starts)
      if (best === null || total > best.total + tie) best = { total, order, g }
    }
    return Object.freeze({
      graph: classGraph(score.variables, scores, best!.g, limits.known),
      score: best!.total,
      order: Object.freeze(Array.from(best!.order, (node) => scores.names[node] as N)),
      localScores: scores.computed(),
      warnings: rowWarnings(score, parentCounts(scores, best!.g)),
    })
  })
}
