import type { LaggedEdge, LaggedGraph, LinearTemporalModel } from '../types.js'

/** The lagged graph of a structural model: an edge for each effect that is not 0. */
export function laggedDagOf<N extends string>({
  names,
  contemporaneous,
  lagged,
}: Pick<LinearTemporalModel<N>, 'names' | 'contemporaneous' | 'lagged'>): LaggedGraph<N, 'lagged-dag'> {
  const p = names.length
  const edges: LaggedEdge<N>[] = []
  for (let i = 0; i < p; i++) {
    for (const [lag, matrix] of [contemporaneous, ...lagged].entries()) {
      for (let j = 0; j < p; j++) {
        if (matrix[i * p + j] === 0) continue
        edges.push(Object.freeze({ from: names[j]!, to: names[i]!, lag, fromMark: 'tail', toMark: 'arrow' }))
      }
    }
  }
  return Object.freeze({ kind: 'lagged-dag', nodes: names, maxLag: lagged.length, edges: Object.freeze(edges) })
}
