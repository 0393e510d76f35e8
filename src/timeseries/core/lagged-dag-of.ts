import { ARROW, TAIL } from '../../graph/kinds/marks.js'
import { type IndexedEdge, makeLaggedGraph } from '../graphs/make-lagged-graph.js'
import type { LaggedGraph, LinearTemporalModel } from '../types.js'

/** The lagged graph of a structural model: an edge for each effect that is not 0. */
export function laggedDagOf<N extends string>({
  names,
  contemporaneous,
  lagged,
}: Pick<LinearTemporalModel<N>, 'names' | 'contemporaneous' | 'lagged'>): LaggedGraph<N, 'lagged-dag'> {
  const p = names.length
  const edges: IndexedEdge[] = []
  for (const [lag, matrix] of [contemporaneous, ...lagged].entries()) {
    for (let k = 0; k < p * p; k++) {
      if (matrix[k] === 0) continue
      edges.push({ from: k % p, to: Math.floor(k / p), lag, fromMark: TAIL, toMark: ARROW })
    }
  }
  return makeLaggedGraph('lagged-dag', names, lagged.length, edges)
}
