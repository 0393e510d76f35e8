import { CausalError } from '../../errors.js'
import { show } from '../../show.js'
import { extensionRanks } from '../classes/extension.js'
import { markedGraph } from '../classes/marked.js'
import { meek } from '../classes/meek.js'
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
  const marked = markedGraph(g)
  const before = marked.mark.slice()
  meek(marked)
  const k = before.findIndex((mark, i) => mark !== marked.mark[i])
  if (k < 0) return graph
  const from = g.names[marked.node[marked.twin[k]!]!]!
  const to = g.names[marked.node[k]!]!
  throw new CausalError(
    'invalid-graph',
    `the other edges imply ${show(from)} -> ${show(to)} by Meek's rules, so the graph is not maximally oriented; orientByKnowledge(pdag(…), {}) completes it.`,
    { from, to },
  )
}
