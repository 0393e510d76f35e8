import { CausalError } from '../errors.js'
import type { CausalGraph } from '../graph/types.js'
import { show } from '../show.js'
import type { LaggedGraph } from '../timeseries/types.js'
import { type DrawnGraph, drawnGraph, isLagged } from './graphs/drawn-graph.js'
import { drawnSlices, drawnSummary } from './graphs/drawn-lagged.js'

/** A graph, or a graph over time, as it is drawn. */
export function drawnPicture(picture: CausalGraph | LaggedGraph, lags: 'slices' | 'summary' | undefined): DrawnGraph {
  if (lags !== undefined && lags !== 'slices' && lags !== 'summary') {
    throw new CausalError('invalid-argument', `\`lags\` is 'slices' or 'summary', got ${show(lags)}.`, { lags })
  }
  if (isLagged(picture)) return lags === 'summary' ? drawnSummary(picture) : drawnSlices(picture)
  if (lags !== undefined) {
    throw new CausalError('not-supported', '`lags` is for graphs over time: leave it out for this graph.')
  }
  return drawnGraph(picture)
}
