import { ARROW, TAIL } from '../../graph/kinds/marks.js'
import type { IndexedLaggedKnowledge } from '../discovery/pcmci/lagged-knowledge.js'
import { linkAt } from '../discovery/pcmci/link-table.js'
import type { HiddenCauseSettings } from './search-state.js'
import { eachOrderedPair } from './window-graph.js'

/** Knowledge as marks of a complete graph: an arrow at what is no cause; a tail, and an edge that stays, at what is one. */
export function informOf(
  { required, banned }: IndexedLaggedKnowledge,
  n: number,
  maxLag: number,
): Pick<HiddenCauseSettings, 'fixed' | 'inform'> {
  /** Whether a link from a to b is in a table; b is at t, or a is and nothing leads back in time. */
  const isIn = (table: Uint8Array, a: number, b: number): boolean =>
    b < n && table[linkAt({ n, maxLag }, a % n, Math.floor(a / n), b)] === 1
  return {
    fixed: (a, b) => isIn(required, a, b) || isIn(required, b, a),
    inform: (graph) =>
      eachOrderedPair(graph, (a, b) => {
        if (isIn(banned, a, b)) graph.setEnd(b, a, ARROW)
        if (!isIn(required, a, b)) return
        graph.setEnd(b, a, TAIL)
        graph.setEnd(a, b, ARROW)
        graph.setAdjacent(a, b)
      }),
  }
}
