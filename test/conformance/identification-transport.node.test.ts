import { expect } from 'vitest'
import { evaluateEstimand, toText, transport } from '../../src/index.js'
import { type EnumeratedModel, randomModel, truths, valueAt } from '../support/enumerated-model.js'
import { experimentalJoint } from '../support/experiments.js'
import { conformance, expectClose } from './harness.js'
import { type IdentGraph, identGraph } from './ident-graph.js'

interface TransportCase {
  readonly kind: string
  readonly graph: IdentGraph
  readonly query: {
    readonly x: string[]
    readonly y: string[]
    readonly differsAt: string[]
    readonly available: readonly { readonly domain: string; readonly do: string[]; readonly over: string[] }[]
  }
  readonly expected: { readonly identifiable: boolean }
}

/** The formula's value against the truth in a pair of models that differ where the case says. */
function checkValue({ graph, query: { x, y, differsAt, available } }: TransportCase, seed: number): void {
  const answer = transport(identGraph(graph), { selection: differsAt, do: x, outcome: y, available })
  if (!answer.identifiable) return
  const target = randomModel(graph, seed)
  const other = randomModel(graph, seed + 1000)
  const source: EnumeratedModel = {
    ...target,
    bias: new Map(graph.nodes.map((n) => [n, (differsAt.includes(n) ? other : target).bias.get(n)!])),
  }
  const models: Record<string, EnumeratedModel> = { source, target }
  const sources = available.map((a) => ({
    do: a.do,
    domain: a.domain,
    joint: experimentalJoint(models[a.domain]!, a.do),
  }))
  const result = evaluateEstimand(answer.estimand, sources)
  for (const { at, value } of truths(target, x, y, []))
    expectClose(valueAt(result, at), value, 1e-9, 0, toText(answer.estimand))
}

/**
 * The verdict, and the formula's value in models of both populations.
 *
 * dosearch draws one domain node for all that differs and does not condition on it in the target, so that it confounds
 * what it points at: for c -> b with data P(a, b, c) of the target, P(b | do(c)) = P(b | c) is refused when b and c both
 * differ. Where the reference refuses, a formula that gives the truth in twenty random pairs of models refutes it.
 */
conformance<TransportCase, TransportCase[]>(
  'ident/transport',
  'ident/transport-selection.json',
  (all) => all.filter((c) => c.kind === 'transport'),
  (item) => {
    const { graph, query, expected } = item
    const answer = transport(identGraph(graph), {
      selection: query.differsAt,
      do: query.x,
      outcome: query.y,
      available: query.available,
    })
    const refuted = answer.identifiable && !expected.identifiable
    for (let seed = 1; seed <= (refuted ? 20 : 2); seed++) checkValue(item, seed)
    if (!refuted) expect(answer.identifiable).toBe(expected.identifiable)
  },
)
