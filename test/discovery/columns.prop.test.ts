import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  bicScore,
  boss,
  type CausalGraph,
  cdnod,
  dag,
  directLingam,
  dSeparation,
  exactSearch,
  fci,
  fisherZ,
  ges,
  gfci,
  grasp,
  hillClimbing,
  icaLingam,
  kernelScore,
  mmhc,
  pc,
  rfci,
  series,
  simulateDag,
  simulateLinear,
  type Table,
  table,
  varLingam,
} from '../../src/index.js'
import { edgeTexts, hashed, reordered, whimsicalTest } from './support.js'

type Data = Table<Record<string, number>>
const names = ['A', 'B', 'C', 'D', 'E']
const seeds = fc.integer({ min: 0, max: 1e6 })
const orders = fc.shuffledSubarray(names, { minLength: 5, maxLength: 5 })

/** A sample of a random linear model, some columns rounded so that values tie. */
function sample(seed: number, noise: 'normal' | 'laplace', n: number): Record<string, number[]> {
  const { data } = simulateLinear(simulateDag(names, { degree: 2.4, seed }), n, { seed, noise })
  return Object.fromEntries(
    names.map((name, i) => [
      name,
      Array.from(data.data[i] as Float64Array, (v) => (seed % 7 === 0 ? Math.round(8 * v) / 8 : v)),
    ]),
  )
}

const graphs: Readonly<Record<string, (data: Data) => CausalGraph>> = {
  pc: (data) => pc(fisherZ(data)).graph,
  fci: (data) => fci(fisherZ(data)).graph,
  'fci, conservative': (data) => fci(fisherZ(data), { colliderRule: 'conservative' }).graph,
  'fci, max-p': (data) => fci(fisherZ(data), { colliderRule: 'max-p' }).graph,
  rfci: (data) => rfci(fisherZ(data)).graph,
  cdnod: (data) => cdnod(data, { domain: 'E' }).graph,
  ges: (data) => ges(bicScore(data)).graph,
  boss: (data) => boss(bicScore(data), { starts: 2 }).graph,
  exactSearch: (data) => exactSearch(bicScore(data)).graph,
  grasp: (data) => grasp(bicScore(data)).graph,
  hillClimbing: (data) => hillClimbing(bicScore(data), { restarts: 2 }).graph,
  mmhc: (data) => mmhc(fisherZ(data), bicScore(data)).graph,
  gfci: (data) => gfci(fisherZ(data), bicScore(data)).graph,
}
const orderings: Readonly<Record<string, (data: Data) => { graph: CausalGraph; order: readonly string[] }>> = {
  directLingam: (data) => directLingam(data),
  varLingam: (data) => varLingam(series(data)),
  icaLingam: (data) => icaLingam(data, { prune: 'none' }),
}

/** What a search gives, a refusal among it, in words that do not depend on the order of columns. */
function answer(search: () => unknown): unknown {
  try {
    return search()
  } catch (error) {
    return (error as { code?: string }).code ?? String(error)
  }
}

/** The same columns in another order and other units. */
function changed(columns: Record<string, number[]>, order: readonly string[], units: readonly number[]): Data {
  return table(
    Object.fromEntries(order.map((name) => [name, columns[name]!.map((v) => v * units[names.indexOf(name)]!)])),
  ) as Data
}

const one = names.map(() => 1)
const arbitraryUnits = fc.array(fc.constantFrom(1e-9, 1e-4, 0.3, 1, 7, 1e5, 1e9), { minLength: 5, maxLength: 5 })

describe('another order of columns and other units change nothing', () => {
  it.each(Object.keys(graphs))('%s', (name) => {
    fc.assert(
      fc.property(seeds, fc.constantFrom(30, 100, 300), orders, arbitraryUnits, (seed, n, order, units) => {
        const columns = sample(seed, 'normal', n)
        const found = answer(() => edgeTexts(graphs[name]!(changed(columns, names, one))))
        expect(answer(() => edgeTexts(graphs[name]!(changed(columns, order, one))))).toEqual(found)
        expect(answer(() => edgeTexts(graphs[name]!(changed(columns, order, units))))).toEqual(found)
      }),
      { numRuns: 40 },
    )
  })
  it.each(Object.keys(orderings))('%s', (name) => {
    fc.assert(
      fc.property(seeds, fc.constantFrom(60, 300), orders, arbitraryUnits, (seed, n, order, units) => {
        const columns = sample(seed, 'laplace', n)
        const found = answer(() => orderings[name]!(changed(columns, names, one)).order)
        expect(answer(() => orderings[name]!(changed(columns, order, one)).order)).toEqual(found)
        expect(answer(() => orderings[name]!(changed(columns, order, units)).order)).toEqual(found)
      }),
      { numRuns: 25 },
    )
  })
  it('exactSearch and boss with a score that is not the same for equivalent graphs', () => {
    fc.assert(
      fc.property(seeds, orders, (seed, order) => {
        const columns = sample(seed, 'normal', 30)
        for (const search of [exactSearch, boss])
          expect(edgeTexts(search(kernelScore(changed(columns, order, one))).graph)).toEqual(
            edgeTexts(search(kernelScore(changed(columns, names, one))).graph),
          )
      }),
      { numRuns: 5 },
    )
  })
  it('exactSearch and boss where scores tie at random', () => {
    let tied = 0
    fc.assert(
      fc.property(seeds, orders, (seed, order) => {
        // a score of few values: ties everywhere
        const score = Object.assign(
          (node: string, parents: readonly string[] = []) =>
            Math.floor(3 * hashed(`${seed}|${node}|${[...parents].sort().join(',')}`)) - 0.5 * parents.length,
          { variables: names },
        )
        const other = Object.assign((...query: Parameters<typeof score>) => score(...query), { variables: order })
        tied++
        expect(edgeTexts(exactSearch(other).graph)).toEqual(edgeTexts(exactSearch(score).graph))
        expect(edgeTexts(boss(other).graph)).toEqual(edgeTexts(boss(score).graph))
      }),
      { numRuns: 60 },
    )
    expect(tied).toBe(60)
  })
})

describe('fci and rfci with a test that contradicts itself', () => {
  const seven = ['A', 'B', 'C', 'D', 'E', 'F', 'G']
  it('permuting the columns permutes the answer, and what is in doubt', () => {
    let doubted = 0
    fc.assert(
      fc.property(
        seeds,
        fc.shuffledSubarray(seven, { minLength: 7, maxLength: 7 }),
        fc.constantFrom('majority', 'conservative', 'union', 'max-p', 'definite-max-p'),
        fc.constantFrom(fci, rfci),
        fc.constantFrom(0.3, 0.6, 0.8),
        (seed, order, colliderRule, search, alpha) => {
          const test = whimsicalTest(seven, seed)
          const found = search(test, { alpha, colliderRule })
          const other = search(reordered(test, order), { alpha, colliderRule })
          expect(edgeTexts(other.graph)).toEqual(edgeTexts(found.graph))
          const doubts = ({ ambiguous, contradictions }: typeof found): string[] =>
            [
              ...ambiguous.map(({ x, middle, y }) => `${[x, y].sort()} ${middle}`),
              ...contradictions.map(({ at, from }) => `${from} to ${at}`),
            ].sort()
          expect(doubts(other)).toEqual(doubts(found))
          if (found.ambiguous.length > 0) doubted++
        },
      ),
      { numRuns: 150 },
    )
    expect(doubted).toBeGreaterThan(10)
  })
  it('rfci on the oracle too', () => {
    fc.assert(
      fc.property(seeds, orders, (seed, order) => {
        const full = simulateDag(8, { degree: 3, seed })
        const hidden = full.nodes.slice(0, 3)
        const test = dSeparation(
          dag({
            nodes: full.nodes,
            directed: full.edges.map(({ from, to }) => [from, to] as const),
            latents: hidden,
          }),
        )
        const permuted = order.map((name) => test.variables[names.indexOf(name)]!)
        expect(edgeTexts(rfci(reordered(test, permuted)).graph)).toEqual(edgeTexts(rfci(test).graph))
      }),
      { numRuns: 60 },
    )
  })
})
