import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Admg,
  type CounterfactualEvent,
  evaluateEstimand,
  identify,
  identifyCounterfactual,
  identifyFromExperiments,
  recoverFromSelection,
  toText,
  transport,
} from '../../src/index.js'
import { arbitraryAdmg, arbitrarySets } from '../support/arbitrary.js'
import { type EnumeratedModel, type ModelGraph, randomModel, truths, valueAt } from '../support/enumerated-model.js'
import { experimentalJoint } from '../support/experiments.js'
import { actsIn, functionalModel } from '../support/functional-model.js'

const modelOf = (g: Admg): ModelGraph => ({
  nodes: g.nodes,
  directed: g.edges.filter((e) => e.fromMark === 'tail').map((e) => [e.from, e.to] as const),
  bidirected: g.edges.filter((e) => e.fromMark === 'arrow').map((e) => [e.from, e.to] as const),
})
const seeds = fc.integer({ min: 1, max: 1000 })

const eventIn = (nodes: readonly string[]): fc.Arbitrary<CounterfactualEvent> =>
  fc
    .tuple(
      fc.constantFrom(...nodes),
      fc.integer({ min: 0, max: 1 }),
      fc.subarray([...nodes], { maxLength: 2 }),
      fc.integer({ min: 0, max: 3 }),
    )
    .map(([variable, value, act, bits]) => ({
      variable,
      value,
      do: Object.fromEntries(act.map((name, i) => [name, (bits >> i) & 1])),
    }))

describe('identifyCounterfactual', () => {
  it('gives formulas that are true in models with functions, from observations and from experiments', () => {
    const query = arbitraryAdmg(2, 4).chain((g) =>
      fc.record({
        g: fc.constant(g),
        event: fc.array(eventIn(g.nodes), { minLength: 1, maxLength: 3 }),
        given: fc.array(eventIn(g.nodes), { maxLength: 2 }),
      }),
    )
    let live = 0
    fc.assert(
      fc.property(query, seeds, ({ g, event, given }, seed) => {
        const answer = identifyCounterfactual(g, { event, given })
        if (!answer.identifiable || g.nodes.length + modelOf(g).bidirected.length > 9) return
        const model = functionalModel(modelOf(g), seed)
        const truth = model.truth(event, given)
        if (Number.isNaN(truth)) return
        live++
        for (const estimand of [answer.estimand, answer.experimental]) {
          const result = evaluateEstimand(estimand, model.sources(actsIn(estimand)))
          if (result.unsupported.length > 0) continue
          expect(Math.abs(result.values[0]! - truth), toText(estimand)).toBeLessThan(1e-9)
        }
      }),
      { numRuns: 200 },
    )
    expect(live).toBeGreaterThan(80)
  })

  it('agrees with identify on plain interventions', () => {
    fc.assert(
      fc.property(
        arbitraryAdmg(2, 6).chain((g) => fc.tuple(fc.constant(g), arbitrarySets(g.nodes))),
        ([g, { x, y }]) => {
          const act = Object.fromEntries(x.map((name) => [name, 1]))
          const answer = identifyCounterfactual(g, { event: y.map((variable) => ({ variable, value: 1, do: act })) })
          expect(answer.identifiable && answer.from === 'observations').toBe(
            identify(g, { do: x, outcome: y }).identifiable,
          )
        },
      ),
      { numRuns: 100 },
    )
  })
})

describe('general identification', () => {
  it('from experiments is true, and with the observed distribution alone is ID', () => {
    let live = 0
    fc.assert(
      fc.property(
        arbitraryAdmg(3, 5).chain((g) =>
          fc.tuple(
            fc.constant(g),
            arbitrarySets(g.nodes),
            fc.array(fc.subarray([...g.nodes], { maxLength: 2 }), { maxLength: 3 }),
          ),
        ),
        seeds,
        ([g, { x, y }, acts], seed) => {
          const alone = identifyFromExperiments(g, { do: x, outcome: y, available: [{}] })
          expect(alone.identifiable).toBe(identify(g, { do: x, outcome: y }).identifiable)
          const answer = identifyFromExperiments(g, { do: x, outcome: y, available: acts.map((act) => ({ do: act })) })
          if (!answer.identifiable || modelOf(g).bidirected.length > 6) return
          live++
          const model = randomModel(modelOf(g), seed)
          const sources = acts.map((act) => ({ do: act, joint: experimentalJoint(model, act) }))
          const result = evaluateEstimand(answer.estimand, sources)
          for (const { at, value } of truths(model, x, y, []))
            expect(Math.abs(valueAt(result, at) - value), toText(answer.estimand)).toBeLessThan(1e-9)
        },
      ),
      { numRuns: 100 },
    )
    expect(live).toBeGreaterThan(30)
  })

  it('with conditions is true, and with the observed distribution alone is IDC', () => {
    let live = 0
    let exchanged = 0
    fc.assert(
      fc.property(
        arbitraryAdmg(3, 5).chain((g) => fc.tuple(fc.constant(g), arbitrarySets(g.nodes))),
        seeds,
        ([g, { x, y, z }], seed) => {
          if (z.length === 0) return
          const query = { do: x, outcome: y, given: z }
          const answer = identifyFromExperiments(g, { ...query, available: [{}] })
          const known = identify(g, query)
          expect(answer.identifiable).toBe(known.identifiable)
          if (!answer.identifiable || modelOf(g).bidirected.length > 6) return
          live++
          if (known.derivation.some(({ rule }) => rule === 'exchange')) exchanged++
          const model = randomModel(modelOf(g), seed)
          const result = evaluateEstimand(answer.estimand, [{ joint: experimentalJoint(model, []) }])
          for (const { at, value } of truths(model, x, y, z))
            expect(Math.abs(valueAt(result, at) - value), toText(answer.estimand)).toBeLessThan(1e-9)
        },
      ),
      { numRuns: 150 },
    )
    expect(live - exchanged).toBeGreaterThan(8)
    expect(exchanged).toBeGreaterThan(8)
  })

  it('transports what is true', () => {
    let live = 0
    fc.assert(
      fc.property(
        arbitraryAdmg(3, 5).chain((g) => fc.tuple(fc.constant(g), arbitrarySets(g.nodes), fc.subarray([...g.nodes]))),
        seeds,
        ([g, { x, y }, selection], seed) => {
          const answer = transport(g, { selection, do: x, outcome: y })
          if (!answer.identifiable || modelOf(g).bidirected.length > 6) return
          live++
          const target = randomModel(modelOf(g), seed)
          const other = randomModel(modelOf(g), seed + 5000)
          const source: EnumeratedModel = {
            ...target,
            bias: new Map(g.nodes.map((n) => [n, (selection.includes(n) ? other : target).bias.get(n)!])),
          }
          const result = evaluateEstimand(answer.estimand, [
            { domain: 'target', joint: experimentalJoint(target, []) },
            { domain: 'source', do: x, joint: experimentalJoint(source, x) },
          ])
          for (const { at, value } of truths(target, x, y, []))
            expect(Math.abs(valueAt(result, at) - value), toText(answer.estimand)).toBeLessThan(1e-9)
        },
      ),
      { numRuns: 100 },
    )
    expect(live).toBeGreaterThan(50)
  })

  it('a search of the do-calculus finds what ID finds, and no more', () => {
    fc.assert(
      fc.property(
        arbitraryAdmg(2, 4).chain((g) => fc.tuple(fc.constant(g), arbitrarySets(g.nodes))),
        ([g, { x, y }]) => {
          const searched = recoverFromSelection(g, {
            do: x,
            outcome: y,
            selectedBy: [],
            available: [{ selected: false }],
          })
          expect(searched.status === 'identifiable').toBe(identify(g, { do: x, outcome: y }).identifiable)
          expect(searched.status).not.toBe('undecided')
        },
      ),
      { numRuns: 60 },
    )
  })
})
