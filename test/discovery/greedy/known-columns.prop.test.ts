import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  bicScore,
  cpdagOf,
  type Dag,
  ges,
  type Knowledge,
  knowledge,
  orientByKnowledge,
  type Pdag,
  type Score,
  simulateDag,
  simulateLinear,
  toDag,
} from '../../../src/index.js'
import { generator } from '../../../src/probability/streams/stream.js'
import { edgeTexts } from '../support.js'

const seeds = fc.integer({ min: 0, max: 1e6 })

/** The same score without its plan: every local score is asked for, and classes are made anew at each step. */
function unplanned<N extends string>(score: Score<N>): Score<N> {
  return Object.assign((node: N, parents?: readonly N[]) => score(node, parents), {
    variables: score.variables,
    n: score.n!,
    local: score.local!,
  })
}

/** Knowledge that is true of some order of the nodes; of the right one, when the graph is given. */
function randomKnowledge(names: readonly string[], seed: number, density: number, truth?: Dag): Knowledge<string> {
  const random = generator(seed)
  const places = Int32Array.from(names.keys())
  random.shuffle(places)
  const order = truth === undefined ? Array.from(places, (i) => names[i]!) : causalOrder(truth)
  const pairs = order.flatMap((a, i) => order.slice(i + 1).map((b) => [a, b] as const))
  const required = (truth?.edges.map(({ from, to }) => [from, to] as const) ?? pairs).filter(
    () => random.uniform() < (truth === undefined ? density / names.length : density),
  )
  const isRequired = (a: string, b: string): boolean => required.some(([x, y]) => x === a && y === b)
  const both = pairs.flatMap(([a, b]) => [[a, b] as const, [b, a] as const])
  const forbidden = both.filter(
    ([a, b]) =>
      !isRequired(a, b) &&
      (truth === undefined || !truth.edges.some(({ from, to }) => from === a && to === b)) &&
      random.uniform() < density,
  )
  const cut = Math.floor(names.length * random.uniform())
  const tiers =
    random.uniform() < 0.5 ? [] : [order.slice(0, cut), order.slice(cut).filter(() => random.uniform() < 0.8)]
  return knowledge({ required, forbidden, tiers })
}

function causalOrder(g: Dag): string[] {
  const order: string[] = []
  while (order.length < g.nodes.length) {
    order.push(
      ...g.nodes.filter(
        (node) => !order.includes(node) && g.edges.every((e) => e.to !== node || order.includes(e.from)),
      ),
    )
  }
  return order
}

describe('ges by columns, with knowledge', () => {
  it.each([
    { p: 4, degree: 2, n: 40, runs: 80 },
    { p: 7, degree: 4, n: 100, runs: 80 },
    { p: 10, degree: 6, n: 300, runs: 40 },
    { p: 16, degree: 3, n: 300, runs: 12 },
  ])(
    'comes to the graph that the search by local scores comes to: $p columns, degree $degree',
    ({ p, degree, n, runs }) => {
      let undirected = 0
      let directed = 0
      fc.assert(
        fc.property(seeds, fc.constantFrom(0.02, 0.1, 0.3), fc.boolean(), (seed, density, isTrue) => {
          const truth = simulateDag(p, { degree, seed })
          const score = bicScore(simulateLinear(truth, n, { seed }).data)
          const known = randomKnowledge(score.variables, seed, density, isTrue ? (truth as Dag) : undefined)
          const found = ges(score, { knowledge: known })
          const other = ges(unplanned(score), { knowledge: known })
          expect(edgeTexts(found.graph)).toEqual(edgeTexts(other.graph))
          expect(found.score).toBeCloseTo(other.score, 6)
          expect(found.steps.map(({ kind }) => kind)).toEqual(other.steps.map(({ kind }) => kind))
          for (const { toMark, fromMark } of found.graph.edges) {
            if (toMark === 'tail' && fromMark === 'tail') undirected++
            else directed++
          }
        }),
        { numRuns: runs },
      )
      expect(undirected).toBeGreaterThan(runs / 10)
      expect(directed).toBeGreaterThan(runs)
    },
  )
  it('its graph is what knowledge leaves of a class, and each phase alone agrees', () => {
    let runs = 0
    fc.assert(
      fc.property(seeds, fc.constantFrom('forward', 'backward', 'turning'), (seed, phase) => {
        const score = bicScore(simulateLinear(simulateDag(8, { degree: 4, seed }), 80, { seed }).data)
        const start = simulateDag(8, { degree: 4, seed: seed + 1 }) as Dag
        const all = randomKnowledge(score.variables, seed, 0.2, start)
        const known = knowledge({ required: all.required, forbidden: all.forbidden, tiers: all.tiers })
        const found = ges(score, { phases: [phase], start, knowledge: known })
        const other = ges(unplanned(score), { phases: [phase], start, knowledge: known })
        expect(edgeTexts(found.graph)).toEqual(edgeTexts(other.graph))
        const member = toDag(found.graph as Pdag)!
        expect(edgeTexts(orientByKnowledge(cpdagOf(member), known))).toEqual(edgeTexts(found.graph))
        runs++
      }),
      { numRuns: 60 },
    )
    expect(runs).toBe(60)
  })
})
