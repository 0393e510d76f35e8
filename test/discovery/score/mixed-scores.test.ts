import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  bicScore,
  boss,
  conditionalGaussianScore,
  cpdagOf,
  dag,
  degenerateGaussianScore,
  exactSearch,
  ges,
  type Score,
  type Table,
  table,
} from '../../../src/index.js'
import { generator } from '../../../src/probability/streams/stream.js'
import { expectCausalError } from '../../support/errors.js'
import { edgeTexts } from '../support.js'

const factories = { conditionalGaussianScore, degenerateGaussianScore }
const seeds = fc.integer({ min: 0, max: 1e6 })

/** site → height ← age, height → group; site and group are categories. */
function sample(n: number, seed: number, effect = 1.5): Record<string, number[] | string[]> {
  const random = generator(seed)
  const site = Array.from({ length: n }, () => ['a', 'b', 'c'][Math.floor(3 * random.uniform())]!)
  const age = site.map(() => random.normal())
  const height = site.map((s, i) => effect * 'abc'.indexOf(s) + effect * age[i]! + random.normal())
  const group = height.map((h) => (h + 0.7 * random.normal() > effect ? 'tall' : 'short'))
  return { site, age, height, group }
}
const read = (columns: Record<string, number[] | string[]>): Table<Record<string, number | string>> =>
  table(columns) as never

describe.each(Object.entries(factories))('%s', (name, factory) => {
  it('is bicScore on numbers', () => {
    const random = generator(7)
    const x = Array.from({ length: 50 }, () => random.normal())
    const y = x.map((v) => v + random.normal())
    const data = table({ X: x, Y: y, Z: x.map((v, i) => 1e4 * (v - y[i]! + random.normal()) + 5) })
    for (const penalty of [1, 2.5]) {
      const ours = factory(data, { penalty })
      const bic = bicScore(data, { penalty })
      for (const [node, parents] of [
        ['Z', ['X', 'Y']],
        ['X', []],
        ['Y', ['Z']],
      ] as const) {
        expect(ours(node, parents)).toBeCloseTo(bic(node, parents), 7)
      }
    }
  })
  it('is the same for equivalent graphs', () => {
    let compared = 0
    fc.assert(
      fc.property(seeds, fc.constantFrom(12, 40, 200), (seed, n) => {
        const score = factory(read(sample(n, seed)))
        for (const given of [[], ['age'], ['group'], ['age', 'group']]) {
          // a covered edge may be turned: s(y | x, S) + s(x | S) = s(x | y, S) + s(y | S)
          const one = score('height', ['site', ...given]) + score('site', given)
          const other = score('site', ['height', ...given]) + score('height', given)
          expect(Math.abs(one - other)).toBeLessThan(1e-8 * Math.max(1, Math.abs(one)))
          compared++
        }
      }),
      { numRuns: 40 },
    )
    expect(compared).toBe(160)
  })
  it('finds the class of a mixed model from many rows', () => {
    const random = generator(3)
    const group = Array.from({ length: 1500 }, (_, i) => ['tall', 'short', 'short'][i % 3]!)
    const site = group.map(() => ['a', 'b', 'c'][Math.floor(3 * random.uniform())]!)
    const age = group.map((g) => (g === 'tall' ? 1 : 0) + random.normal())
    const height = site.map((s, i) => 0.7 * 'abc'.indexOf(s) + age[i]! + random.normal())
    const truth = cpdagOf(dag('site; age; height; group; group -> age -> height <- site'))
    const score = factory(read({ group, site, age, height }))
    for (const graph of [ges(score).graph, boss(score).graph, cpdagOf(exactSearch(score).graph)]) {
      expect(edgeTexts(graph)).toEqual(edgeTexts(truth))
    }
  })
  it('does not depend on units, the order of columns, or names of levels', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const columns = sample(80, seed)
        const score: Score = factory(read(columns))
        const other: Score = factory(
          read({
            group: (columns['group'] as string[]).map((g) => (g === 'tall' ? 'A' : 'Z')),
            height: (columns['height'] as number[]).map((h) => 1e6 * h + 3e6),
            site: (columns['site'] as string[]).map((s) => 'zyx'['abc'.indexOf(s)]!),
            age: columns['age']!,
          }),
        )
        const gain = (s: Score): number => s('height', ['site', 'age', 'group']) - s('height', ['age'])
        expect(gain(other)).toBeCloseTo(gain(score), 6)
        expect(edgeTexts(ges(other).graph)).toEqual(edgeTexts(ges(score).graph))
      }),
      { numRuns: 25 },
    )
  })
  it('refuses what it cannot read', () => {
    expectCausalError(() => factory(7 as never), name, 'invalid-argument')
    expectCausalError(() => factory(table({ A: ['x', 'x', 'x'], B: [1, 2, 3] })), name, 'constant-column')
    expectCausalError(() => factory(table({ A: ['x', 'y', 'x'], B: [2, 2, 2] })), name, 'constant-column')
    expectCausalError(() => factory(table({ A: ['x', 'y', 'x'], B: [1, Number.NaN, 3] })), name, 'missing-values')
    expectCausalError(() => factory(table({ A: [1, 2, 3] }), { penalty: -1 }), name, 'invalid-argument')
    expectCausalError(() => factory(table({ A: [1, 2] })), name, 'too-few-rows')
    const few = factory(table({ A: [1, 2, 4, 3], B: [2, 1, 3, 5], C: [1, 5, 3, 2], D: [3, 1, 2, 2] }))
    expectCausalError(() => few('A', ['B', 'C', 'D']), name, 'too-few-rows')
  })
  it('stays finite where a category determines a number', () => {
    const kinds = Array.from({ length: 30 }, (_, i) => ['a', 'b', 'c'][i % 3]!)
    const random = generator(2)
    const score = factory(
      table({ kind: kinds, price: kinds.map((k) => k.charCodeAt(0)), noise: kinds.map(() => random.normal()) }),
    )
    for (const [node, parents] of [
      ['price', ['kind']],
      ['kind', ['price']],
      ['noise', ['kind', 'price']],
    ] as const) {
      expect(Number.isFinite(score(node, parents))).toBe(true)
    }
    expect(ges(score).graph.edges.length).toBeGreaterThan(0)
  })
})

it('the conditional Gaussian score of categories is the BIC of their tables', () => {
  const data = table({ X: ['a', 'a', 'a', 'b', 'b', 'b', 'b', 'a'], Y: ['u', 'u', 'v', 'v', 'v', 'v', 'u', 'u'] })
  const score = conditionalGaussianScore(data)
  const likelihood = 3 * Math.log(3 / 4) + Math.log(1 / 4) + 3 * Math.log(3 / 4) + Math.log(1 / 4)
  expect(score('Y', ['X'])).toBeCloseTo(likelihood - Math.log(8), 10)
  expect(score('Y')).toBeCloseTo(8 * Math.log(1 / 2) - 0.5 * Math.log(8), 10)
})

it('the conditional Gaussian score sees a difference of variances, the degenerate one does not', () => {
  const random = generator(11)
  const side = Array.from({ length: 600 }, (_, i) => (i % 2 === 0 ? 'left' : 'right'))
  const data = table({ side, error: side.map((s) => (s === 'left' ? 1 : 4) * random.normal()) })
  expect(conditionalGaussianScore(data)('error', ['side'])).toBeGreaterThan(
    conditionalGaussianScore(data)('error') + 100,
  )
  expect(degenerateGaussianScore(data)('error', ['side'])).toBeLessThan(degenerateGaussianScore(data)('error'))
})
