import { impliedEdge } from '../../graph/classes/implied-edge.js'
import { sinkRanks } from '../../graph/classes/sink-ranks.js'
import { indexed } from '../../graph/core/indexed.js'
import { makeGraph } from '../../graph/kinds/build.js'
import type { Cpdag, Mpdag, Pdag } from '../../graph/types.js'
import type { IndependenceTest } from '../../independence/core/types.js'
import { choice } from '../core/choice.js'
import { report } from '../core/report.js'
import type { ConstraintOptions, ConstraintReport } from '../core/types.js'
import type { ColliderRule } from './collider-judges.js'
import { type JudgedTriple, judgeTriples, readColliderRule } from './colliders.js'
import { readConstraintOptions } from './constraint-options.js'
import { closeByMeek, type MeekOrder, type MeekSettings } from './meek-rules.js'
import {
  type ConflictRule,
  directed,
  flatEdges,
  type Orientation,
  orientColliders,
  startOrientation,
} from './orientation.js'
import { queriesOf } from './queries.js'
import { constraintReport } from './reports.js'
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
  /** What happens when two colliders want opposite arrows on one edge (default `bidirected`). */
  readonly conflicts?: ConflictRule
  /**
   * Whether all that a rule of Meek finds is oriented `together`, so that nothing depends on the order of columns (the
   * default with the conflicts `bidirected`), or each edge `in-turn`, as some programs do (the default with the others).
   */
  readonly meekOrder?: MeekOrder
  /** Whether Meek's rules leave an edge undirected rather than close a directed cycle (default true). */
  readonly avoidCycles?: boolean
}

/** The keys of {@link PcOptions} beside those of every search over tests. */
export const pcKeys = ['colliderRule', 'conflicts', 'meekOrder', 'avoidCycles'] as const

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
}

/** A finished search, in positions. */
export interface PcSearch {
  readonly context: LevelContext
  readonly triples: readonly JudgedTriple[]
  readonly orientation: Orientation
  readonly meek: MeekSettings
}

/** Skeleton, colliders and Meek's rules. */
export function searchPc<N extends string>(test: IndependenceTest<N>, options: PcOptions): PcSearch {
  const queries = queriesOf(test)
  const settings = readConstraintOptions(queries.index, options)
  const rule = readColliderRule(options.colliderRule)
  const conflicts = choice('conflicts', options.conflicts ?? 'bidirected', conflictRules)
  const meekOrder = choice('meekOrder', options.meekOrder ?? defaultMeekOrder(conflicts), meekOrders)
  const context = searchSkeleton(queries, settings)
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
  return { context, triples, orientation, meek }
}

/** What a search found, by name. */
export function pcResult<N extends string>(
  names: readonly N[],
  { context, triples, orientation }: PcSearch,
): PcResult<N> {
  const { size: n, adjacent, neighbors, arrow } = orientation
  const isExtendable =
    sinkRanks(
      n,
      (x) => neighbors[x]!,
      (a, b) => adjacent[a * n + b] === 1,
      (a, b) => arrow[a * n + b] === 1,
    ) !== null
  return Object.freeze({
    graph: classGraph(names, orientation, isExtendable),
    ...constraintReport(names, context, triples),
    isExtendable,
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

const conflictRules: readonly ConflictRule[] = ['keep', 'overwrite', 'strongest', 'bidirected']

const meekOrders: readonly MeekOrder[] = ['together', 'in-turn']

function defaultMeekOrder(conflicts: ConflictRule): MeekOrder {
  return conflicts === 'bidirected' ? 'together' : 'in-turn'
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
