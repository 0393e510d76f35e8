import { CausalError } from '../../errors.js'
import { sinkRanks } from '../../graph/classes/sink-ranks.js'
import { makeGraph } from '../../graph/kinds/build.js'
import type { Cpdag, Pdag } from '../../graph/types.js'
import type { IndependenceTest } from '../../independence/core/types.js'
import { show } from '../../show.js'
import { report } from '../core/report.js'
import type { ConstraintOptions, NearDecision, SeparatingSet, UnshieldedTriple } from '../core/types.js'
import { AMBIGUOUS, type ColliderRule, type JudgedTriple, judgeTriples } from './colliders.js'
import { readConstraintOptions } from './constraint-options.js'
import { closeByMeek, type MeekSettings } from './meek-rules.js'
import {
  type ConflictRule,
  directed,
  flatEdges,
  type Orientation,
  orientColliders,
  startOrientation,
} from './orientation.js'
import { type Queries, queriesOf } from './queries.js'
import { nearDecisions, separatingSets } from './reports.js'
import { searchSkeleton } from './skeleton.js'
import type { Skeleton } from './skeleton-state.js'

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

/** A finished search, in positions. */
export interface PcSearch {
  readonly queries: Queries
  readonly skeleton: Skeleton
  readonly triples: readonly JudgedTriple[]
  readonly orientation: Orientation
  readonly meek: MeekSettings
}

/** Skeleton, colliders and Meek's rules. */
export function searchPc<N extends string>(test: IndependenceTest<N>, options: PcOptions): PcSearch {
  const queries = queriesOf(test)
  const settings = readConstraintOptions(queries.index, options)
  const rule = choice('colliderRule', options.colliderRule ?? 'majority', colliderRules)
  const conflicts = choice('conflicts', options.conflicts ?? 'bidirected', conflictRules)
  const skeleton = searchSkeleton(queries, settings)
  report(settings, { stage: 'colliders', level: 0, done: 0, total: 1, tests: skeleton.tests })
  const triples = judgeTriples(queries, skeleton, {
    rule,
    alpha: settings.alpha,
    maxSize: settings.maxSize,
    weigh: conflicts === 'strongest',
  })
  const orientation = startOrientation(skeleton.size, skeleton.adjacent, settings.knowledge)
  orientColliders(orientation, triples, conflicts)
  const meek = { inTurn: conflicts !== 'bidirected', avoidCycles: options.avoidCycles ?? true }
  closeByMeek(orientation, meek)
  if (rule === 'definite-max-p' && orientation.ambiguous.size > 0) {
    orientation.ambiguous.clear()
    closeByMeek(orientation, meek)
  }
  return { queries, skeleton, triples, orientation, meek }
}

/** What a search found, by name. */
export function pcResult<N extends string>(
  names: readonly N[],
  { queries, skeleton, triples, orientation }: PcSearch,
): PcResult<N> {
  const { size: n, adjacent, neighbors, arrow } = orientation
  const isExtendable =
    sinkRanks(
      n,
      (x) => neighbors[x]!,
      (a, b) => adjacent[a * n + b] === 1,
      (a, b) => arrow[a * n + b] === 1,
    ) !== null
  const ambiguous = triples
    .filter(({ decision }) => decision === AMBIGUOUS)
    .map(({ x, middle, y }) => Object.freeze({ x: names[x]!, middle: names[middle]!, y: names[y]! }))
  return Object.freeze({
    graph: makeGraph(isExtendable && isCompleted(orientation) ? 'cpdag' : 'pdag', names, flatEdges(orientation)),
    separatingSets: separatingSets(names, skeleton),
    tests: skeleton.tests,
    ambiguous: Object.freeze(ambiguous),
    nearAlpha: nearDecisions(names, queries, skeleton),
    isExtendable,
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
const conflictRules: readonly ConflictRule[] = ['keep', 'overwrite', 'strongest', 'bidirected']

function choice<C extends string>(field: string, value: C, allowed: readonly C[]): C {
  if (allowed.includes(value)) return value
  throw new CausalError('invalid-argument', `${field} is ${show(value)}; it can be ${allowed.join(', ')}.`, {
    [field]: value,
  })
}

/** Whether an extendable PDAG has just the arrows that Meek's rules make of its v-structures, as the CPDAG of a DAG does. */
function isCompleted(o: Orientation): boolean {
  const { size: n, adjacent, neighbors } = o
  const arrow = o.arrow.map((one, k) => {
    const [x, m] = [Math.floor(k / n), k % n]
    return one && +neighbors[m]!.some((y) => y !== x && adjacent[x * n + y] === 0 && directed(o, y, m))
  })
  closeByMeek({ ...o, arrow, banned: null, ambiguous: new Set() }, { inTurn: true, avoidCycles: false })
  return arrow.every((one, k) => one === o.arrow[k])
}
