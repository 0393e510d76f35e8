import { CausalError } from '../../errors.js'
import { show } from '../../show.js'
import { extensionRanks } from '../classes/extension.js'
import { impliedEdge } from '../classes/implied-edge.js'
import { indexed } from '../core/indexed.js'
import type { Mpdag } from '../types.js'

/**
 * A graph that really is maximally oriented and stands for some DAG, or an error that names the edge at fault. An extendable
 * graph has the v-structures of its DAGs, so that closure under Meek's rules makes it the CPDAG of these with knowledge.
 */
export function checkMpdag<N extends string>(graph: Mpdag<N>): Mpdag<N> {
  const g = indexed(graph)
  if (extensionRanks(g) === null) {
    throw new CausalError(
      'invalid-graph',
      'no DAG has these edges, these directions and no further v-structure, so it is no MPDAG; pdag() takes any such graph.',
    )
  }
  const implied = impliedEdge(g)
  if (implied === null) return graph
  const [from, to] = [g.names[implied[0]]!, g.names[implied[1]]!]
  throw new CausalError(
    'invalid-graph',
    `the other edges imply ${show(from)} -> ${show(to)} by Meek's rules, so the graph is not maximally oriented; orientByKnowledge(pdag(…), {}) completes it.`,
    { from, to },
  )
}
