import { CausalError, calledAs } from '../../errors.js'
import { orientPag } from '../../graph/classes/fci-rules/orient-pag.js'
import type { Cpdag, Dag, Pdag } from '../../graph/types.js'
import type { IndependenceTest } from '../../independence/core/types.js'
import { checkOptions } from '../../options.js'
import { type JudgedTriple, judgeTriples } from '../constraint/colliders.js'
import { constraintKeys, readConstraintOptions } from '../constraint/constraint-options.js'
import {
  type FciOptions,
  type FciResult,
  fciKeys,
  pagResult,
  readJudging,
  rulesOf,
  separatesBy,
} from '../constraint/fci.js'
import { startPag, thinByPossibleDSep } from '../constraint/pag-skeleton.js'
import { queriesOf } from '../constraint/queries.js'
import { searchSkeleton } from '../constraint/skeleton.js'
import type { SearchOptions } from '../core/types.js'
import { ges } from '../score/ges.js'
import type { Score } from '../score/score.js'
import { asScored, firstGraph, separateAsScored, stageOne } from './first-graph.js'
import { sameVariables } from './same-variables.js'

/**
 * A search over a score that {@link gfci} starts from, such as `ges`, `boss`, `grasp` or `exactSearch`.
 *
 * @category Discovery
 */
export type ScoreSearch<N extends string = string> = (
  score: Score<N>,
  options: SearchOptions,
) => { readonly graph: Cpdag<N> | Pdag<N> | Dag<N>; readonly warnings?: readonly string[] }

/**
 * Settings of {@link gfci}.
 *
 * @category Discovery
 */
export interface GfciOptions<N extends string = string> extends FciOptions<N> {
  /** The search that gives the first graph (default `ges`; with `boss` this is BOSS-FCI). */
  readonly search?: ScoreSearch<N>
}

/**
 * What {@link gfci} found, with the grounds for it. Of pairs that the score separated the separating set is the parents
 * of one of them in the graph of the score.
 *
 * @category Discovery
 */
export interface GfciResult<N extends string = string> extends FciResult<N> {
  /** The graph of the score search, which knows nothing of hidden causes. */
  readonly start: Cpdag<N> | Pdag<N> | Dag<N>
}

/**
 * Greedy fast causal inference: FCI started from the graph of a score search. Hidden common causes are allowed for, and far
 * fewer tests are made than by `fci`.
 *
 * A score search gives a first graph A. Pairs that are not adjacent in it are separated; of its edges, those in a triangle
 * are tested given subsets of the neighbours, then all given subsets of Possible-D-SEP. An unshielded triple that is
 * unshielded in A too is a collider where it is one in A; the others are judged by the tests. Then FCI's rules. With a
 * right test and a consistent score the result is FCI's (Ogarrio et al. 2016, Theorem 1).
 *
 * `knowledge` bounds the second stage, as in `fci`; the score search does not see it, as it would read "no cause" as "no
 * edge".
 *
 * @param test - a test over the measured columns, such as `fisherZ(table)`
 * @param score - a score over the same columns, such as `bicScore(table)`
 * @param options - the score search, level of the tests, knowledge, selection
 * @returns the PAG with what `fci` tells, and the graph that it was started from
 * @throws CausalError as `fci` and the score search; `invalid-argument` where test and score know different columns
 * @complexity that of the score search, then exponential in the size of Possible-D-SEP
 * @category Discovery
 * @see Ogarrio, Spirtes & Ramsey 2016, "A hybrid causal search algorithm for latent variable models", PMLR 52
 * @example
 * const truth = dag({ nodes: ['A', 'B', 'C', 'D', 'U'], directed: [['A', 'B'], ['U', 'B'], ['U', 'C'], ['D', 'C']], latents: ['U'] })
 * const { data } = simulateLinear(truth, 2000, { seed: 1 })
 * toDagitty(gfci(fisherZ(data), bicScore(data), { search: boss, alpha: 0.01 }).graph)
 * //=> 'pag { A @-> B B <-> C D @-> C }'
 */
export function gfci<N extends string>(
  test: IndependenceTest<N>,
  score: Score<NoInfer<N>>,
  options: GfciOptions<NoInfer<N>> = {},
): GfciResult<N> {
  return calledAs('gfci', () => {
    checkOptions('options', options, ['search', ...fciKeys, ...constraintKeys], { selectionBias: 'boolean' })

    const queries = queriesOf(test)
    sameVariables(test, score)
    const search: ScoreSearch<N> = options.search ?? ((s, given) => ges(s, given))
    if (typeof search !== 'function') {
      throw new CausalError('invalid-argument', 'search is a search over scores, such as ges or boss.')
    }
    const settings = { ...readConstraintOptions(queries.index, options), absent: null }
    const judging = { ...readJudging(options), maxSize: settings.maxSize }
    const { graph, warnings = [] } = search(score, progressOf(options))
    const first = firstGraph(queries.index, graph)
    const context = searchSkeleton(queries, { ...settings, ...stageOne(first, settings.fixed) })
    separateAsScored(context, first)
    const judged = (): JudgedTriple[] => judgeTriples(context, judging).map((triple) => asScored(first, triple))
    let triples = judged()
    let start = startPag(context.skeleton, settings, triples)
    if (thinByPossibleDSep(context, settings, start)) {
      triples = judged()
      start = startPag(context.skeleton, settings, triples)
    }
    const contradicted = orientPag(start.marks, separatesBy(context, judging), {
      rules: rulesOf(options),
      ambiguous: start.ambiguous,
    })
    const result = pagResult(test.variables, { context, triples, marks: start.marks, contradicted })
    return Object.freeze({ ...result, warnings: Object.freeze([...result.warnings, ...warnings]), start: graph })
  })
}

function progressOf({ onProgress, signal }: SearchOptions): SearchOptions {
  return { ...(onProgress && { onProgress }), ...(signal && { signal }) }
}
