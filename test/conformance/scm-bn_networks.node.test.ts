import { conformance } from './harness.js'
import { checkPosterior, type Network, networkModel } from './networks.js'

interface Case extends Network {
  max_row_sum_error: number
}

conformance<Case, { cases: Case[] }>(
  'scm/bn_networks',
  'scm/bn_networks.json',
  (document) => document.cases,
  (item) => {
    // published tables are rounded: rows are used as they stand
    const model = networkModel(item.nodes, Math.max(1e-9, 2 * item.max_row_sum_error))
    for (const q of item.queries) checkPosterior(model, item.nodes, q, 1e-6)
  },
)
