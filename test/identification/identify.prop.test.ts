import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Admg,
  admg,
  evaluateEstimand,
  type Identification,
  identify,
  parseEstimand,
  simplifyEstimand,
  toText,
  verifyDerivation,
} from '../../src/index.js'
import { arbitraryAdmg, arbitrarySets } from '../support/arbitrary.js'
import { enumerate, type ModelGraph, randomModel, truths, valueAt } from '../support/enumerated-model.js'
import { hedgeFault } from '../support/hedge.js'

const pairs = (g: Admg, mark: 'tail' | 'arrow'): [string, string][] =>
  g.edges.filter((e) => e.fromMark === mark).map((e) => [e.from, e.to])

/** The graph as lists, and three disjoint sets, the last often empty. */
const question = (most: number) =>
  arbitraryAdmg(2, most).chain((g) =>
    fc.tuple(fc.constant(g), arbitrarySets(g.nodes), fc.boolean()).map(([graph, sets, conditional]) => ({
      graph,
      model: { nodes: graph.nodes, directed: pairs(graph, 'tail'), bidirected: pairs(graph, 'arrow') } as ModelGraph,
      x: sets.x,
      y: sets.y,
      z: conditional ? sets.z.slice(0, 2) : [],
    })),
  )

describe('identify', () => {
  it('gives formulas that equal the truth by enumeration, and hedges that are hedges', () => {
    fc.assert(
      fc.property(question(7), fc.integer({ min: 1, max: 1000 }), ({ graph, model, x, y, z }, seed) => {
        const answer = identify(graph, { do: x, outcome: y, given: z })
        if (!answer.identifiable) {
          const set = answer.derivation.filter((s) => s.rule === 'exchange').flatMap((s) => s.sets[0]!)
          const rest = z.filter((name) => !set.includes(name))
          expect(hedgeFault(model, [...x, ...set], [...y, ...rest], answer.hedge)).toBe(null)
          return
        }
        if (model.bidirected.length > 8) return
        const random = randomModel(model, seed)
        const joint = enumerate(random)
        const result = evaluateEstimand(answer.estimand, joint)
        expect(result.unsupported).toEqual([])
        for (const { at, value } of truths(random, x, y, z))
          expect(Math.abs(valueAt(result, at) - value), toText(answer.estimand)).toBeLessThan(1e-9)
      }),
      { numRuns: 150 },
    )
  })

  it('does not depend on the order or the names of the nodes', () => {
    fc.assert(
      fc.property(question(6), fc.integer({ min: 1, max: 1000 }), ({ graph, model, x, y, z }, seed) => {
        const turned = (name: string): string => `${name} turned`
        const mirror = admg({
          nodes: [...graph.nodes].reverse().map(turned),
          directed: model.directed.map(([a, b]) => [turned(a), turned(b)] as const),
          bidirected: model.bidirected.map(([a, b]) => [turned(b), turned(a)] as const),
        })
        const one = identify(graph, { do: x, outcome: y, given: z })
        const other = identify(mirror, { do: x.map(turned), outcome: y.map(turned), given: z.map(turned) })
        expect(other.identifiable).toBe(one.identifiable)
        if (!one.identifiable || !other.identifiable || model.bidirected.length > 6) return
        expect(other.strategy).toBe(one.strategy)
        const joint = enumerate(randomModel(model, seed))
        const renamed = { ...joint, variables: joint.variables.map((v) => ({ ...v, name: turned(v.name) })) }
        const [left, right] = [evaluateEstimand(one.estimand, joint), evaluateEstimand(other.estimand, renamed)]
        for (const [i, v] of right.variables.entries()) expect(v.name).toBe(turned(left.variables[i]!.name))
        for (const [i, value] of left.values.entries()) expect(Math.abs(value - right.values[i]!)).toBeLessThan(1e-9)
      }),
      { numRuns: 60 },
    )
  })

  it('keeps its value when simplified again, with and without the graph', () => {
    fc.assert(
      fc.property(question(6), fc.integer({ min: 1, max: 1000 }), ({ graph, model, x, y, z }, seed) => {
        const answer = identify(graph, { do: x, outcome: y, given: z })
        if (!answer.identifiable || model.bidirected.length > 6) return
        const joint = enumerate(randomModel(model, seed))
        const before = evaluateEstimand(answer.estimand, joint)
        for (const short of [simplifyEstimand(answer.estimand), simplifyEstimand(answer.estimand, graph)]) {
          const after = evaluateEstimand(short, joint)
          expect(after.variables).toEqual(before.variables)
          for (const [i, value] of before.values.entries())
            expect(Math.abs(value - after.values[i]!)).toBeLessThan(1e-9)
        }
      }),
      { numRuns: 60 },
    )
  })

  it('has derivations that hold, also read back from a file, and from the graph in another order', () => {
    fc.assert(
      fc.property(question(7), ({ graph, model, x, y, z }) => {
        const query = { do: x, outcome: y, given: z }
        const answer = JSON.parse(JSON.stringify(identify(graph, query)))
        expect(verifyDerivation(graph, query, answer)).toEqual({ valid: true })
        expect(verifyDerivation(turnedRound(model), query, answer)).toEqual({ valid: true })
      }),
      { numRuns: 200 },
    )
  })

  it('has no forged answers: every change of a field is refused', () => {
    let forged = 0
    let refusals = 0
    fc.assert(
      fc.property(question(6), ({ graph, x, y, z }) => {
        const query = { do: x, outcome: y, given: z }
        const answer = identify(graph, query)
        if (!answer.identifiable) refusals++
        for (const [what, lie] of forgeries(answer, graph.nodes)) {
          forged++
          expect(verifyDerivation(graph, query, lie as typeof answer).valid, what).toBe(false)
        }
      }),
      { numRuns: 200 },
    )
    expect(forged).toBeGreaterThan(5000)
    expect(refusals).toBeGreaterThan(20)
  })

  it('is not taken for the answer to another question, unless it answers that too', () => {
    let other = 0
    fc.assert(
      fc.property(question(6), question(6), ({ graph, x, y, z }, second) => {
        const query = { do: x, outcome: y, given: z }
        const answer = identify(graph, query)
        for (const changed of [
          { ...query, do: [...x, ...graph.nodes.filter((n) => ![...x, ...y, ...z].includes(n)).slice(0, 1)] },
          { ...query, outcome: [...y, ...graph.nodes.filter((n) => ![...x, ...y, ...z].includes(n)).slice(0, 1)] },
          { do: y, outcome: x, given: z },
        ]) {
          if (changed.do.length === x.length && changed.outcome.length === y.length && changed.do !== y) continue
          other++
          expect(verifyDerivation(graph, changed, answer).valid).toBe(false)
        }
        // another graph on the same names: accepted only where the claim is true there
        if (![...x, ...y, ...z].every((n) => second.graph.nodes.includes(n))) return
        const verdict = verifyDerivation(second.graph, query, answer as never)
        if (verdict.valid) expect(identify(second.graph, query).identifiable).toBe(answer.identifiable)
      }),
      { numRuns: 200 },
    )
    expect(other).toBeGreaterThan(200)
  })

  it('refuses a refusal of what is identifiable, whatever hedge it shows', () => {
    let tried = 0
    fc.assert(
      fc.property(question(6), fc.array(fc.nat(), { minLength: 3, maxLength: 3 }), ({ graph, x, y, z }, masks) => {
        const query = { do: x, outcome: y, given: z }
        const answer = identify(graph, query)
        if (!answer.identifiable) return
        tried++
        const [F, Fprime, roots] = masks.map((mask) => graph.nodes.filter((_, i) => (mask >> i) & 1))
        const hedge = { F: F!, Fprime: Fprime!, roots: roots! }
        const step = {
          rule: 'hedge',
          reference: 'Shpitser & Pearl 2006a, ID line 5',
          from: -1,
          outcome: y,
          do: x,
          given: z,
          nodes: graph.nodes,
          sets: [F!, Fprime!],
        } as const
        for (const derivation of [answer.derivation, [step], [...answer.derivation, { ...step, from: 0 }]])
          expect(verifyDerivation(graph, query, { identifiable: false, hedge, derivation }).valid).toBe(false)
      }),
      { numRuns: 200 },
    )
    expect(tried).toBeGreaterThan(100)
  })
})

/** The same graph with its nodes and edges listed from the end. */
function turnedRound(model: ModelGraph): Admg {
  return admg({
    nodes: [...model.nodes].reverse(),
    directed: [...model.directed].reverse(),
    bidirected: model.bidirected.map(([a, b]) => [b, a] as const).reverse(),
  })
}

/** Lies made of an answer, each by one field: what was done, and the lie. */
function* forgeries(answer: Identification, nodes: readonly string[]): Generator<[string, unknown]> {
  const toggled = (list: readonly string[]): string[][] =>
    nodes.map((n) => (list.includes(n) ? list.filter((m) => m !== n) : [...list, n]))
  const lists = (list: readonly string[]): unknown[] => [...toggled(list), null, list.map((n) => `${n}?`).concat('?')]
  const doubled = (list: readonly string[]): string[][] => (list.length > 1 ? [list.map(() => list[0]!)] : [])
  yield ['identifiable', { ...answer, identifiable: !answer.identifiable }]
  yield ['identifiable is no boolean', { ...answer, identifiable: 1 }]
  yield ['no steps', { ...answer, derivation: [] }]
  yield ['a step too few', { ...answer, derivation: answer.derivation.slice(0, -1) }]
  yield ['the last step twice', { ...answer, derivation: [...answer.derivation, answer.derivation.at(-1)!] }]
  if (answer.identifiable) {
    for (const strategy of ['no-effect', 'back-door', 'adjustment', 'front-door', 'general'])
      if (strategy !== answer.strategy) yield ['strategy', { ...answer, strategy }]
    for (const set of [...lists(answer.set), ...doubled(answer.set)]) yield ['set', { ...answer, set }]
    for (const estimand of [
      parseEstimand('P("not of this graph")'),
      parseEstimand(`P(${JSON.stringify(nodes[0])})`),
      { ...answer.estimand, kind: 'constant', value: 1 },
      null,
      'P(Y)',
    ])
      if (estimand === null || typeof estimand === 'string' || toTextOr(estimand) !== toText(answer.estimand))
        yield ['estimand', { ...answer, estimand }]
  } else {
    for (const part of ['F', 'Fprime', 'roots'] as const)
      for (const list of [...lists(answer.hedge[part]), ...doubled(answer.hedge[part])])
        yield [`hedge ${part}`, { ...answer, hedge: { ...answer.hedge, [part]: list } }]
    yield ['no hedge', { ...answer, hedge: undefined }]
  }
  for (const [i, step] of answer.derivation.entries()) {
    const change = (field: string, value: unknown): [string, unknown] => [
      `step ${i} ${step.rule} ${field} ${JSON.stringify(value)}`,
      { ...answer, derivation: answer.derivation.map((s, k) => (k === i ? { ...s, [field]: value } : s)) },
    ]
    for (const other of answer.derivation) if (other.rule !== step.rule) yield change('rule', other.rule)
    for (const rule of ['constructor', 'hedge', 'no-treatment', 'exchange', null])
      if (rule !== step.rule) yield change('rule', rule)
    yield change('reference', 'Pearl 1900')
    for (const from of [-2, 0.5, i, i + 1, Number.NaN, null, '0', ...(step.from === -1 ? [0] : [-1])])
      yield change('from', from)
    for (const field of ['outcome', 'do', 'given', 'nodes'] as const)
      for (const list of [...lists(step[field]), ...doubled(step[field])]) yield change(field, list)
    yield change('sets', [...step.sets, [...(step.sets[0] ?? [nodes[0]!])]])
    for (const [k, set] of step.sets.entries())
      for (const list of [...lists(set), ...doubled(set)])
        yield change(
          'sets',
          step.sets.map((s, j) => (j === k ? list : s)),
        )
  }
}

function toTextOr(value: unknown): string | null {
  try {
    return toText(value as Parameters<typeof toText>[0])
  } catch {
    return null
  }
}
