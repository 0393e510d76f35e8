import { CausalError, calledAs } from '../../errors.js'
import { readTargets, refuseAlwaysSet, toldPairs } from '../../graph/classes/told-directions.js'
import { makeGraph } from '../../graph/kinds/build.js'
import type { Mpdag } from '../../graph/types.js'
import { checkedList, checkedObject, indexNames } from '../../names.js'
import { checkOptions } from '../../options.js'
import { generator, seedStream, splitStream } from '../../probability/streams/stream.js'
import { show } from '../../show.js'
import { classEdges, parentCounts } from '../constraint/equivalence-class.js'
import { classWalk, requiredClass } from '../greedy/class-walk.js'
import { totalScore } from '../greedy/operator-climb.js'
import { readScoreLimits } from '../knowledge/score-limits.js'
import { prefixParents } from '../order/prefix-parents.js'
import { type GesOptions, type GesResult, readPhase } from '../score/ges.js'
import { rowWarnings } from '../score/parents-and-rows.js'
import { edgesOfColumns, scoreCache } from '../score/score-cache.js'
import { walkDiary } from '../score/walk-diary.js'
import type { InterventionalScore } from './interventional-bic-score.js'
import { orderEscape } from './order-escape.js'

/**
 * Settings of {@link gies}.
 *
 * @category Discovery
 */
export interface GiesOptions<N extends string = string> extends Omit<GesOptions<N>, 'start'> {
  /**
   * How many orders of the nodes are tried, beside that of what was found, when no step helps (default 4): the climb goes on
   * from a better one. With 0 the search is that of Hauser & Bühlmann.
   */
  readonly starts?: number
  /** Seed of these orders (default 0). */
  readonly seed?: number | string
}

/**
 * Greedy interventional equivalence search: from a score of observations and experiments with known targets to the
 * interventional class of causal graphs, assuming no hidden common cause, no selection and no cycle.
 *
 * As `ges`, through interventional essential graphs: the best valid insertion, deletion or turn of one edge until none
 * raises the score, the phases repeated. Experiments tell directions that observation cannot. Such steps may end
 * in a local optimum also of a perfect score (Wang, Solus, Yang & Uhler 2017): with the score of a population, in 5 % of the
 * DAGs on four nodes. So orders of the nodes are then changed, as `boss` and `grasp` do, and the climb goes on from a better one.
 * For few columns `interventionalCpdagOf(exactSearch(score).graph, score.targets)` is the optimum.
 *
 * @param score - `interventionalBicScore(table, …)`, or a score of your own with the field `targets`, the same for DAGs that
 *   the experiments cannot tell apart
 * @param options - phases, knowledge, the largest number of parents
 * @returns the interventional class as a maximally oriented PDAG, its score, and the steps
 * @throws CausalError `invalid-argument`, also for a score without targets and a column that every experiment sets;
 *   `aborted`; `unknown-name` in the knowledge; `contradiction` where knowledge contradicts itself or `maxParents`;
 *   `too-few-rows` where a node could get as many parents as there are rows in which it was left alone
 * @complexity O(p² 2^k) operators for k undirected neighbours, those near the last step again after each
 * @category Discovery
 * @see Hauser & Bühlmann 2012, "Characterization and greedy learning of interventional Markov equivalence classes of
 *   directed acyclic graphs", JMLR 13
 * @example
 * const noise = normals(randomStream(1), 400).values
 * const rows = Array.from({ length: 200 }, (_, i) => {
 *   const X = i % 2 === 0 ? noise[2 * i]! : 3
 *   return { regime: i % 2 === 0 ? 'seen' : 'X set', X, Y: X + noise[2 * i + 1]! }
 * })
 * const score = interventionalBicScore(table(rows), { regime: 'regime', targets: { seen: [], 'X set': ['X'] } })
 * toDagitty(gies(score).graph)
 * //=> 'pdag { X -> Y }'
 */
export function gies<N extends string>(
  score: InterventionalScore<N>,
  options: GiesOptions<NoInfer<N>> = {},
): GesResult<N, Mpdag<N>> {
  return calledAs('gies', () => {
    checkOptions('options', options, ['phases', 'starts', 'seed', 'maxParents', 'knowledge', 'onProgress', 'signal'])

    const { phases = ['forward', 'backward', 'turning'], starts = 4 } = checkedObject('options', options)
    // a Gaussian plan speaks of one set of rows: it is not asked for
    const scores = { ...scoreCache(score), plan: null }
    if (!Number.isInteger(starts) || starts < 0) {
      throw new CausalError('invalid-argument', `starts is ${show(starts)}: give a whole number from 0 on.`, { starts })
    }
    if (!Array.isArray(score.targets)) {
      throw new CausalError(
        'invalid-argument',
        'the score does not say what each experiment set (its field targets): take interventionalBicScore, or ges for observation alone.',
      )
    }
    const p = scores.names.length
    const targets = readTargets('column', indexNames('column', scores.names), score.targets)
    refuseAlwaysSet(scores.names, targets)
    const { maxParents, known } = readScoreLimits(score, scores, options)
    const nothing = { required: new Uint8Array(p * p), banned: new Uint8Array(p * p) }
    const limits = { maxParents, known: { ...(known ?? nothing), told: toldPairs(p, targets) } }
    const list = checkedList('phases', phases).map(readPhase)
    const names = scores.names as readonly N[]
    const { steps, events, tell } = walkDiary<N>(scores, options)
    const from = requiredClass(names, limits.known)
    let walk = classWalk(scores, from, limits)
    let total = totalScore(scores, from)
    const climb = (): void => {
      for (let before = Number.NEGATIVE_INFINITY; total > before + scores.tie; ) {
        before = total
        for (const phase of list) walk.climb(phase, events)
        total = totalScore(scores, walk.here())
        if (list.length < 3) break
      }
    }
    climb()
    const others = randomOrders(p, starts, options.seed ?? 0)
    const parentsOf = prefixParents(scores, limits)
    const onStep = (): void => tell('orders', steps.length, steps.length)
    while (starts > 0) {
      const better = orderEscape(walk.here(), total, { scores, parentsOf, limits, others, onStep })
      if (better === null) break
      walk = classWalk(scores, better, limits)
      climb()
    }
    const g = walk.here()
    return Object.freeze({
      graph: makeGraph('mpdag', score.variables, edgesOfColumns(scores, classEdges(g))),
      score: total,
      steps: Object.freeze(steps),
      localScores: scores.computed(),
      warnings: rowWarnings(score, parentCounts(scores, g)),
    })
  })
}

/** Orders of positions by name, from a seed. */
function randomOrders(p: number, count: number, seed: number | string): Int32Array[] {
  const stream = seedStream(seed)
  return Array.from({ length: count }, (_, k) => {
    const order = Int32Array.from({ length: p }, (_, i) => i)
    generator(splitStream(stream, k)).shuffle(order)
    return order
  })
}
