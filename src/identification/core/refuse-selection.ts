import { CausalError } from '../../errors.js'
import { shown } from '../../graph/classes/determined.js'
import type { CausalGraph } from '../../graph/types.js'

/** An error for a MAG or PAG with an edge that only selection makes: two ends of which neither has an arrow, one with a tail. */
export function refuseSelection(graph: CausalGraph, what: string): void {
  if (graph.kind !== 'mag' && graph.kind !== 'pag') return
  const edge = graph.edges.find(
    ({ fromMark, toMark }) => fromMark !== 'arrow' && toMark !== 'arrow' && (fromMark === 'tail' || toMark === 'tail'),
  )
  if (edge === undefined) return
  throw new CausalError(
    'not-supported',
    `${what} is for graphs without selection bias: this ${graph.kind.toUpperCase()} has the edge ${shown(edge)}, which only selection makes.`,
    { kind: graph.kind, from: edge.from, to: edge.to },
  )
}
