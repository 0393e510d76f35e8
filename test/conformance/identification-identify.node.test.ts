import { expect } from 'vitest'
import { evaluateEstimand, type Factor, identify, toText } from '../../src/index.js'
import { enumerate, randomModel, truths, valueAt } from '../support/enumerated-model.js'
import { hedgeFault } from '../support/hedge.js'
import { conformance, expectClose } from './harness.js'
import { type IdentGraph, identGraph } from './ident-graph.js'

interface Query {
  readonly x: string[]
  readonly y: string[]
  readonly z: string[]
}
interface Case {
  readonly kind: string
  readonly graph: IdentGraph
  readonly query: Query
  readonly expected: { readonly identifiable: boolean; readonly strategy?: string }
}

/** The verdict, the strategy, and either the hedge by its definition or the values on two random models of the graph. */
function check({ graph, query: { x, y, z }, expected }: Case): void {
  const answer = identify(identGraph(graph), { do: x, outcome: y, given: z })
  expect(answer.identifiable).toBe(expected.identifiable)
  if (!answer.identifiable) {
    // a hedge for P(y, z | do(x)) with what IDC set as well
    const asked = [...x, ...answer.derivation.filter((s) => s.rule === 'exchange').flatMap((s) => s.sets[0]!)]
    const rest = [...y, ...z.filter((name) => !asked.includes(name))]
    expect(hedgeFault(graph, asked, rest, answer.hedge)).toBe(null)
    return
  }
  if (expected.strategy !== undefined) {
    const names: Record<string, string> = {
      'no-effect': 'noEffect',
      'back-door': 'adjustment',
      adjustment: 'adjustment',
      'front-door': 'frontdoor',
      general: 'general',
    }
    expect(names[answer.strategy]).toBe(expected.strategy)
  }
  // a model has 2^(nodes + hidden causes) cells: beyond four million the verdict and the strategy must do
  if (graph.nodes.length + graph.bidirected.length > 22 || graph.latent.length > 0) return
  for (const seed of [1, 2]) {
    const model = randomModel(graph, seed)
    const result = evaluateEstimand(answer.estimand, enumerate(model))
    expect(result.unsupported).toEqual([])
    for (const { at, value } of truths(model, x, y, z))
      expectClose(valueAt(result, at), value, 1e-9, 0, toText(answer.estimand))
  }
}

for (const kind of ['identify', 'idc']) {
  conformance<Case, Case[]>(`ident/${kind}`, 'ident/identify.json', (all) => all.filter((c) => c.kind === kind), check)
}
// kinds answered here: 'ident/identify' and 'ident/idc'

interface NumericCase {
  readonly graph: IdentGraph
  readonly query: Query
  readonly joint: { readonly order: string[]; readonly p: number[] }
  readonly expected: readonly { readonly x: number[]; readonly z: number[]; readonly p: number[] }[]
}

conformance<NumericCase, NumericCase[]>(
  'ident/idNumeric',
  'ident/id-numeric.json',
  (all) => all,
  ({ graph, query: { x, y, z }, joint, expected }) => {
    const answer = identify(identGraph(graph), { do: x, outcome: y, given: z })
    if (!answer.identifiable) throw new Error('refused')
    const factor: Factor = {
      variables: joint.order.map((name) => ({ name, states: ['0', '1'] })),
      values: Float64Array.from(joint.p),
    }
    const result = evaluateEstimand(answer.estimand, factor)
    for (const row of expected) {
      for (const [k, p] of row.p.entries()) {
        const at = new Map<string, number>()
        for (const [i, name] of x.entries()) at.set(name, row.x[i]!)
        for (const [i, name] of z.entries()) at.set(name, row.z[i]!)
        for (const [i, name] of y.entries()) at.set(name, (k >> (y.length - 1 - i)) & 1)
        expectClose(valueAt(result, at), p, 1e-9, 0, toText(answer.estimand))
      }
    }
  },
)
