import { impliedEdge } from '../../graph/classes/implied-edge.js'
import { indexed } from '../../graph/core/indexed.js'
import { makeGraph } from '../../graph/kinds/build.js'
import type { Cpdag, Mpdag, Pdag } from '../../graph/types.js'
import type { IndependenceTest } from '../../independence/core/types.js'
import { quoteNames } from '../../names.js'
import { choice } from '../core/choice.js'
import { report } from '../core/report.js'
import type { ConstraintOptions, ConstraintReport } from '../core/types.js'
import type { ColliderRule } from './collider-judges.js'
import { type JudgedTriple, judgeTriples, readColliderRule } from './colliders.js'
import { readConstraintOptions } from './constraint-options.js'
import type { Multiplicity } from './fdr-level.js'
import { closeByMeek, type MeekOrder, type MeekSettings } from './meek-rules.js'
import { hasExtension, mend } from './mend.js'
import {
  type ConflictRule,
  directed,
  flatEdges,
  type Orientation,
  orientColliders,
  startOrientation,
} from './orientation.js'
import { queriesOf } from './queries.js'
import { type RepairedEdge, repairedEdges } from './repair.js'
import { constraintReport, withReport } from './reports.js'
import { searchSkeleton } from './skeleton.js'
import type { LevelContext } from './skeleton-state.js'

/**
 * Settings of {@link pc}.
 *
 * @category Discovery
 */
export interface PcOptions<N extends string = string> extends ConstraintOptions<N> {
  /** How an unshielded triple is judged to be a collider (default `majority`). */
  readonly colliderRule?: ColliderRule
  /**
   * Whether alpha bounds the expected share of false edges among those found rather than each test: by the step-up procedure
   * of Benjamini and Hochberg, or by that of Benjamini and Yekutieli, which holds under any dependence of the tests and keeps
   * fewer edges (default `none`).
   */
  readonly multiplicity?: 'none' | 'benjamini-hochberg' | 'benjamini-yekutieli'
  /** What happens when two colliders want opposite arrows on one edge (default `bidirected`). */
  readonly conflicts?: ConflictRule
  /**
   * Whether all that a rule of Meek finds is oriented `together`, so that nothing depends on the order of columns (the
   * default with the conflicts `bidirected`), or each edge `in-turn`, as some programs do (the default with the others).
   */
  readonly meekOrder?: MeekOrder
  /** Whether Meek's rules leave an edge undirected rather than close a directed cycle (default true). */
  readonly avoidCycles?: boolean
  /**
   * Whether a graph that no DAG has is mended (default true; false where `conflicts` is given, as other programs have it):
   * tests that contradict each other leave edges with two arrows, cycles, or colliders that cannot stand together.
   */
  readonly repair?: boolean
}

/** The keys of {@link PcOptions} beside those of every search over tests. */
export const pcKeys = ['colliderRule', 'multiplicity', 'conflicts', 'meekOrder', 'avoidCycles', 'repair'] as const

/**
 * What {@link pc} found, with the grounds for it.
 *
 * @category Discovery
 */
export interface PcResult<N extends string = string> extends ConstraintReport<N> {
  /** The graph: of kind `cpdag` when it is the CPDAG of some DAG, `mpdag` when knowledge orients more, else a `pdag`. */
  readonly graph: Cpdag<N> | Mpdag<N> | Pdag<N>
  /** Whether some DAG has these edges, these directions and no further collider. */
  readonly isExtendable: boolean
  /**
   * The edges whose marks were changed since the rules had left a graph that no DAG has: colliders are then judged by `max-p`
   * with the `strongest` first, and if that is not enough a DAG on the same skeleton is taken that turns few directions and
   * adds few colliders. Empty where nothing needed mending.
   */
  readonly repaired: readonly RepairedEdge<N>[]
}

/** A finished search, in positions. */
export interface PcSearch {
  readonly context: LevelContext
  readonly triples: readonly JudgedTriple[]
  readonly orientation: Orientation
  readonly meek: MeekSettings
  /** What the rules had left, where the orientation is a mended one; else null. */
  readonly mendedFrom: Orientation | null
}

/** Skeleton, colliders and Meek's rules. */
export function searchPc<N extends string>(test: IndependenceTest<N>, options: PcOptions): PcSearch {
  const queries = queriesOf(test)
  const settings = readConstraintOptions(queries.index, options)
  const rule = readColliderRule(options.colliderRule)
  const conflicts = choice('conflicts', options.conflicts ?? 'bidirected', conflictRules)
  const meekOrder = choice('meekOrder', options.meekOrder ?? defaultMeekOrder(conflicts), meekOrders)
  const multiplicity = choice('multiplicity', options.multiplicity ?? 'none', multiplicities)
  const context = searchSkeleton(queries, { ...settings, multiplicity })
  const { skeleton } = context
  report(settings, { stage: 'colliders', level: 0, done: 0, total: 1, tests: skeleton.tests })
  const weigh = conflicts === 'strongest'
  const triples = judgeTriples(context, { rule, maxSize: settings.maxSize, weigh, atFall: false })
  const orientation = startOrientation(skeleton.size, skeleton.adjacent, settings.knowledge)
  orientColliders(orientation, triples, conflicts)
  const meek = { inTurn: meekOrder === 'in-turn', avoidCycles: options.avoidCycles ?? true }
  closeByMeek(orientation, meek)
  if (rule === 'definite-max-p' && orientation.ambiguous.size > 0) {
    orientation.ambiguous.clear()
    closeByMeek(orientation, meek)
  }
  const repair = options.repair ?? options.conflicts === undefined
  const mended = repair && !hasExtension(orientation) ? mend(context, settings, meek) : null
  return mended === null
    ? { context, triples, orientation, meek, mendedFrom: null }
    : { context, triples, orientation: mended, meek, mendedFrom: orientation }
}

/** What a search found, by name. */
export function pcResult<N extends string>(
  names: readonly N[],
  { context, triples, orientation, mendedFrom }: PcSearch,
): PcResult<N> {
  const isExtendable = hasExtension(orientation)
  const repaired = mendedFrom === null ? Object.freeze([]) : repairedEdges(names, mendedFrom, orientation.arrow)
  const said = constraintReport(names, context, triples)
  return withReport({ graph: classGraph(names, orientation, isExtendable) }, said, {
    warnings: repaired.length === 0 ? said.warnings : Object.freeze([...said.warnings, repairWarning(repaired)]),
    isExtendable,
    repaired,
  })
}

/** A CPDAG, an MPDAG where knowledge orients more than that, or else a PDAG. */
function classGraph<N extends string>(
  names: readonly N[],
  orientation: Orientation,
  isExtendable: boolean,
): PcResult<N>['graph'] {
  const edges = flatEdges(orientation)
  const graph = makeGraph('pdag', names, edges)
  if (!isExtendable) return graph
  if (isCompleted(orientation)) return makeGraph('cpdag', names, edges)
  return impliedEdge(indexed(graph)) === null ? makeGraph('mpdag', names, edges) : graph
}

function repairWarning(repaired: readonly RepairedEdge[]): string {
  const edges = repaired.map(({ x, y }) => `${x} — ${y}`)
  return `The tests contradict each other: no DAG has the graph that the rules had left. A near one was taken, with other marks at ${quoteNames(edges)} (see repaired).`
}

const conflictRules: readonly ConflictRule[] = ['keep', 'overwrite', 'strongest', 'bidirected']

const multiplicities: readonly Multiplicity[] = ['none', 'benjamini-hochberg', 'benjamini-yekutieli']

const meekOrders: readonly MeekOrder[] = ['together', 'in-turn']

function defaultMeekOrder(conflicts: ConflictRule): MeekOrder {
  return conflicts === 'bidirected' ? 'together' : 'in-turn'
}

/** Whether an extendable PDAG has just the arrows that Meek's rules make of its v-structures, as the CPDAG of a DAG does. */
function isCompleted(o: Orientation): boolean {
  const { size: n, adjacent, neighbors } = o
  const arrow = new Uint8Array(n * n)
  for (let m = 0; m < n; m++) {
    for (const x of neighbors[m]!) {
      const isIn = o.arrow[x * n + m] === 1
      if (isIn && neighbors[m]!.some((y) => y !== x && adjacent[x * n + y] === 0 && directed(o, y, m)))
        arrow[x * n + m] = 1
    }
  }
  closeByMeek({ ...o, arrow, banned: null, ambiguous: new Set() }, { inTurn: true, avoidCycles: false })
  return arrow.every((one, k) => one === o.arrow[k])
}
