import { CausalError, calledAs } from '../../errors.js'
import type { Cpdag, Dag, Mpdag, Pdag } from '../../graph/types.js'
import { checkedList, checkedObject } from '../../names.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { classGraph, parentCounts } from '../constraint/equivalence-class.js'
import type { SearchOptions } from '../core/types.js'
import { classWalk, type PhaseName, requiredClass } from '../greedy/class-walk.js'
import { totalScore } from '../greedy/operator-climb.js'
import { startClass } from '../greedy/start-class.js'
import type { Knowledge } from '../knowledge/knowledge.js'
import { readScoreLimits } from '../knowledge/score-limits.js'
import { rowWarnings } from './parents-and-rows.js'
import type { Score } from './score.js'
import { scoreCache } from './score-cache.js'
import { type GesStep, walkDiary } from './walk-diary.js'

/**
 * Settings of {@link ges}.
 *
 * @category Discovery
 */
export interface GesOptions<N extends string = string> extends SearchOptions {
  /** The phases, in order (default: forward, backward, turning). They are gone through again as long as that helps. */
  readonly phases?: readonly ('forward' | 'backward' | 'turning')[]
  /**
   * Where to start (default: the graph without edges but those that knowledge requires): a graph on the same names, such
   * as `boss(score).graph`. The score of the result is at least that of the start.
   */
  readonly start?: Dag<NoInfer<N>> | Cpdag<NoInfer<N>> | Pdag<NoInfer<N>>
  /** What is known beforehand. Every step obeys it. */
  readonly knowledge?: Knowledge<NoInfer<N>>
  /** The largest number of parents (default: no limit). */
  readonly maxParents?: number
}

/**
 * What {@link ges} found.
 *
 * @category Discovery
 */
export interface GesResult<N extends string = string, G extends Cpdag<N> | Mpdag<N> | Pdag<N> = Cpdag<N>> {
  /** The equivalence class; with knowledge, what it leaves of the class, a maximally oriented PDAG. */
  readonly graph: G
  /**
   * Its score: the sum of the local scores of any of its members. No insertion, deletion or turn of one edge raises it;
   * some graph farther away may score higher (`boss`, `exactSearch`).
   */
  readonly score: number
  /** The steps from the start to it. */
  readonly steps: readonly GesStep<N>[]
  /** How many local scores were computed. */
  readonly localScores: number
  /** What to know before the graph is trusted, in sentences; empty where nothing was noticed. */
  readonly warnings: readonly string[]
}

/**
 * Greedy equivalence search: from a score to an equivalence class of causal graphs, assuming no hidden common cause, no
 * selection and no cycle.
 *
 * Starts from the empty graph and takes at each step the valid operator with the largest gain: insertions until none
 * helps, then deletions, then turns; the phases are repeated until none helps. With a consistent score and growing
 * data, forward and backward alone find the true class (Chickering 2002, Theorem 16). On finite data the result is a local
 * optimum: compare its score with that of `boss`, or start there: `ges(score, { start: boss(score).graph })`.
 *
 * After a step only the pairs near it are scored again (as in FGES). `bicScore` is scored a column at a time: all parents
 * that one node could get, by one row of a Cholesky factor. Any other score is asked for one local score after another,
 * each once.
 *
 * With knowledge the search walks through maximally oriented PDAGs: it starts from what is required, and no step makes an
 * edge or a direction that is excluded. It ends in a local optimum too: true knowledge can lead to a lower score than none,
 * or to a higher one.
 *
 * @param score - a score that is the same for equivalent graphs: `bicScore(table)`, `bdeuScore(table)`, or your own
 * @param options - phases, a start, knowledge, the largest number of parents
 * @returns the class, its score, and the steps
 * @throws CausalError `invalid-argument`; `aborted`; `unknown-name` in the knowledge; `contradiction` where knowledge
 *   contradicts itself, the start or `maxParents`; `invalid-graph` for a start that stands for no class; `too-few-rows` where a node could get as many parents as there are
 *   rows (`maxParents` bounds them); an error inside the score under its own code, with node and parents
 * @complexity O(p² 2^k) operators at first for k undirected neighbours, then those near the last step; O(p d) for the p
 *   scores of a column with d parents given
 * @category Discovery
 * @see Chickering 2002, "Optimal structure identification with greedy search", JMLR 3; Hauser & Bühlmann 2012, JMLR 13
 * @example
 * const data = table({ X: [1, 2, 3, 4, 5, 6], Y: [2, 1, 4, 3, 6, 5], Z: [1, -1, 0, 0, -1, 1] })
 * toDagitty(ges(bicScore(data)).graph)
 * //=> 'pdag { X Y Z X -- Y }'
 */
export function ges<N extends string>(
  score: Score<N>,
  options?: GesOptions<N> & { readonly knowledge?: undefined },
): GesResult<N>
export function ges<N extends string>(score: Score<N>, options: GesOptions<N>): GesResult<N, Cpdag<N> | Pdag<N>>
export function ges<N extends string>(score: Score<N>, options: GesOptions<N> = {}): GesResult<N, Cpdag<N> | Pdag<N>> {
  return calledAs('ges', () => {
    checkOptions('options', options, ['phases', 'start', 'maxParents', 'knowledge', 'onProgress', 'signal'])

    const { phases = ['forward', 'backward', 'turning'], start } = checkedObject('options', options)
    const scores = scoreCache(score)
    const limits = readScoreLimits(score, scores, options)
    const list = checkedList('phases', phases).map(readPhase)
    const names = scores.names as readonly N[]
    const { steps, events } = walkDiary<N>(scores, options)
    const from =
      start === undefined ? requiredClass(names, limits.known) : startClass(names, start, options.knowledge, limits)
    const walk = classWalk(scores, from, limits)
    let total = totalScore(scores, from)
    for (let before = Number.NEGATIVE_INFINITY; total > before + scores.tie; ) {
      before = total
      for (const phase of list) walk.climb(phase, events)
      total = totalScore(scores, walk.here())
      if (list.length < 3) break
    }
    const g = walk.here()
    return Object.freeze({
      graph: classGraph(score.variables, scores, g, limits.known),
      score: total,
      steps: Object.freeze(steps),
      localScores: scores.computed(),
      warnings: rowWarnings(score, parentCounts(scores, g)),
    })
  })
}

/** A phase by its name. */
export function readPhase(name: PhaseName): PhaseName {
  if (name === 'forward' || name === 'backward' || name === 'turning') return name
  throw new CausalError(
    'invalid-argument',
    `there is no phase ${show(name)}; phases are 'forward', 'backward' and 'turning'.`,
    { phase: name },
  )
}
