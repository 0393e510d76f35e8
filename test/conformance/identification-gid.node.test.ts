import { expect } from 'vitest'
import { evaluateEstimand, identifyFromExperiments, toText } from '../../src/index.js'
import { randomModel, truths, valueAt } from '../support/enumerated-model.js'
import { experimentalJoint } from '../support/experiments.js'
import { conformance, expectClose } from './harness.js'
import { type IdentGraph, identGraph } from './ident-graph.js'

interface GidCase {
  readonly graph: IdentGraph
  readonly query: {
    readonly x: string[]
    readonly y: string[]
    readonly z: string[]
    readonly available: readonly { readonly do: string[]; readonly over: string[] }[]
  }
  readonly expected: { readonly identifiable: boolean }
}

conformance<GidCase, GidCase[]>(
  'ident/gid',
  'ident/gid.json',
  (all) => all,
  ({ graph, query: { x, y, z, available }, expected }) => {
    const answer = identifyFromExperiments(identGraph(graph), { do: x, outcome: y, given: z, available })
    expect(answer.identifiable).toBe(expected.identifiable)
    if (!answer.identifiable) return
    const model = randomModel(graph, 3)
    const sources = available.map((a) => ({ do: a.do, joint: experimentalJoint(model, a.do) }))
    const result = evaluateEstimand(answer.estimand, sources)
    for (const { at, value } of truths(model, x, y, z))
      expectClose(valueAt(result, at), value, 1e-9, 0, toText(answer.estimand))
  },
)
