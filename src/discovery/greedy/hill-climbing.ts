import { CausalError, calledAs } from '../../errors.js'
import { makeGraph } from '../../graph/kinds/build.js'
import { ARROW, TAIL } from '../../graph/kinds/marks.js'
import { checkedObject } from '../../names.js'
import { checkOptions } from '../../options.js'
import { generator, seedStream } from '../../probability/streams/stream.js'
import { show } from '../../show.js'
import { report } from '../core/report.js'
import type { SearchOptions } from '../core/types.js'
import type { Knowledge } from '../knowledge/knowledge.js'
import { readScoreLimits } from '../knowledge/score-limits.js'
import type { DagSearchResult } from '../order/exact-search.js'
import { rowWarnings } from '../score/parents-and-rows.js'
import type { Score } from '../score/score.js'
import { edgesOfColumns, scoreCache } from '../score/score-cache.js'
import { climbDags } from './dag-climb.js'

/**
 * Settings of {@link hillClimbing}.
 *
 * @category Discovery
 */
export interface HillClimbingOptions<N extends string = string> extends SearchOptions {
  /**
   * For how many steps an edge that was changed may not be changed again, and after how many steps without a new best score
   * the climb ends (default 10); 0: only steps that raise the score.
   */
  readonly tabu?: number
  /** How often the best graph is shaken, by random changes, and climbed from again (default 0). */
  readonly restarts?: number
  /** The seed of these changes (default 0). */
  readonly seed?: number | string
  /** The largest number of parents (default: no limit). */
  readonly maxParents?: number
  /** What is known beforehand. Every step obeys it. */
  readonly knowledge?: Knowledge<NoInfer<N>>
}

/**
 * Hill climbing over DAGs with a tabu list: the change of one edge (added, taken away or turned) that raises the score most is
 * made, or lowers it least, until no new best score has come for a while.
 *
 * The classical baseline. It takes any decomposable score, also one that differs between equivalent graphs. The result is a
 * local optimum, and the directions that its class leaves open mean nothing where the score is the same for equivalent
 * graphs: look at `cpdagOf(graph)`. `ges` and `boss` are as a rule nearer to the truth.
 *
 * @param score - a decomposable score
 * @param options - tabu list, restarts and their seed, knowledge, the largest number of parents
 * @returns the best DAG that was met, and its score
 * @throws CausalError `invalid-argument`; `aborted`; `unknown-name` in the knowledge; `contradiction` where it contradicts
 *   itself or `maxParents`; `too-few-rows` where a node could get as many parents as there are rows; an error inside the
 *   score under its own code
 * @complexity O(p²) local scores at first, O(p) a step
 * @category Discovery
 * @see Glover 1989, "Tabu search, part I", ORSA Journal on Computing 1; Bouckaert 1995, "Bayesian belief networks: from
 *   construction to inference", chapter 5
 * @example
 * const data = table({ X: [1, 2, 3, 4, 5, 6], Y: [2, 1, 4, 3, 6, 5], Z: [1, -1, 0, 0, -1, 1] })
 * toDagitty(cpdagOf(hillClimbing(bicScore(data)).graph))
 * //=> 'pdag { X Y Z X -- Y }'
 */
export function hillClimbing<N extends string>(
  score: Score<N>,
  options: HillClimbingOptions<N> = {},
): DagSearchResult<N> {
  return calledAs('hillClimbing', () => {
    checkOptions('options', options, ['tabu', 'restarts', 'seed', 'maxParents', 'knowledge', 'onProgress', 'signal'], {
      tabu: 'number',
      restarts: 'number',
    })

    return dagSearch(score, checkedObject('options', options), null)
  })
}

/** The search on the pairs that may be adjacent, in the columns of the score; null: all. */
export function dagSearch<N extends string>(
  score: Score<N>,
  options: HillClimbingOptions<N>,
  pairs: Uint8Array | null,
): DagSearchResult<N> {
  const { tabu = 10, restarts = 0, seed = 0 } = options
  const scores = scoreCache(score)
  for (const [name, value] of Object.entries({ tabu, restarts })) {
    if (Number.isInteger(value) && value >= 0) continue
    throw new CausalError('invalid-argument', `${name} is ${show(value)}: give a whole number from 0 on.`, {
      [name]: value,
    })
  }
  const p = scores.names.length
  const { column } = scores
  const allowed =
    pairs === null
      ? null
      : Uint8Array.from({ length: p * p }, (_, k) => pairs[column[Math.floor(k / p)]! * p + column[k % p]!]!)
  const { parents, total } = climbDags(scores, {
    ...readScoreLimits(score, scores, options),
    tabu,
    restarts,
    random: generator(seedStream(seed)),
    allowed,
    onStep: (level, done) =>
      report({ ...options }, { stage: 'climb', level, done, total: done, tests: scores.computed() }),
  })
  const edges: number[] = []
  const counts = new Int32Array(p)
  for (let y = 0; y < p; y++) {
    for (const x of parents.members(y)) edges.push(x, y, TAIL, ARROW)
    counts[column[y]!] = parents.size(y)
  }
  return Object.freeze({
    graph: makeGraph('dag', score.variables, edgesOfColumns(scores, edges)),
    score: total,
    localScores: scores.computed(),
    warnings: rowWarnings(score, counts),
  })
}
