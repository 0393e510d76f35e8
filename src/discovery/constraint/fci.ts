import { calledAs } from '../../errors.js'
import type { Separates } from '../../graph/classes/fci-rules/marking.js'
import { orientPag, rulesWithoutSelection, zhangRules } from '../../graph/classes/fci-rules/orient-pag.js'
import { type Marked, markedEdges } from '../../graph/classes/marked.js'
import { makeGraph } from '../../graph/kinds/build.js'
import type { Pag } from '../../graph/types.js'
import type { IndependenceTest } from '../../independence/core/types.js'
import { checkOptions } from '../../options.js'
import type { ConstraintOptions, ConstraintReport } from '../core/types.js'
import type { ColliderRule } from './collider-judges.js'
import { AMBIGUOUS, type ColliderSettings, NON_COLLIDER, pairJudge } from './collider-judges.js'
import { type JudgedTriple, judgeTriples, readColliderRule } from './colliders.js'
import { constraintKeys, readConstraintOptions } from './constraint-options.js'
import { startPag, thinByPossibleDSep } from './pag-skeleton.js'
import { queriesOf } from './queries.js'
import { constraintReport, withReport } from './reports.js'
import { searchSkeleton } from './skeleton.js'
import type { LevelContext } from './skeleton-state.js'

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
  /**
   * How an unshielded triple is judged to be a collider, and whether the middle node of a discriminating path is one
   * (default `majority`). With `sepset`, the original rule, the answer may depend on the order of columns.
   */
  readonly colliderRule?: ColliderRule
  /** Whether units may have been selected by a common effect of the variables (default true). */
  readonly selectionBias?: boolean
}

/**
 * What {@link fci} found, with the grounds for it.
 *
 * @category Discovery
 */
export interface FciResult<N extends string = string> extends ConstraintReport<N> {
  /** The partial ancestral graph. */
  readonly graph: Pag<N>
  /**
   * Ends of edges that the rules want both as a tail and as an arrow, since the tests contradict each other: they are left
   * as circles.
   */
  readonly contradictions: readonly MarkPlace<N>[]
}

/**
 * An end of an edge.
 *
 * @category Discovery
 */
export interface MarkPlace<N extends string = string> {
  /** The node at this end. */
  readonly at: N
  /** The node at the other end. */
  readonly from: N
}

/**
 * Fast causal inference: from a test of conditional independence to a partial ancestral graph, allowing for hidden common
 * causes and selection.
 *
 * PC-stable's skeleton, then the subsets of Possible-D-SEP, then Zhang's rules R0 to R10. Colliders are judged by
 * `colliderRule` and rules go in rounds, so that permuting the columns permutes the answer (but with `sepset`). With a right test the result is
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
  return calledAs('fci', () => {
    checkOptions('options', options, [...fciKeys, ...constraintKeys], { selectionBias: 'boolean' })
    const queries = queriesOf(test)
    // neither causes the other is no reason for no edge: there may be a hidden cause of both
    const settings = { ...readConstraintOptions(queries.index, options), absent: null }
    const judging = { ...readJudging(options), maxSize: settings.maxSize }
    const context = searchSkeleton(queries, settings)
    let triples = judgeTriples(context, judging)
    let start = startPag(context.skeleton, settings, triples)
    if (thinByPossibleDSep(context, settings, start)) {
      triples = judgeTriples(context, judging)
      start = startPag(context.skeleton, settings, triples)
    }
    const contradicted = orientPag(start.marks, separatesBy(context, judging), {
      rules: rulesOf(options),
      ambiguous: start.ambiguous,
    })
    return pagResult(test.variables, { context, triples, marks: start.marks, contradicted })
  })
}

/** The keys of {@link FciOptions} beside those of every search over tests. */
export const fciKeys = ['colliderRule', 'selectionBias'] as const

/** How triples are judged, but for the largest set. */
export function readJudging(options: FciOptions): Omit<ColliderSettings, 'maxSize'> {
  return { rule: readColliderRule(options.colliderRule), weigh: false, atFall: true }
}

/** The rules that run. */
export function rulesOf({ selectionBias = true }: FciOptions): typeof zhangRules {
  return selectionBias ? zhangRules : rulesWithoutSelection
}

/** Rule R4 asks the judge of colliders: whether β belongs to the sets that separate the ends of a discriminating path. */
export function separatesBy(context: LevelContext, judging: ColliderSettings): Separates {
  const judge = pairJudge(context, judging)
  const known = new Map<string, boolean | null>()
  return (path) => {
    const [theta, beta, gamma] = [path[0]!, path.at(-2)!, path.at(-1)!]
    const key = `${theta} ${beta} ${gamma}`
    let answer = known.get(key)
    if (answer === undefined) {
      const [decision] = judge(Math.min(theta, gamma), Math.max(theta, gamma), [beta])(beta)
      answer = decision === AMBIGUOUS ? null : decision === NON_COLLIDER
      known.set(key, answer)
    }
    return answer
  }
}

/** What a search for a PAG found, by name. */
export function pagResult<N extends string>(
  names: readonly N[],
  found: {
    readonly context: LevelContext
    readonly triples: readonly JudgedTriple[]
    readonly marks: Marked
    readonly contradicted: readonly number[]
  },
): FciResult<N> {
  const { node, twin } = found.marks
  const graph = makeGraph('pag', names, markedEdges(found.marks))
  return withReport({ graph }, constraintReport(names, found.context, found.triples), {
    contradictions: Object.freeze(
      [...found.contradicted]
        .sort((a, b) => a - b)
        .map((k) => Object.freeze({ at: names[node[k]!]!, from: names[node[twin[k]!]!]! })),
    ),
  })
}
