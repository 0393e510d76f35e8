import { indexed } from '../../graph/core/indexed.js'
import type { NodeSet } from '../../graph/core/node-sets.js'
import { reach } from '../../graph/core/reach.js'
import { flags, positionsOf } from '../../graph/core/sets.js'
import { latentProjection } from '../../graph/latent/latent-projection.js'
import type { MeasuredQuery } from '../id/causal-query.js'
import { differingWithin, type KnownDistribution, type Population } from './distributions.js'

/** A question with what is known. */
export interface DataQuestion {
  readonly q: MeasuredQuery
  readonly data: readonly KnownDistribution[]
  readonly populations: readonly Population[]
}

/**
 * The question in the graph over the nodes that can matter. Nodes that neither the query nor a distribution mentions are projected out:
 * they are hidden. So are nodes that distributions only measure and that lead to nothing that is asked, set or conditioned on: two
 * models that agree on the rest and differ in the query do so, too, when such a node is a coin of its own. No answer changes.
 */
export function reducedQuestion(question: DataQuestion): DataQuestion {
  const { q, data } = question
  const { g } = q
  const fixed = [...q.x, ...q.y, ...q.z, ...data.flatMap(({ act, given }) => [...act, ...given])]
  const named = flags(g.size, [...fixed, ...data.flatMap(({ over }) => over)])
  return projectedQuestion(
    question,
    reach(g.parents, fixed).map((flag, i) => flag & named[i]!),
  )
}

/** The question in the projection of the graph on some nodes, from the distributions that set and condition on these alone. */
export function projectedQuestion({ q, data, populations }: DataQuestion, stay: NodeSet): DataQuestion {
  const { g } = q
  if (!stay.includes(0)) return { q, data, populations }
  const graph = latentProjection(
    q.graph,
    g.names.filter((_, i) => stay[i] === 0),
  )
  const small = indexed(graph)
  const move = (positions: readonly number[]): number[] =>
    positions.flatMap((i) => (stay[i] === 1 ? [small.index.get(g.names[i]!)!] : []))
  const place = small.names.map((name) => g.index.get(name)!)
  const names = (positions: readonly number[]): readonly string[] => q.names(positions.map((i) => place[i]!))
  const isIn = (positions: readonly number[]): boolean => positions.every((i) => stay[i] === 1)
  return {
    q: { graph, g: small, x: move(q.x), y: move(q.y), z: move(q.z), names },
    data: data.flatMap(({ over, act, given, domain }) =>
      isIn(act) && isIn(given) ? [{ over: move(over), act: move(act), given: move(given), domain }] : [],
    ),
    populations: populations.map(({ name, differs }) => ({
      name,
      differs: flags(small.size, move(positionsOf(differingWithin(g, differs, stay)))),
    })),
  }
}
