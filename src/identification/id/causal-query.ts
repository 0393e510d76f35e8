import { CausalError } from '../../errors.js'
import { type IndexedGraph, indexed } from '../../graph/core/indexed.js'
import { asListed, inNameOrder } from '../../graph/core/name-order.js'
import { checkDisjoint } from '../../graph/core/sets.js'
import { latentProjection } from '../../graph/latent/latent-projection.js'
import type { Admg, CausalGraph } from '../../graph/types.js'
import { measuredPositions } from '../adjustment/effect-query.js'

/**
 * An interventional query: P(outcome | do(do), given).
 *
 * @category Identification
 */
export interface CausalQuery<N extends string = string> {
  /** What is set: a node, or several. */
  readonly do: N | readonly N[]
  /** The outcome, or several. */
  readonly outcome: N | readonly N[]
  /** What is observed besides. */
  readonly given?: N | readonly N[]
}

/** A query in positions of the measured graph, each list ascending. */
export interface MeasuredQuery {
  /** The graph without its latent nodes, projected; its nodes by name, so that no answer hangs on the order of lists. */
  readonly graph: Admg
  readonly g: IndexedGraph
  readonly x: number[]
  readonly y: number[]
  readonly z: number[]
  /** Names of positions, in the order in which the asker's graph lists them. */
  readonly names: (positions: readonly number[]) => readonly string[]
}

const projections = new WeakMap<CausalGraph, Admg>()

/** The ADMG over the measured nodes; a graph without latent nodes is left as it is. */
export function measuredGraph(graph: CausalGraph): Admg {
  if (graph.kind !== 'dag' && graph.kind !== 'admg') {
    throw new CausalError(
      'not-supported',
      `expected a DAG or an ADMG, got a ${String(graph.kind).toUpperCase()}: identify in each graph of the class, or use adjustmentSets.`,
      { kind: graph.kind },
    )
  }
  indexed(graph)
  if (graph.latents.length === 0) return graph as Admg
  let projected = projections.get(graph)
  if (projected === undefined) {
    projected = latentProjection(graph as Admg)
    if (Object.isFrozen(graph)) projections.set(graph, projected)
  }
  return projected
}

/** The query's names checked against the whole graph, and their positions in the measured one. */
export function measuredQuery(graph: CausalGraph, query: CausalQuery): MeasuredQuery {
  if (typeof query !== 'object' || query === null) {
    throw new CausalError('invalid-argument', "expected a query such as { do: 'X', outcome: 'Y' }.")
  }
  const whole = indexed(graph)
  const x = measuredPositions(whole, 'do', query.do, true)
  const y = measuredPositions(whole, 'outcome', query.outcome)
  const z = measuredPositions(whole, 'given', query.given ?? [], true)
  checkDisjoint(whole, ['do', x], ['outcome', y], ['given', z])
  const measured = inNameOrder(measuredGraph(graph))
  const g = indexed(measured)
  const move = (list: readonly number[]): number[] =>
    list.map((i) => g.index.get(whole.names[i]!)!).sort((a, b) => a - b)
  const names = (positions: readonly number[]): readonly string[] =>
    asListed(
      graph,
      positions.map((i) => g.names[i]!),
    )
  return { graph: measured, g, x: move(x), y: move(y), z: move(z), names }
}
