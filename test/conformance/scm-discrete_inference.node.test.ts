import { mostProbable, query } from '../../src/index.js'
import { conformance, expectClose } from './harness.js'
import { checkPosterior, type Network, networkModel, stateOf } from './networks.js'

interface Case extends Network {
  map: { assignment: Record<string, number>; probability: number }
}

conformance<Case, { cases: Case[] }>(
  'scm/discrete_inference',
  'scm/discrete_inference.json',
  (document) => document.cases,
  (item) => {
    const model = networkModel(item.nodes)
    for (const q of item.queries) checkPosterior(model, item.nodes, q, 1e-10)
    const best = mostProbable(model)
    if (best.method !== 'discrete') throw new Error(best.method)
    expectClose(best.probability, item.map.probability, 1e-10, 0, 'map')
    const assigned = Object.fromEntries(
      Object.entries(item.map.assignment).map(([name, k]) => [name, stateOf(item.nodes, name, k)]),
    )
    // of several assignments that are equally probable either may be found
    for (const given of [assigned, best.assignment]) {
      const whole = query(model, [], { given })
      if (whole.method !== 'discrete') throw new Error(whole.method)
      expectClose(whole.evidenceProbability, item.map.probability, 1e-10, 0, 'probability of the assignment')
    }
  },
)
