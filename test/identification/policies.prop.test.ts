import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Admg, evaluateEstimand, identify, identifyPolicy, toText } from '../../src/index.js'
import { arbitraryAdmg } from '../support/arbitrary.js'
import { listsOf } from '../support/class-members.js'
import { assignments, randomModel, valueAt } from '../support/enumerated-model.js'
import { distributionsOver, knownSource } from '../support/known-distributions.js'
import { type PolicyInputs, policySources, policyTruth, underPolicies } from '../support/policy-models.js'

const question = (g: Admg): fc.Arbitrary<{ g: Admg; policies: PolicyInputs[]; outcome: string[]; act: string[] }> =>
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
          if (lists.bidirected.length > 6 || underPolicies(lists, policies, act) === null) return
          const named = policies.map((policy) => ({ ...policy, name: `policy of ${policy.treatment}` }))
          const answer = identifyPolicy(g, { policies: named, outcome, do: act })
          if (!answer.identifiable) {
            refused++
            return
          }
          live++
          if (policies.length > 1) sequences++
          const model = randomModel(lists, seed)
          const result = evaluateEstimand(answer.estimand, [knownSource(model, {}), ...policySources(policies, seed)])
          const truth = policyTruth(model, policies, outcome, seed, act)
          const cells = assignments(act).flatMap((set) =>
            assignments(outcome).map((event) => new Map([...set, ...event])),
          )
          for (const [k, cell] of cells.entries())
            expect(Math.abs(valueAt(result, cell) - truth[k]!), toText(answer.estimand)).toBeLessThan(1e-9)
        },
      ),
      { numRuns: 300 },
    )
    expect(live).toBeGreaterThan(70)
    expect(sequences).toBeGreaterThan(10)
    expect(refused).toBeGreaterThan(8)
  })

  it('is true from experiments and distributions over some of the nodes, of other populations too', () => {
    let live = 0
    let moved = 0
    fc.assert(
      fc.property(
        arbitraryAdmg(3, 4).chain((g) =>
          fc.tuple(
            question(g),
            distributionsOver(g.nodes, 3),
            fc.subarray([...g.nodes], { maxLength: 2 }),
            fc.subarray([...g.nodes], { maxLength: 2 }),
          ),
        ),
        fc.integer({ min: 1, max: 999 }),
        ([{ g, policies, outcome, act }, partial, set, nodes], seed) => {
          const lists = listsOf(g)
          if (lists.bidirected.length > 4 || underPolicies(lists, policies, act) === null) return
          if (set.length === g.nodes.length) return
          const available = [
            ...partial.map((term) => ({ ...term, domain: 'target' })),
            { do: set, domain: 'source' },
            { over: partial[0]!.over!, domain: 'source' },
          ]
          const named = policies.map((policy) => ({ ...policy, name: `policy of ${policy.treatment}` }))
          const selection = [{ domain: 'source', nodes }]
          const answer = identifyPolicy(g, { policies: named, outcome, do: act, available, selection })
          if (!answer.identifiable) return
          live++
          if (toText(answer.estimand).includes('P^source')) moved++
          const target = randomModel(lists, seed)
          const other = randomModel(lists, seed + 1000)
          const bias = new Map(target.bias)
          for (const node of nodes) bias.set(node, other.bias.get(node)!)
          const sources = available.map((term) =>
            knownSource(term.domain === 'target' ? target : { ...target, bias }, term),
          )
          const result = evaluateEstimand(answer.estimand, [...sources, ...policySources(policies, seed)])
          const truth = policyTruth(target, policies, outcome, seed, act)
          const cells = assignments(act).flatMap((set) =>
            assignments(outcome).map((event) => new Map([...set, ...event])),
          )
          for (const [k, cell] of cells.entries())
            expect(Math.abs(valueAt(result, cell) - truth[k]!), toText(answer.estimand)).toBeLessThan(1e-8)
        },
      ),
      { numRuns: 250 },
    )
    expect(live).toBeGreaterThan(20)
    expect(moved).toBeGreaterThan(10)
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
