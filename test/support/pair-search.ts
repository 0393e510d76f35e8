import type { CounterfactualEvent } from '../../src/index.js'
import { knownToOracle } from './districts.js'
import type { ModelGraph } from './enumerated-model.js'
import { parityGap } from './parity-models.js'
import { type Oracle, responseOracle } from './response-functions.js'

/**
 * Searches for two models that agree and differ in the query: with binary nodes, then with one node of three states after
 * another (where X is binary, P(y_x | x′) has a formula, and in general it has none), in the graph and in those with fewer
 * hidden causes. Null when none is found; NaN when the condition is impossible.
 */
export function pairSearch(
  graph: ModelGraph,
  level: 'experiments' | 'observations',
  seed = 1,
): (event: readonly CounterfactualEvent[], given: readonly CounterfactualEvent[]) => number | null {
  const made = new Map<number, Oracle>()
  const graphs = [graph, ...fewerCauses(graph)].filter(knownToOracle)
  const kinds = graphs.flatMap((g) =>
    [-1, ...g.nodes.keys(), g.nodes.length].map((wide) => ({
      g,
      states: g.nodes.map((_, i) => (i === wide || wide === g.nodes.length ? 3 : 2)),
      most: wide === g.nodes.length ? 60 : 400,
    })),
  )
  return (event, given) => {
    for (const [k, { g, states, most }] of kinds.entries()) {
      let oracle = made.get(k)
      if (oracle === undefined) {
        oracle = responseOracle(g, level, { seed: seed + k, states, most })
        made.set(k, oracle)
      }
      const gap = oracle.gap(event, given)
      if (k === 0 && Number.isNaN(gap)) return gap
      if (gap > 1e-7) return gap
    }
    if (level === 'experiments') return null
    return parityGap(graph, event, given, 2) ?? parityGap(graph, event, given, 4)
  }
}

/** The graph with bidirected edges left out until no two that share a node are left, in each way. */
function fewerCauses(graph: ModelGraph): ModelGraph[] {
  const { bidirected } = graph
  return Array.from({ length: 2 ** bidirected.length - 1 }, (_, mask) => ({
    ...graph,
    bidirected: bidirected.filter((_, k) => (mask >> k) & 1),
  })).filter(({ bidirected: few }) => few.length > 0 && new Set(few.flat()).size === 2 * few.length)
}
