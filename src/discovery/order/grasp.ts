import { CausalError, calledAs } from '../../errors.js'
import { ARROW, TAIL } from '../../graph/kinds/marks.js'
import type { Cpdag, Pdag } from '../../graph/types.js'
import { checkedObject } from '../../names.js'
import { checkOptions } from '../../options.js'
import { generator, seedStream, splitStream } from '../../probability/streams/stream.js'
import { show } from '../../show.js'
import { classGraph, type EquivalenceClass, parentCounts } from '../constraint/equivalence-class.js'
import { report } from '../core/report.js'
import { classWalk } from '../greedy/class-walk.js'
import { totalScore } from '../greedy/operator-climb.js'
import { classOfKnown } from '../knowledge/known-class.js'
import { readScoreLimits } from '../knowledge/score-limits.js'
import { rowWarnings } from '../score/parents-and-rows.js'
import type { Score } from '../score/score.js'
import { scoreCache } from '../score/score-cache.js'
import type { BossOptions, BossResult } from './boss.js'
import { requiredFirst } from './order-moves.js'
import { prefixParents } from './prefix-parents.js'
import { ordered, tuckSearch } from './tuck-search.js'

/**
 * Settings of {@link grasp}.
 *
 * @category Discovery
 */
export interface GraspOptions<N extends string = string> extends BossOptions<N> {
  /** How many tucks there may be in a row, of which the last must raise the score (default 3). */
  readonly depth?: number
}

/**
 * Greedy relaxations of the sparsest permutation: an order of nodes is changed by tucks, which bring a child and what lies
 * between before one of its parents, as long as the score of the DAG that the order stands for rises.
 *
 * A tuck of a covered edge leaves the score as it is: a depth-first search goes through such tucks, `depth` of them at most,
 * for one of any edge that raises it (tier 2 of the paper). Needs less than faithfulness; close to `boss` in accuracy, and
 * slower. The delete phase of `ges` comes last.
 *
 * @param score - a score that is the same for equivalent graphs
 * @param options - random orders, their seed, the depth, knowledge, the largest number of parents
 * @returns the class, its score, and the order
 * @throws CausalError `invalid-argument`; `aborted`; `unknown-name` in the knowledge; `contradiction` where it contradicts
 *   itself or `maxParents`; `too-few-rows` where a node could get as many parents as there are rows; an error inside the
 *   score under its own code
 * @complexity at most O(e^d p) sets of parents a step for e edges and depth d
 * @category Discovery
 * @see Lam, Andrews & Ramsey 2022, "Greedy relaxations of the sparsest permutation algorithm", UAI
 * @example
 * const data = table({ X: [1, 2, 3, 4, 5, 6], Y: [2, 1, 4, 3, 6, 5], Z: [1, -1, 0, 0, -1, 1] })
 * toDagitty(grasp(bicScore(data)).graph)
 * //=> 'pdag { X Y Z X -- Y }'
 */
export function grasp<N extends string>(
  score: Score<N>,
  options?: GraspOptions<N> & { readonly knowledge?: undefined },
): BossResult<N>
export function grasp<N extends string>(score: Score<N>, options: GraspOptions<N>): BossResult<N, Cpdag<N> | Pdag<N>>
export function grasp<N extends string>(
  score: Score<N>,
  options: GraspOptions<N> = {},
): BossResult<N, Cpdag<N> | Pdag<N>> {
  return calledAs('grasp', () => {
    checkOptions('options', options, ['starts', 'seed', 'depth', 'maxParents', 'knowledge', 'onProgress', 'signal'], {
      depth: 'number',
    })

    const { starts = 4, seed = 0, depth = 3 } = checkedObject('options', options)
    const scores = scoreCache(score)
    for (const [name, value, least] of [
      ['starts', starts, 1],
      ['depth', depth, 1],
    ] as const) {
      if (Number.isInteger(value) && value >= least) continue
      throw new CausalError('invalid-argument', `${name} is ${show(value)}: give a whole number from ${least} on.`, {
        [name]: value,
      })
    }
    const limits = readScoreLimits(score, scores, options)
    const parentsOf = prefixParents(scores, limits)
    const stream = seedStream(seed)
    let best: { total: number; order: Int32Array; g: EquivalenceClass } | null = null
    for (let start = 0; start < starts; start++) {
      const shuffled = Int32Array.from(scores.names.keys())
      generator(splitStream(stream, start)).shuffle(shuffled)
      let here = ordered(requiredFirst(shuffled, limits), scores, parentsOf)
      for (let step = 1; ; step++) {
        report({ ...options }, { stage: 'orders', level: start, done: step, total: step, tests: scores.computed() })
        const next = tuckSearch(here, { scores, parentsOf, limits, depth })
        if (next === null) break
        here = next
      }
      const edges = here.parents.flatMap((list, node) => list.flatMap((parent) => [parent, node, TAIL, ARROW]))
      const walk = classWalk(scores, classOfKnown(scores.names, edges, limits.known)!, limits)
      walk.climb('backward')
      const g = walk.here()
      const total = totalScore(scores, g)
      if (best === null || total > best.total + scores.tie) best = { total, order: here.order, g }
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
