import { ARROW, TAIL } from '../../graph/kinds/marks.js'
import { APR, MMR, R1, R2, R8 } from './ancestor-rules.js'
import { R0, R3 } from './collider-rules.js'
import { R4, R9, R10 } from './path-rules.js'
import { removeAncestral, removeNonAncestral } from './remove-links.js'
import {
  type HiddenCauseSearch,
  type HiddenCauseSettings,
  remembered,
  startSearch,
  type WindowTest,
} from './search-state.js'
import { causes, eachOrderedPair, NONE } from './window-graph.js'

/** Rules that need no colliders: they find ancestors while links are being removed (algorithm S2). */
const early = [APR, MMR, R8, R2, R1, R9, R10]
const all = [...early, R0, R3, R4]

/**
 * LPCMCI (Gerhardus & Runge 2020, algorithm 1): preliminary rounds of removing and orienting, of each of which only the causes that were
 * found are carried over into the next complete graph; then a full one.
 */
export function searchHiddenCauses(
  test: WindowTest,
  settings: HiddenCauseSettings,
): HiddenCauseSearch & { readonly tests: number } {
  const ask = remembered(test)
  let search = startSearch(ask, settings)
  for (let round = 0; round < settings.preliminaryIterations; round++) {
    search.orient(early)
    removeAncestral(search, `preliminary ${round + 1}`, early)
    search.orient(all)
    const last = search.graph
    search = startSearch(ask, settings)
    const { graph } = search
    eachOrderedPair(graph, (a, b) => {
      if (graph.end(a, b) === NONE || !causes(last, a, b)) return
      graph.setEnd(a, b, ARROW)
      graph.setEnd(b, a, TAIL)
    })
  }
  search.orient(early)
  removeAncestral(search, 'ancestors', early)
  search.orient(all)
  removeNonAncestral(search, 'non-ancestors', all)
  search.orient(all)
  return { ...search, tests: ask.count() }
}
