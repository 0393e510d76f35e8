import { CausalError } from '../errors.js'
import { makeGraph } from '../graph/build.js'
import { cpdagOf } from '../graph/cpdag-of.js'
import { toDag } from '../graph/to-dag.js'
import type { Cpdag, Pdag } from '../graph/types.js'
import type { IndependenceTest } from '../independence/types.js'
import { AMBIGUOUS, type ColliderRule, judgeTriples } from './colliders.js'
import { readConstraintOptions } from './constraint-options.js'
import { closeByMeek } from './meek-rules.js'
import { type ConflictRule, flatEdges, orientColliders, startOrientation } from './orientation.js'
import { queriesOf } from './queries.js'
import { report } from './report.js'
import { nearDecisions, separatingSets } from './reports.js'
import { searchSkeleton } from './skeleton.js'
import type { ConstraintOptions, NearDecision, SeparatingSet, UnshieldedTriple } from './types.js'

/**
 * Settings of {@link pc}.
 *
 * @category Discovery
 */
export interface PcOptions<N extends string = string> extends ConstraintOptions<N> {
  /** How an unshielded triple is judged to be a collider (default `majority`). */
  readonly colliderRule?: ColliderRule
  /** What happens when two colliders want opposite arrows on one edge (default `bidirected`). */
  readonly conflicts?: ConflictRule
  /** Whether Meek's rules leave an edge undirected rather than close a directed cycle (default true). */
  readonly avoidCycles?: boolean
}

/**
 * What {@link pc} found, with the grounds for it.
 *
 * @category Discovery
 */
export interface PcResult<N extends string = string> {
  /** The graph: of kind `cpdag` when it is the CPDAG of some DAG, else a `pdag`. */
  readonly graph: Cpdag<N> | Pdag<N>
  /** For every pair that tests separated, the set that did. A pair that knowledge removed has none. */
  readonly separatingSets: readonly SeparatingSet<N>[]
  /** How many tests were made. */
  readonly tests: number
  /** The unshielded triples that the tests contradict each other about; they are not oriented. */
  readonly ambiguous: readonly UnshieldedTriple<N>[]
  /** The decisions about edges that lie within a factor of two of alpha. */
  readonly nearAlpha: readonly NearDecision<N>[]
  /** Whether some DAG has these edges, these directions and no further collider. */
  readonly isExtendable: boolean
}

/**
 * The PC algorithm: from a test of conditional independence to the equivalence class of causal graphs, assuming no
 * hidden common cause, no selection, no cycle, and faithfulness.
 *
 * The skeleton is that of PC-stable (Colombo & Maathuis 2014): levels of growing conditioning sets on neighbourhoods as
 * they stood when the level began, the first separating set in lexicographic order, and no test after it. Then colliders
 * by `colliderRule`, conflicts by `conflicts`, and Meek's rules. With the defaults nothing depends on the order of the
 * columns: permuting them permutes the answer. This is also true of `union`, `conservative` and `majority` with
 * `bidirected`, and of `max-p` and `definite-max-p` with `bidirected`; not of `sepset`, `keep` and `overwrite`.
 *
 * Knowledge is honoured throughout: a required edge is not tested, a pair forbidden both ways is neither tested nor
 * adjacent, and no arrow is made against it.
 *
 * @param test - a test over the columns, such as `fisherZ(table)`, `gSquare(table)`, `kci(table)` or `dSeparation(graph)`
 * @param options - level of the tests, knowledge, rules
 * @returns the graph with the separating sets, the number of tests, and what is in doubt
 * @throws CausalError `invalid-argument` for alpha outside (0, 1) and other options; `unknown-name` in the knowledge;
 *   `aborted`; an error inside the test under its own code, with the query that was asked
 * @complexity at most O(p² 2^d) tests for p columns and d neighbours; O(1) a test for `fisherZ`
 * @category Discovery
 * @see Spirtes, Glymour & Scheines 2000, "Causation, Prediction, and Search"; Colombo & Maathuis 2014, JMLR 15
 * @example
 * const { graph, separatingSets } = pc(dSeparation(dag('A; B; C; D; A -> C <- B; C -> D')))
 * toDagitty(graph)
 * //=> 'pdag { A B C D A -> C B -> C C -> D }'
 * separatingSets[0]
 * //=> { x: 'A', y: 'B', given: [] }
 */
export function pc<N extends string>(test: IndependenceTest<N>, options: PcOptions<NoInfer<N>> = {}): PcResult<N> {
  const queries = queriesOf('pc', test)
  const settings = readConstraintOptions('pc', queries.index, options)
  const rule = choice('colliderRule', options.colliderRule ?? 'majority', colliderRules)
  const conflicts = choice('conflicts', options.conflicts ?? 'bidirected', conflictRules)
  const skeleton = searchSkeleton(queries, settings)
  report(settings, { stage: 'colliders', level: 0, done: 0, total: 1, tests: skeleton.tests })
  const triples = judgeTriples(queries, skeleton, { rule, alpha: settings.alpha, maxSize: settings.maxSize })
  const o = startOrientation(skeleton.size, skeleton.adjacent, settings.knowledge)
  orientColliders(o, triples, conflicts)
  const meek = { inTurn: conflicts !== 'bidirected', avoidCycles: options.avoidCycles ?? true }
  closeByMeek(o, meek)
  if (rule === 'definite-max-p' && o.ambiguous.size > 0) {
    o.ambiguous.clear()
    closeByMeek(o, meek)
  }
  const names = test.variables
  const graph = makeGraph('pdag', names, flatEdges(o))
  const member = toDag(graph)
  const completed = member === null ? null : cpdagOf(member)
  const ambiguous: UnshieldedTriple<N>[] = []
  for (const [k, decision] of triples.decision.entries()) {
    if (decision !== AMBIGUOUS) continue
    const [x, middle, y] = [names[triples.x[k]!]!, names[triples.middle[k]!]!, names[triples.y[k]!]!]
    ambiguous.push(Object.freeze({ x, middle, y }))
  }
  return Object.freeze({
    graph: completed !== null && sameEdges(completed, graph) ? completed : graph,
    separatingSets: separatingSets(names, skeleton),
    tests: skeleton.tests,
    ambiguous: Object.freeze(ambiguous),
    nearAlpha: nearDecisions(names, queries, skeleton),
    isExtendable: member !== null,
  })
}

const colliderRules: readonly ColliderRule[] = [
  'sepset',
  'union',
  'conservative',
  'majority',
  'max-p',
  'definite-max-p',
]
const conflictRules: readonly ConflictRule[] = ['keep', 'overwrite', 'bidirected']

function choice<C extends string>(field: string, value: C, allowed: readonly C[]): C {
  if (allowed.includes(value)) return value
  throw new CausalError(
    'pc',
    'invalid-argument',
    `${field} is ${JSON.stringify(value)}; it can be ${allowed.join(', ')}.`,
    { [field]: value },
  )
}

function sameEdges(a: Cpdag, b: Pdag): boolean {
  return (
    a.edges.length === b.edges.length &&
    a.edges.every((edge, i) => {
      const other = b.edges[i]!
      return edge.from === other.from && edge.to === other.to && edge.toMark === other.toMark
    })
  )
}
