import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Admg, type EstimandSource, evaluateEstimand, identify, identifyPolicy, toText } from '../../src/index.js'
import { arbitraryAdmg } from '../support/arbitrary.js'
import { listsOf } from '../support/class-members.js'
import {
  assignments,
  type EnumeratedModel,
  enumerate,
  numbers,
  probabilityOf,
  randomModel,
  valueAt,
} from '../support/enumerated-model.js'
import { knownSource } from '../support/known-distributions.js'

interface Policy {
  readonly treatment: string
  readonly given: readonly string[]
}

/** The model in which policies drive the treatments, and their tables as sources. */
function underPolicies(
  model: EnumeratedModel,
  policies: readonly Policy[],
  seed: number,
): { model: EnumeratedModel; sources: EstimandSource[] } {
  const next = numbers(seed + 77)
  const treated = policies.map(({ treatment }) => treatment)
  const { graph } = model
  const directed = [
    ...graph.directed.filter(([, b]) => !treated.includes(b)),
    ...policies.flatMap(({ treatment, given }) => given.map((a) => [a, treatment] as const)),
  ]
  const tables = policies.map(({ given }) => Array.from({ length: 2 ** given.length }, () => 0.1 + 0.8 * next()))
  const sources = policies.map(
    ({ treatment, given }, k): EstimandSource => ({
      domain: `policy of ${treatment}`,
      given,
      joint: {
        variables: [...given, treatment].map((name) => ({ name, states: ['0', '1'] })),
        values: Float64Array.from(tables[k]!.flatMap((p) => [1 - p, p])),
      },
    }),
  )
  // hidden causes stay where they are for all others: the treatment's table just does not read them
  const bias = new Map(model.bias)
  for (const [k, { treatment }] of policies.entries()) {
    const hidden = graph.bidirected.filter((pair) => pair.includes(treatment)).length
    bias.set(
      treatment,
      tables[k]!.flatMap((p) => Array.from({ length: 2 ** hidden }, () => p)),
    )
  }
  return { model: { ...model, graph: { ...graph, directed }, bias }, sources }
}

const isAcyclic = (nodes: readonly string[], directed: readonly (readonly [string, string])[]): boolean => {
  const left = new Set(nodes)
  for (let gone = true; gone; ) {
    gone = false
    for (const node of left) {
      if (directed.some(([a, b]) => b === node && left.has(a))) continue
      left.delete(node)
      gone = true
    }
  }
  return left.size === 0
}

const question = (g: Admg): fc.Arbitrary<{ g: Admg; policies: Policy[]; outcome: string[]; act: string[] }> =>
  fc
    .tuple(
      fc.shuffledSubarray([...g.nodes], { minLength: g.nodes.length, maxLength: g.nodes.length }),
      fc.integer({ min: 1, max: 2 }),
      fc.integer({ min: 1, max: 2 }),
      fc.array(fc.subarray([...g.nodes], { maxLength: 2 }), { minLength: 2, maxLength: 2 }),
      fc.boolean(),
    )
    .map(([names, treatments, outcomes, inputs, sets]) => ({
      g,
      policies: names
        .slice(0, treatments)
        .map((treatment, k) => ({ treatment, given: inputs[k]!.filter((i) => i !== treatment) })),
      outcome: names.slice(treatments, treatments + outcomes),
      act: sets ? names.slice(treatments + outcomes, treatments + outcomes + 1) : [],
    }))

describe('identifyPolicy', () => {
  it('gives formulas that are true in the model that the policies make', () => {
    let live = 0
    let sequences = 0
    let refused = 0
    fc.assert(
      fc.property(
        arbitraryAdmg(3, 5).chain(question),
        fc.integer({ min: 1, max: 999 }),
        ({ g, policies, outcome, act }, seed) => {
          const lists = listsOf(g)
          const treated = [...policies.map(({ treatment }) => treatment), ...act]
          const directed = [
            ...lists.directed.filter(([, b]) => !treated.includes(b)),
            ...policies.flatMap(({ treatment, given }) => given.map((a) => [a, treatment] as const)),
          ]
          if (lists.bidirected.length > 6 || !isAcyclic(g.nodes, directed)) return
          const named = policies.map((policy) => ({ ...policy, name: `policy of ${policy.treatment}` }))
          const answer = identifyPolicy(g, { policies: named, outcome, do: act })
          if (!answer.identifiable) {
            refused++
            return
          }
          live++
          if (policies.length > 1) sequences++
          const model = randomModel(lists, seed)
          const changed = underPolicies(model, policies, seed)
          const result = evaluateEstimand(answer.estimand, [knownSource(model, {}), ...changed.sources])
          for (const set of assignments(act)) {
            const joint = enumerate(changed.model, set)
            for (const event of assignments(outcome)) {
              const truth = probabilityOf(joint, event)
              expect(
                Math.abs(valueAt(result, new Map([...set, ...event])) - truth),
                toText(answer.estimand),
              ).toBeLessThan(1e-9)
            }
          }
        },
      ),
      { numRuns: 400 },
    )
    expect(live).toBeGreaterThan(100)
    expect(sequences).toBeGreaterThan(20)
    expect(refused).toBeGreaterThan(15)
  })

  it('without inputs is identifiable where the effect of setting is', () => {
    fc.assert(
      fc.property(arbitraryAdmg(2, 6), (g) => {
        const [treatment, outcome] = g.nodes as [string, string]
        const answer = identifyPolicy(g, { policies: { treatment }, outcome })
        expect(answer.identifiable).toBe(identify(g, { do: treatment, outcome }).identifiable)
      }),
    )
  })
})
