import { CausalError } from '../../errors.js'
import { quoteNames } from '../../names.js'
import { ancestry } from '../core/ancestry.js'
import { indexed } from '../core/indexed.js'
import { inducedPairs } from '../latent/inducing.js'
import type { Mag } from '../types.js'
import { ARROW } from './marks.js'

/** A graph without directed cycles that is also ancestral and maximal (Richardson & Spirtes 2002), or an error that says where it is not. */
export function checkMag<N extends string>(graph: Mag<N>): Mag<N> {
  const g = indexed(graph)
  const { start, node, near } = g.incidence
  const isAbove = ancestry(g)
  const fail = (a: number, b: number, message: string): never => {
    const names = [g.names[a]!, g.names[b]!]
    throw new CausalError('invalid-graph', `${quoteNames(names)}: ${message}`, { names })
  }
  for (let a = 0; a < g.size; a++) {
    const undirected = g.neighbors.start[a]! < g.neighbors.start[a + 1]!
    for (let k = start[a]!; undirected && k < start[a + 1]!; k++) {
      if (near[k] === ARROW)
        fail(
          a,
          node[k]!,
          'at the first, an arrow meets an undirected edge, which an ancestral graph cannot have; remove one of the two.',
        )
    }
    for (let k = g.spouses.start[a]!; k < g.spouses.start[a + 1]!; k++) {
      if (isAbove(a, g.spouses.node[k]!))
        fail(
          a,
          g.spouses.node[k]!,
          'a bidirected edge joins the first to its own descendant; in an ancestral graph that edge is directed.',
        )
    }
  }
  const none = new Uint8Array(g.size)
  const [a, b] = inducedPairs(g, none, none, none)
  if (a !== undefined && b !== undefined)
    fail(
      a,
      b,
      'no set separates them although they are not adjacent, so the graph is not maximal; join them by a bidirected edge.',
    )
  return graph
}
