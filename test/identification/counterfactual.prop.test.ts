import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Admg,
  admg,
  type CounterfactualEvent,
  type CounterfactualIdentification,
  type CounterfactualWorld,
  evaluateEstimand,
  identify,
  identifyCounterfactual,
  type NaturalValue,
  toText,
} from '../../src/index.js'
import { arbitraryAdmg, arbitrarySets } from '../support/arbitrary.js'
import { conflictFault } from '../support/counterfactual-conflict.js'
import type { ModelGraph } from '../support/enumerated-model.js'
import { actsIn, functionalModel } from '../support/functional-model.js'
import { hedgeFault } from '../support/hedge.js'
import { pairSearch } from '../support/pair-search.js'
import { responseOracle } from '../support/response-functions.js'

interface Query {
  readonly g: Admg
  readonly event: readonly CounterfactualEvent[]
  readonly given: readonly CounterfactualEvent[]
}

const modelOf = (g: Admg): ModelGraph => ({
  nodes: g.nodes,
  directed: g.edges.filter((e) => e.fromMark === 'tail').map((e) => [e.from, e.to] as const),
  bidirected: g.edges.filter((e) => e.fromMark === 'arrow').map((e) => [e.from, e.to] as const),
})

const bit = fc.integer({ min: 0, max: 1 })

/** A world that sets up to two nodes, to states or, if it may nest, to what they are in a plain world. */
const worldIn = (nodes: readonly string[], nests: boolean): fc.Arbitrary<CounterfactualWorld> =>
  fc
    .subarray([...nodes], { maxLength: 2 })
    .chain((names) =>
      fc.tuple(
        ...names.map((name) =>
          (nests
            ? fc.oneof(
                bit,
                worldIn(nodes, false).map((world): NaturalValue => ({ variable: name, do: world })),
              )
            : bit
          ).map((value) => [name, value] as const),
        ),
      ),
    )
    .map((entries) => Object.fromEntries(entries))

const queryIn = (g: Admg, nests = false): fc.Arbitrary<Query> => {
  const event = fc.record({ variable: fc.constantFrom(...g.nodes), value: bit, do: worldIn(g.nodes, nests) })
  return fc.record({
    g: fc.constant(g),
    event: fc.array(event, { minLength: 1, maxLength: 2 }),
    given: fc.array(event, { maxLength: 2 }),
  })
}

const query = (least: number, most: number, nests = false): fc.Arbitrary<Query> =>
  arbitraryAdmg(least, most).chain((g) => queryIn(g, nests))

/** Queries whose events lie in two worlds. */
const queryInTwoWorlds = arbitraryAdmg(2, 5).chain((g) => {
  const worlds = fc.tuple(worldIn(g.nodes, false), fc.constant<CounterfactualWorld>({}))
  return worlds.chain((two) => {
    const event = fc.record({ variable: fc.constantFrom(...g.nodes), value: bit, do: fc.constantFrom(...two) })
    return fc.record({
      g: fc.constant(g),
      event: fc.array(event, { minLength: 1, maxLength: 3 }),
      given: fc.array(event, { maxLength: 3 }),
    })
  })
})

/** What an answer says, in a text. */
const said = (answer: CounterfactualIdentification): string =>
  answer.identifiable
    ? `${answer.from}: ${toText(answer.estimand)}; ${toText(answer.experimental)}`
    : `${answer.reason}: ${answer.message}`

const ask = ({ g, event, given }: Query): CounterfactualIdentification => identifyCounterfactual(g, { event, given })

/** Runs a property and asserts how many runs came to its end. */
function live<T>(arbitrary: fc.Arbitrary<T>, numRuns: number, least: number, property: (value: T) => boolean): void {
  let count = 0
  fc.assert(
    fc.property(arbitrary, (value) => {
      if (property(value)) count++
    }),
    { numRuns },
  )
  expect(count).toBeGreaterThanOrEqual(least)
}

interface ThreeNodes {
  readonly graph: ModelGraph
  readonly atoms: readonly CounterfactualEvent[]
  readonly differ: (event: readonly CounterfactualEvent[], given: readonly CounterfactualEvent[]) => number
  readonly search: ReturnType<typeof pairSearch>
  readonly searchObserved: ReturnType<typeof pairSearch>
}
const made = new Map<number, ThreeNodes>()

describe('identifyCounterfactual', () => {
  it('gives formulas that are true, nested worlds included', () => {
    live(fc.tuple(query(2, 4, true), fc.integer({ min: 1, max: 1000 })), 300, 60, ([q, seed]) => {
      const answer = ask(q)
      if (!answer.identifiable || q.g.nodes.length + modelOf(q.g).bidirected.length > 8) return false
      const model = functionalModel(modelOf(q.g), seed)
      const truth = model.truth(q.event, q.given)
      if (Number.isNaN(truth)) return false
      let checked = false
      for (const estimand of [answer.estimand, answer.experimental]) {
        const result = evaluateEstimand(estimand, model.sources(actsIn(estimand)))
        if (result.unsupported.length > 0) continue
        checked = true
        expect(Math.abs(result.values[0]! - truth), toText(estimand)).toBeLessThan(1e-9)
      }
      return checked
    })
  })

  it('on three nodes, refuses what two models that agree in every experiment prove unidentifiable, and nothing else', () => {
    let refused = 0
    live(fc.tuple(fc.nat(63), fc.nat(), fc.nat(), fc.nat(), fc.nat(2)), 300, 120, ([code, e, a, b, conditions]) => {
      const { graph, atoms, differ, search } = threeNodes(code)
      const event = [atoms[e % atoms.length]!]
      const given = [atoms[a % atoms.length]!, atoms[b % atoms.length]!].slice(0, conditions)
      const answer = identifyCounterfactual(admg(graph), { event, given })
      const gap = differ(event, given)
      if (Number.isNaN(gap)) {
        expect(answer).toMatchObject({ identifiable: false, reason: 'impossible-condition' })
        return false
      }
      if (answer.identifiable) {
        expect(gap, toText(answer.estimand)).toBeLessThan(1e-9)
        return true
      }
      expect(answer.reason).toBe('conflict')
      expect(gap > 1e-7 ? gap : search(event, given), answer.message).toBeGreaterThan(1e-7)
      if (refused++ % 16 === 0) expect(conflictFault(graph, answer)).toBe(null)
      return true
    })
    expect(refused).toBeGreaterThan(25)
  })

  it('asks for experiments only where observations prove not to suffice', () => {
    live(fc.tuple(fc.nat(63), fc.nat(), fc.nat(), fc.nat(), fc.nat(2)), 300, 10, ([code, e, a, b, conditions]) => {
      const { graph, atoms, searchObserved } = threeNodes(code)
      const event = [atoms[e % atoms.length]!]
      const given = [atoms[a % atoms.length]!, atoms[b % atoms.length]!].slice(0, conditions)
      const answer = identifyCounterfactual(admg(graph), { event, given })
      if (!answer.identifiable || answer.from === 'observations') return false
      const { F, Fprime, roots } = answer.hedge!
      const set = F.filter((name) => !Fprime.includes(name))
      expect(hedgeFault(graph, set, roots, answer.hedge!)).toBe(null)
      // conditions that do not matter may be impossible in the models that are tried
      const alone = identifyCounterfactual(admg(graph), { event })
      const gap = searchObserved(event, given) ?? (said(alone) === said(answer) ? searchObserved(event, []) : null)
      expect(gap, toText(answer.estimand)).toBeGreaterThan(1e-7)
      return true
    })
  })

  it('does not depend on the order of events and conditions, nor on saying one twice', () => {
    const shuffled = query(2, 5, true).chain((q) =>
      fc.tuple(
        fc.constant(q),
        fc.shuffledSubarray([...q.event, q.event[0]!], { minLength: q.event.length + 1 }),
        fc.shuffledSubarray([...q.given], { minLength: q.given.length }),
      ),
    )
    live(shuffled, 200, 200, ([q, event, given]) => {
      expect(said(ask({ ...q, event, given }))).toBe(said(ask(q)))
      return true
    })
  })

  it('does not depend on what a world sets in vain', () => {
    live(fc.tuple(query(2, 5), fc.nat(), bit), 300, 150, ([q, pick, value]) => {
      const graph = modelOf(q.g)
      let idle = 0
      const padded = (list: readonly CounterfactualEvent[]) =>
        list.map((e) => {
          const above = ancestors(graph, e.variable, Object.keys(e.do ?? {}))
          const vain = graph.nodes.filter((name) => !above.has(name) && !Object.hasOwn(e.do ?? {}, name))
          if (vain.length === 0) return e
          idle++
          return { ...e, do: { ...e.do, [vain[pick % vain.length]!]: value } }
        })
      expect(said(ask({ ...q, event: padded(q.event), given: padded(q.given) }))).toBe(said(ask(q)))
      return idle > 0
    })
  })

  it('does not depend on whether a world sets what is known of it', () => {
    live(queryInTwoWorlds, 300, 60, (q) => {
      const all = [...q.event, ...q.given]
      let rewritten = 0
      const rewrite = (e: CounterfactualEvent, known: readonly CounterfactualEvent[]): CounterfactualEvent => {
        const fact = known.find(
          (k) => k.variable !== e.variable && sameWorld(k.do, e.do) && !Object.hasOwn(e.do ?? {}, k.variable),
        )
        if (fact === undefined) return e
        rewritten++
        return { ...e, do: { ...e.do, [fact.variable]: fact.value } }
      }
      const [first, ...rest] = q.event
      // the fact itself stays as it is: of the event only the first is rewritten, and of the conditions only the last
      const event = [rewrite(first!, all.slice(1)), ...rest]
      const given = q.given.map((e, i) => (i === q.given.length - 1 ? rewrite(e, q.given.slice(0, -1)) : e))
      expect(said(ask({ ...q, event, given: q.given }))).toBe(said(ask(q)))
      expect(said(ask({ ...q, given }))).toBe(said(ask(q)))
      return rewritten > 0
    })
  })

  it('does not depend on names and on the order of nodes', () => {
    const renamed = query(2, 4, true).chain((q) =>
      fc.tuple(fc.constant(q), fc.shuffledSubarray([...q.g.nodes], { minLength: q.g.nodes.length })),
    )
    live(renamed, 200, 60, ([q, order]) => {
      const graph = modelOf(q.g)
      const answer = ask(q)
      const g = admg({ nodes: order, directed: graph.directed, bidirected: graph.bidirected })
      const other = ask({ ...q, g })
      expect(other.identifiable).toBe(answer.identifiable)
      if (!answer.identifiable || !other.identifiable) {
        expect(!answer.identifiable && answer.reason).toBe(!other.identifiable && other.reason)
        return true
      }
      expect(other.from).toBe(answer.from)
      if (graph.nodes.length + graph.bidirected.length > 7) return false
      const model = functionalModel(graph, 3)
      const values = [answer, other].map(({ estimand }) => evaluateEstimand(estimand, model.sources(actsIn(estimand))))
      if (values.some(({ unsupported }) => unsupported.length > 0)) return false
      expect(Math.abs(values[0]!.values[0]! - values[1]!.values[0]!)).toBeLessThan(1e-9)
      return true
    })
  })

  it('agrees with identify in one world, with conditions', () => {
    const oneWorld = arbitraryAdmg(2, 6).chain((g) => fc.tuple(fc.constant(g), arbitrarySets(g.nodes)))
    live(oneWorld, 200, 100, ([g, { x, y, z }]) => {
      const act = Object.fromEntries(x.map((name) => [name, 1]))
      const event = y.map((variable) => ({ variable, value: 1, do: act }))
      const given = z.map((variable) => ({ variable, value: 0, do: act }))
      const answer = identifyCounterfactual(g, { event, given })
      const whether = identify(g, { do: x, outcome: y, given: z })
      expect(answer.identifiable && answer.from === 'observations').toBe(whether.identifiable)
      return true
    })
  })

  it('reads a nested value as the sum over what it may be', () => {
    const seeds = fc.integer({ min: 1, max: 1000 })
    live(fc.tuple(arbitraryAdmg(3, 4), seeds, fc.nat(), bit), 150, 30, ([g, seed, pick, x]) => {
      const graph = modelOf(g)
      const [a, m, y] = [0, 1, 2].map((k) => g.nodes[(pick + k) % g.nodes.length]!)
      const nested = { variable: y!, value: 1, do: { [a!]: x, [m!]: { variable: m!, do: { [a!]: 1 - x } } } }
      const answer = identifyCounterfactual(g, { event: nested })
      if (!answer.identifiable || graph.nodes.length + graph.bidirected.length > 7) return false
      // the counterfactual unnesting theorem
      const model = functionalModel(graph, seed)
      const terms = [0, 1].map((value) =>
        model.truth(
          [
            { variable: y!, value: 1, do: { [a!]: x, [m!]: value } },
            { variable: m!, value, do: { [a!]: 1 - x } },
          ],
          [],
        ),
      )
      expect(model.truth([nested], [])).toBeCloseTo(terms[0]! + terms[1]!, 12)
      const result = evaluateEstimand(answer.experimental, model.sources(actsIn(answer.experimental)))
      if (result.unsupported.length > 0) return false
      expect(result.values[0]!).toBeCloseTo(terms[0]! + terms[1]!, 9)
      return true
    })
  })
})

/** One of the 64 ADMGs on A, B, C (up to names), its counterfactual variables at two states, and the models to compare. */
function threeNodes(code: number): ThreeNodes {
  let known = made.get(code)
  if (known === undefined) {
    const pairs = [
      ['A', 'B'],
      ['A', 'C'],
      ['B', 'C'],
    ] as const
    const some = (mask: number) => pairs.filter((_, k) => (mask >> k) & 1)
    const graph = { nodes: ['A', 'B', 'C'], directed: some(code >> 3), bidirected: some(code & 7) }
    const atoms = graph.nodes.flatMap((variable) => {
      const above = [...ancestors(graph, variable, [])].filter((name) => name !== variable)
      const worlds = above.reduce<CounterfactualWorld[]>(
        (list, name) => list.flatMap((world) => [world, { ...world, [name]: 0 }, { ...world, [name]: 1 }]),
        [{}],
      )
      return worlds.flatMap((world) => [0, 1].map((value) => ({ variable, value, do: world })))
    })
    known = {
      graph,
      atoms,
      differ: responseOracle(graph, 'experiments').gap,
      search: pairSearch(graph, 'experiments'),
      searchObserved: pairSearch(graph, 'observations'),
    }
    made.set(code, known)
  }
  return known
}

/** The nodes that the variable depends on in a world: directed paths that no set node cuts. */
function ancestors(graph: ModelGraph, variable: string, set: readonly string[]): Set<string> {
  const found = new Set([variable])
  for (const name of found) {
    if (set.includes(name)) continue
    for (const [a, b] of graph.directed) if (b === name) found.add(a)
  }
  return found
}

const sameWorld = (a: CounterfactualWorld = {}, b: CounterfactualWorld = {}): boolean => {
  const sorted = (world: CounterfactualWorld) =>
    JSON.stringify(Object.entries(world).sort(([x], [y]) => (x < y ? -1 : 1)))
  return sorted(a) === sorted(b)
}
