import { calledAs } from '../../errors.js'
import type { IndependenceTest } from '../../independence/core/types.js'
import { portableLog } from '../../numeric/special/portable-log.js'
import { checkOptions } from '../../options.js'
import { constraintKeys, readConstraintOptions } from '../constraint/constraint-options.js'
import { queriesOf } from '../constraint/queries.js'
import { report } from '../core/report.js'
import type { AdjacentPair, ConstraintOptions } from '../core/types.js'
import { dagSearch, type HillClimbingOptions } from '../greedy/hill-climbing.js'
import type { DagSearchResult } from '../order/exact-search.js'
import type { Score } from '../score/score.js'
import { maxMinParentsChildren } from './max-min-parents-children.js'
import { sameVariables } from './same-variables.js'

/**
 * Settings of {@link mmhc}: those of its tests, and those of its climb.
 *
 * @category Discovery
 */
export interface MmhcOptions<N extends string = string> extends ConstraintOptions<N>, HillClimbingOptions<N> {}

/**
 * What {@link mmhc} found.
 *
 * @category Discovery
 */
export interface MmhcResult<N extends string = string> extends DagSearchResult<N> {
  /** The pairs that the tests left as candidates for an edge. */
  readonly candidates: readonly AdjacentPair<N>[]
  /** How many tests were asked for. */
  readonly tests: number
}

/**
 * Max–min hill climbing: tests choose which pairs may be adjacent (MMPC), then hill climbing over a score looks for the best
 * DAG on these pairs.
 *
 * Made for many variables with few neighbours each. What the tests lose the score cannot bring back. The directions that the
 * class of the result leaves open mean nothing: look at `cpdagOf(graph)`.
 *
 * @param test - a test over the columns, such as `gSquare(table)`
 * @param score - a score over the same columns, such as `bdeuScore(table)`
 * @param options - the level of the tests, tabu list, restarts, knowledge
 * @returns the DAG, its score, and the pairs that were candidates
 * @throws CausalError `invalid-argument`, also where test and score know different columns; `unknown-name`,
 *   `contradiction` in the knowledge; `too-few-rows`; `aborted`; an error inside test or score under its own code
 * @complexity O(p² 2^d) tests for d candidates of a node, then as `hillClimbing`
 * @category Discovery
 * @see Tsamardinos, Brown & Aliferis 2006, "The max-min hill-climbing Bayesian network structure learning algorithm",
 *   Machine Learning 65
 * @example
 * const { data } = simulateLinear(dag('A; B; C; D; A -> C <- B; C -> D'), 1000, { seed: 1 })
 * toDagitty(mmhc(fisherZ(data), bicScore(data)).graph)
 * //=> 'dag { A B C D A -> C B -> C C -> D }'
 */
export function mmhc<N extends string>(
  test: IndependenceTest<N>,
  score: Score<NoInfer<N>>,
  options: MmhcOptions<NoInfer<N>> = {},
): MmhcResult<N> {
  return calledAs('mmhc', () => {
    checkOptions('options', options, [...constraintKeys, 'tabu', 'restarts', 'seed', 'maxParents'], {
      tabu: 'number',
      restarts: 'number',
    })

    const queries = queriesOf(test)
    sameVariables(test, score)
    const { names } = queries
    const n = names.length
    const { alpha, maxSize, absent, fixed } = readConstraintOptions(queries.index, options)
    const order = Array.from(names.keys()).sort((a, b) => (names[a]! < names[b]! ? -1 : 1))
    let tests = 0
    const onTest = (): void => {
      tests++
      if (tests % 64 === 1) report({ ...options }, { stage: 'candidates', level: 0, done: tests, total: tests, tests })
    }
    const pairs = maxMinParentsChildren(queries, order, {
      logAlpha: portableLog(alpha),
      maxSize,
      absent,
      fixed,
      onTest,
    })
    // the score may have its columns in another order
    const at = score.variables.map((name) => queries.index.get(name)!)
    const allowed = Uint8Array.from({ length: n * n }, (_, k) => pairs[at[Math.floor(k / n)]! * n + at[k % n]!]!)
    const found = dagSearch(score, options, allowed)
    const candidates: AdjacentPair<N>[] = []
    for (let x = 0; x < n; x++) {
      for (let y = x + 1; y < n; y++) {
        if (pairs[x * n + y] === 1) candidates.push(Object.freeze({ x: test.variables[x]!, y: test.variables[y]! }))
      }
    }
    return Object.freeze({
      ...found,
      warnings: Object.freeze([...queries.warnings, ...found.warnings]),
      candidates: Object.freeze(candidates),
      tests,
    })
  })
}
