import { CausalError } from '../../errors.js'
import { quoteNames } from '../../names.js'
import { show } from '../../show.js'
import { connectorsOf, graphKinds, marksOfConnector } from '../kinds/connectors.js'
import { type MarkCode, markNames } from '../kinds/marks.js'
import type { GraphKind } from '../types.js'
import { cycleIn } from './cycle.js'
import type { IndexedGraph } from './index-graph.js'

/** Rules that every graph of the kind obeys edge by edge, and acyclicity where the kind asks for it. */
export function checkKind(kind: GraphKind, g: IndexedGraph): void {
  if (!graphKinds.includes(kind)) {
    const kinds = graphKinds.map((known) => `'${known}'`).join(', ')
    throw new CausalError('invalid-argument', `there is no kind of graph ${show(kind)}: the kinds are ${kinds}.`)
  }
  const allowed = connectorsOf(kind).map((connector) => edgeForm(...marksOfConnector(connector)))
  const nodes = g.names
  const { start, node, near, far } = g.incidence
  const what = kind.toUpperCase()
  for (let a = 0; a < nodes.length; a++) {
    for (let k = start[a]!; k < start[a + 1]!; k++) {
      const b = node[k]!
      const fail = (message: string): never => {
        const names = [nodes[a]!, nodes[b]!]
        throw new CausalError('invalid-graph', `${quoteNames(names)} ${message}`, { names })
      }
      if (!allowed.includes(edgeForm(near[k]!, far[k]!)))
        fail(
          `have an edge that no ${what} has: ${markNames[near[k] as MarkCode]} and ${markNames[far[k] as MarkCode]}.`,
        )
      // an ADMG may have X -> Y beside X <-> Y; two opposite arrows are reported as the cycle that they are
      if (k > start[a]! && node[k - 1] === b && kind !== 'admg' && kind !== 'dag') fail('have two edges: keep one.')
    }
  }
  const cycle = kind === 'pdag' || kind === 'pag' ? [] : cycleIn(g).map((i) => nodes[i]!)
  if (cycle.length === 0) return
  throw new CausalError(
    'cycle',
    `a ${what} has no directed cycle, found ${[...cycle, cycle[0]].map((name) => show(name)).join(' -> ')}. Turn or remove an edge.`,
    { cycle },
  )
}

/** An edge whichever end is named first: the set of its marks. */
function edgeForm(here: number, there: number): number {
  return (1 << here) | (1 << there)
}
