import { makeGraph } from '../graph/build.js'
import { orientPag, rulesWithoutSelection, zhangRules } from '../graph/fci-rules/orient-pag.js'
import { markedEdges } from '../graph/marked.js'
import type { Pag } from '../graph/types.js'
import type { IndependenceTest } from '../independence/types.js'
import { readConstraintOptions } from './constraint-options.js'
import { startPag, thinByPossibleDSep } from './pag-skeleton.js'
import { queriesOf } from './queries.js'
import { nearDecisions, separatingSets } from './reports.js'
import { searchSkeleton } from './skeleton.js'
import type { ConstraintOptions, NearDecision, SeparatingSet } from './types.js'

/**
 * Settings of {@link fci} and {@link rfci}.
 *
 * `knowledge` is read with hidden causes in mind: a forbidden edge, or one against the tiers, says that `from` is no cause
 * of `to`, and licenses an arrow at `from` but no tail anywhere; forbidden both ways, two nodes may still share a hidden
 * cause. A required edge says that `from` is a cause of `to`.
 *
 * @category Discovery
 */
export interface FciOptions<N extends string = string> extends ConstraintOptions<N> {
  /** Whether units may have been selected by a common effect of the variables (default true). */
  readonly selectionBias?: boolean
}

/**
 * What {@link fci} found, with the grounds for it.
 *
 * @category Discovery
 */
export interface FciResult<N extends string = string> {
  /** The partial ancestral graph. */
  readonly graph: Pag<N>
  /** For every pair that tests separated, the set that did. */
  readonly separatingSets: readonly SeparatingSet<N>[]
  /** How many tests were made. */
  readonly tests: number
  /** The decisions about edges that lie within a factor of two of alpha. */
  readonly nearAlpha: readonly NearDecision<N>[]
}

/**
 * Fast causal inference: from a test of conditional independence to the partial ancestral graph, where there may be hidden
 * common causes and selection.
 *
 * PC-stable's skeleton, then the subsets of Possible-D-SEP, then Zhang's rules R0 to R10. With a right test the result is
 * the complete PAG: every tail and arrow holds in all graphs that imply these independencies, and every circle is a tail
 * in one of them and an arrow in another (Zhang 2008, Theorem 4).
 *
 * @param test - a test over the measured columns, such as `fisherZ(table)` or `dSeparation(graph with latents)`
 * @param options - level of the tests, knowledge, selection
 * @returns the PAG with the separating sets, the number of tests, and what is in doubt
 * @throws CausalError `invalid-argument`, `unknown-name`, `aborted`; an error inside the test under its own code, with the
 *   query that was asked
 * @complexity exponential in the size of Possible-D-SEP; see {@link rfci} where that is large
 * @category Discovery
 * @see Spirtes, Glymour & Scheines 2000; Zhang 2008, Artificial Intelligence 172; Colombo & Maathuis 2014, JMLR 15
 * @example
 * const hidden = dag({ nodes: ['A', 'B', 'C', 'D', 'U'], directed: [['A', 'B'], ['U', 'B'], ['U', 'C'], ['D', 'C']], latents: ['U'] })
 * toDagitty(fci(dSeparation(hidden)).graph)
 * //=> 'pag { A @-> B B <-> C D @-> C }'
 */
export function fci<N extends string>(test: IndependenceTest<N>, options: FciOptions<NoInfer<N>> = {}): FciResult<N> {
  const queries = queriesOf('fci', test)
  // neither causes the other is no reason for no edge: there may be a hidden cause of both
  const settings = { ...readConstraintOptions('fci', queries.index, options), absent: null }
  const skeleton = searchSkeleton(queries, settings)
  thinByPossibleDSep(queries, skeleton, settings)
  const g = startPag(skeleton, settings)
  orientPag(g, (path) => skeleton.separators.contains(path[0]!, path.at(-1)!, path.at(-2)!), {
    rules: (options.selectionBias ?? true) ? zhangRules : rulesWithoutSelection,
  })
  return Object.freeze({
    graph: makeGraph('pag', test.variables, markedEdges(g)),
    separatingSets: separatingSets(test.variables, skeleton),
    tests: skeleton.tests,
    nearAlpha: nearDecisions(test.variables, queries, skeleton),
  })
}
