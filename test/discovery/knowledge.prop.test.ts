import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  bdeuScore,
  bicScore,
  boss,
  type CausalError,
  type CausalGraph,
  cpdagOf,
  type Dag,
  dag,
  directLingam,
  exactSearch,
  fisherZ,
  ges,
  grasp,
  hillClimbing,
  icaLingam,
  type Knowledge,
  knowledge,
  mmhc,
  orientByKnowledge,
  type Score,
  series,
  simulateDag,
  simulateLinear,
  type Table,
  table,
  toDag,
  varLingam,
} from '../../src/index.js'
import { generator } from '../../src/probability/streams/stream.js'
import { expectCausalError } from '../support/errors.js'
import { populationMoments } from './population.js'
import { edgeTexts } from './support.js'

const names = ['A', 'B', 'C', 'D', 'E', 'F']
const seeds = fc.integer({ min: 0, max: 1e6 })
const all = names.flatMap((a) => names.filter((b) => b !== a).map((b) => [a, b] as const))

/** Knowledge at random, true of some order of the nodes. */
function randomKnowledge(seed: number): Knowledge<string> {
  const random = generator(seed)
  const places = Int32Array.from(names.keys())
  random.shuffle(places)
  const order = Array.from(places, (i) => names[i]!)
  const inOrder = ([a, b]: readonly [string, string]): boolean => order.indexOf(a) < order.indexOf(b)
  const required = all.filter((pair) => inOrder(pair) && random.uniform() < 0.15)
  const forbidden = all.filter((pair) => !required.includes(pair) && random.uniform() < 0.25)
  const cut = Math.floor(7 * random.uniform())
  const tiers =
    random.uniform() < 0.5 ? [] : [order.slice(0, cut), order.slice(cut).filter(() => random.uniform() < 0.8)]
  return knowledge({ required, forbidden, tiers })
}

/** What knowledge excludes, by its definition. */
function isBanned({ required, forbidden, tiers }: Knowledge<string>, from: string, to: string): boolean {
  const tier = (name: string): number => tiers.findIndex((list) => list.includes(name))
  return (
    forbidden.some(([a, b]) => a === from && b === to) ||
    required.some(([a, b]) => a === to && b === from) ||
    (tier(from) >= 0 && tier(to) >= 0 && tier(from) > tier(to))
  )
}

/** The ways in which a graph breaks knowledge. */
function violations(known: Knowledge<string>, graph: CausalGraph): string[] {
  const found: string[] = []
  for (const { from, to, fromMark, toMark } of graph.edges) {
    if (fromMark === 'tail' && isBanned(known, from, to)) found.push(`${from} ${toMark} ${to}`)
    if (toMark === 'tail' && isBanned(known, to, from)) found.push(`${to} ${fromMark} ${from}`)
  }
  for (const [a, b] of known.required) {
    if (!graph.edges.some((e) => e.from === a && e.to === b && e.fromMark === 'tail' && e.toMark === 'arrow'))
      found.push(`no ${a} -> ${b}`)
  }
  return found
}

function sample(seed: number, n: number, noise: 'normal' | 'laplace'): Table<Record<string, number>> {
  return simulateLinear(simulateDag(names, { degree: 2.5, seed }), n, { seed, noise }).data as never
}

function discrete(seed: number): Score<string> {
  const data = sample(seed, 150, 'normal')
  return bdeuScore(
    table(
      Object.fromEntries(names.map((name, i) => [name, Array.from(data.data[i] as Float64Array, (v) => Math.sign(v))])),
    ),
  )
}

type Search = (seed: number, known: Knowledge<string> | undefined) => CausalGraph
const option = (known: Knowledge<string> | undefined): { knowledge: Knowledge<string> } | Record<string, never> =>
  known === undefined ? {} : { knowledge: known }

const searches: Readonly<Record<string, Search>> = {
  'ges, bicScore': (seed, known) => ges(bicScore(sample(seed, 80, 'normal')), option(known)).graph,
  'ges, bdeuScore': (seed, known) => ges(discrete(seed), option(known)).graph,
  'boss, bicScore': (seed, known) => boss(bicScore(sample(seed, 80, 'normal')), { starts: 2, ...option(known) }).graph,
  'boss, bdeuScore': (seed, known) => boss(discrete(seed), { starts: 2, ...option(known) }).graph,
  exactSearch: (seed, known) => exactSearch(bicScore(sample(seed, 80, 'normal')), option(known)).graph,
  'grasp, bicScore': (seed, known) => grasp(bicScore(sample(seed, 80, 'normal')), option(known)).graph,
  'grasp, bdeuScore': (seed, known) => grasp(discrete(seed), option(known)).graph,
  hillClimbing: (seed, known) => hillClimbing(discrete(seed), { restarts: 1, ...option(known) }).graph,
  mmhc: (seed, known) => {
    const data = sample(seed, 80, 'normal')
    return mmhc(fisherZ(data), bicScore(data), option(known)).graph
  },
  directLingam: (seed, known) => directLingam(sample(seed, 80, 'laplace'), option(known)).graph,
  varLingam: (seed, known) => varLingam(series(sample(seed, 80, 'laplace')), option(known)).graph,
  icaLingam: (seed, known) => icaLingam(sample(seed, 400, 'laplace'), option(known)).graph,
}

/** What a search gives, or null where ICA does not converge on these data, or comes to no order that is allowed. */
function found(search: Search, seed: number, known: Knowledge<string> | undefined): CausalGraph | null {
  try {
    return search(seed, known)
  } catch (error) {
    const { code, details } = error as CausalError
    if (code === 'not-invertible' || (code === 'contradiction' && 'zeroed' in details)) return null
    throw error
  }
}

describe.each(Object.entries(searches))('%s', (title, search) => {
  const verb = title.split(',')[0]!
  it('never violates knowledge', () => {
    let said = 0
    let answered = 0
    fc.assert(
      fc.property(seeds, (seed) => {
        const known = randomKnowledge(seed)
        const graph = found(search, seed, known)
        if (graph === null) return
        expect(violations(known, graph)).toEqual([])
        answered++
        said += known.required.length
      }),
      { numRuns: 60 },
    )
    expect(answered).toBeGreaterThan(30)
    expect(said).toBeGreaterThan(60)
  })
  it('is the plain search where knowledge says nothing', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const plain = found(search, seed, undefined)
        const same = found(search, seed, knowledge({ tiers: [names] }))
        expect(same === null).toBe(plain === null)
        if (plain !== null) expect(edgeTexts(same!)).toEqual(edgeTexts(plain))
      }),
      { numRuns: 20 },
    )
  })
  it('gives the truth when that is what is known', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const truth = simulateDag(names, { degree: 2.5, seed: seed + 1 })
        const pairs = truth.edges.map(({ from, to }) => [from, to] as const)
        const isEdge = (a: string, b: string): boolean => pairs.some(([x, y]) => x === a && y === b)
        const known = knowledge({ required: pairs, forbidden: all.filter(([a, b]) => !isEdge(a, b)) })
        const graph = found(search, seed, known)
        if (graph !== null) expect(edgeTexts(graph)).toEqual(edgeTexts(truth))
      }),
      { numRuns: 20 },
    )
  })
  it('refuses knowledge that contradicts itself, and names it does not know', () => {
    const bent = { required: [['A', 'B']], forbidden: [['A', 'B']], tiers: [] } as never
    expectCausalError(() => search(1, bent), verb, 'contradiction')
    const circle = {
      required: [
        ['A', 'B'],
        ['B', 'A'],
      ],
      forbidden: [],
      tiers: [],
    } as never
    expectCausalError(() => search(1, circle), verb, 'contradiction')
    expectCausalError(() => search(1, knowledge({ required: [['A', 'Q']] }) as never), verb, 'unknown-name')
  })
})

describe('knowledge that is true', () => {
  it('leads boss and exactSearch to what it leaves of the true class, and ges nearly always', () => {
    let directed = 0
    let runs = 0
    let missed = 0
    fc.assert(
      fc.property(seeds, (seed) => {
        const truth = simulateDag(names, { degree: 2.5, seed })
        const random = generator(seed)
        const order = toposort(truth)
        const cut = 1 + Math.floor(5 * random.uniform())
        const known = knowledge({
          required: truth.edges.filter(() => random.uniform() < 0.2).map(({ from, to }) => [from, to] as const),
          tiers: [order.slice(0, cut), order.slice(cut)],
        })
        const score = bicScore(populationMoments(truth, seed, 1e9))
        const expected = orientByKnowledge(cpdagOf(truth), known)
        // knowledge can shut the way of a greedy search to the best class, so its optimum is a local one
        runs++
        if (edgeTexts(ges(score, { knowledge: known }).graph).join() !== edgeTexts(expected).join()) missed++
        expect(edgeTexts(boss(score, { knowledge: known }).graph)).toEqual(edgeTexts(expected))
        const exact = exactSearch(score, { knowledge: known }).graph
        expect(edgeTexts(orientByKnowledge(cpdagOf(exact), known))).toEqual(edgeTexts(expected))
        const plain = edgeTexts(cpdagOf(truth))
        directed += edgeTexts(expected).filter((edge) => !plain.includes(edge)).length
      }),
      { numRuns: 40 },
    )
    expect(missed).toBeLessThan(runs / 10)
    expect(directed).toBeGreaterThan(20)
  })
  it('exactSearch is the best of all DAGs that agree with it', () => {
    const four = ['A', 'B', 'C', 'D']
    const every = allDags(four)
    let tried = 0
    fc.assert(
      fc.property(seeds, (seed) => {
        const full = randomKnowledge(seed)
        const isIn = ([a, b]: readonly [string, string]): boolean => four.includes(a) && four.includes(b)
        const known = knowledge({
          required: full.required.filter(isIn),
          forbidden: full.forbidden.filter(isIn),
          tiers: full.tiers.map((tier) => tier.filter((name) => four.includes(name))),
        })
        const score = bicScore(populationMoments(simulateDag(four, { degree: 2, seed }), seed, 30))
        const scoreOf = (g: Dag): number =>
          g.nodes.reduce(
            (sum, v) => sum + score(v as never, g.edges.filter((e) => e.to === v).map((e) => e.from) as never),
            0,
          )
        const allowed = every.filter((g) => violations(known, g).length === 0)
        const best = exactSearch(score, { knowledge: known as never })
        expect(best.score).toBeCloseTo(Math.max(...allowed.map(scoreOf)), 8)
        expect(best.score).toBeCloseTo(scoreOf(best.graph), 8)
        tried++
      }),
      { numRuns: 25 },
    )
    expect(tried).toBe(25)
  })
  it('exactSearch beyond 20 nodes', () => {
    const truth = simulateDag(21, { degree: 1.5, seed: 4 })
    const pairs = truth.edges.slice(0, 5).map(({ from, to }) => [to, from] as const)
    const known = knowledge({ required: pairs.slice(0, 2), forbidden: pairs.slice(2) })
    const score = bicScore(populationMoments(truth, 4, 500))
    const found = exactSearch(score, { knowledge: known as never, maxParents: 3 })
    expect(violations(known as never, found.graph)).toEqual([])
    expect(found.score).toBeGreaterThanOrEqual(boss(score, { knowledge: known as never, maxParents: 3 }).score - 1e-6)
  })
})

describe('ges from a start', () => {
  it('scores at least as high as the start, and stays where boss found the optimum', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const score = bicScore(sample(seed, 60, 'normal'))
        const from = boss(score)
        const on = ges(score, { start: from.graph })
        expect(on.score).toBeGreaterThanOrEqual(from.score - 1e-8)
        if (on.steps.length === 0) expect(on.graph).toEqual(from.graph)
        const exact = exactSearch(score)
        expect(ges(score, { start: exact.graph }).steps).toEqual([])
      }),
      { numRuns: 40 },
    )
  })
  it('refuses a start on other names, without a member, against knowledge, beyond maxParents', () => {
    const score = bicScore(sample(1, 60, 'normal'))
    expectCausalError(() => ges(score, { start: dag('A -> B') }), 'ges', 'invalid-argument')
    const square = {
      ...cpdagOf(dag('A; B; C; D; E; F')),
      kind: 'pdag',
      edges: [
        ['A', 'B'],
        ['B', 'C'],
        ['C', 'D'],
        ['D', 'A'],
      ].map(([from, to]) => ({ from, to, fromMark: 'tail', toMark: 'tail' })),
    }
    expectCausalError(() => ges(score, { start: square as never }), 'ges', 'invalid-graph')
    const one = dag('A; B; C; D; E; F; A -> B; C -> B')
    expectCausalError(
      () => ges(score, { start: one, knowledge: knowledge({ forbidden: [['A', 'B']] }) }),
      'ges',
      'contradiction',
    )
    expectCausalError(() => ges(score, { start: one, maxParents: 1 }), 'ges', 'invalid-argument')
    expectCausalError(
      () =>
        ges(score, {
          maxParents: 1,
          knowledge: knowledge({
            required: [
              ['A', 'B'],
              ['C', 'B'],
            ],
          }),
        }),
      'ges',
      'contradiction',
    )
  })
  it('is extendable with knowledge', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        expect(toDag(ges(discrete(seed), { knowledge: randomKnowledge(seed) }).graph)).not.toBeNull()
      }),
      { numRuns: 20 },
    )
  })
})

function toposort(g: Dag): string[] {
  const order: string[] = []
  const left = new Set<string>(g.nodes)
  while (left.size > 0) {
    for (const node of left) {
      if (g.edges.some((e) => e.to === node && left.has(e.from))) continue
      order.push(node)
      left.delete(node)
    }
  }
  return order
}

function allDags(of: readonly string[]): Dag[] {
  const ordered = of.flatMap((a) => of.filter((b) => b !== a).map((b) => [a, b] as const))
  const found: Dag[] = []
  for (let mask = 0; mask < 2 ** ordered.length; mask++) {
    try {
      found.push(dag({ nodes: of, directed: ordered.filter((_, k) => (mask >>> k) & 1) as never }))
    } catch {
      // a circle
    }
  }
  return found
}
