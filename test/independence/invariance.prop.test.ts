import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  chiSquare,
  cmiKnn,
  conditionalGaussian,
  degenerateGaussian,
  distanceCorrelation,
  fisherZ,
  gpdc,
  gSquare,
  hsic,
  type IndependenceTest,
  kci,
  rankCorrelation,
  rcit,
  type Table,
  type TestResult,
  table,
} from '../../src/index.js'
import { generator } from '../../src/probability/streams/stream.js'

type Columns = Record<string, Float64Array | readonly string[]>

/** z1 → x, y; z2 beside; c follows z1, w follows c; `same` does not vary. */
function draw(seed: number, n: number): Columns {
  const random = generator(`invariance ${seed}`)
  const normal = () => Float64Array.from({ length: n }, () => random.normal())
  const [z1, z2, e, f] = [normal(), normal(), normal(), normal()]
  return {
    x: z1.map((z, i) => z + 0.5 * z2[i]! + e[i]!),
    y: z1.map((z, i) => z * z - z2[i]! + 0.3 * e[i]! + f[i]!),
    z1,
    z2,
    c: Array.from(z1, (z) => 'abc'[Math.min(2, Math.max(0, Math.round(z + random.normal() + 1)))]!),
    w: Array.from(z2, (z) => (z + random.normal() > 0 ? 'yes' : 'no')),
    v: Array.from(f, (z) => (z + random.normal() > 0 ? 'p' : 'q')),
    same: new Float64Array(n).fill(4),
  }
}

interface Kind {
  readonly name: string
  readonly make: (data: Table) => IndependenceTest
  readonly columns: readonly string[]
  readonly queries: readonly (readonly [string, string, readonly string[]])[]
  /** How far p may move with the units: rounding, or a low-rank factor's tolerance. */
  readonly near: number
}

const numbers = ['x', 'y', 'z1', 'z2']
const words = ['c', 'w', 'v']
const all = [...numbers, ...words]
const numberQueries = [
  ['x', 'y', []],
  ['x', 'y', ['z1']],
  ['x', 'y', ['z1', 'z2']],
] as const
const wordQueries = [
  ['c', 'w', []],
  ['c', 'v', ['w']],
] as const
const mixedQueries = [
  ...numberQueries,
  ...wordQueries,
  ['x', 'c', ['z1', 'w']],
  ['c', 'v', ['z1', 'x']],
  ['x', 'y', ['c', 'v']],
] as const

const kinds: readonly Kind[] = [
  { name: 'fisherZ', make: fisherZ, columns: numbers, queries: numberQueries, near: 1e-9 },
  { name: 'gSquare', make: gSquare, columns: words, queries: wordQueries, near: 0 },
  { name: 'chiSquare', make: chiSquare, columns: words, queries: wordQueries, near: 0 },
  {
    name: 'chiSquare by permutation',
    make: (data) => chiSquare(data, { null: 'permutation', draws: 99 }),
    columns: words,
    queries: wordQueries,
    near: 0,
  },
  { name: 'conditionalGaussian', make: conditionalGaussian, columns: all, queries: mixedQueries, near: 1e-9 },
  {
    name: 'conditionalGaussian, likelihood ratio',
    make: (data) => conditionalGaussian(data, { statistic: 'likelihood-ratio' }),
    columns: all,
    queries: mixedQueries,
    near: 1e-6,
  },
  { name: 'kci', make: kci, columns: all, queries: mixedQueries, near: 1e-5 },
  {
    name: 'kci by permutation',
    make: (data) => kci(data, { null: 'permutation', draws: 49 }),
    columns: numbers,
    queries: [['x', 'y', []]],
    near: 1e-9,
  },
  {
    name: 'kci by draws',
    make: (data) => kci(data, { null: 'spectral', draws: 99 }),
    columns: numbers,
    queries: numberQueries,
    near: 0.02,
  },
  {
    name: 'hsic',
    make: hsic,
    columns: all,
    queries: [
      ['x', 'y', []],
      ['x', 'c', []],
    ],
    near: 1e-6,
  },
  { name: 'rcit', make: rcit, columns: numbers, queries: numberQueries, near: 1e-6 },
  { name: 'rankCorrelation', make: rankCorrelation, columns: numbers, queries: numberQueries, near: 1e-9 },
  { name: 'degenerateGaussian', make: degenerateGaussian, columns: all, queries: mixedQueries, near: 1e-9 },
  {
    name: 'distanceCorrelation',
    make: (data) => distanceCorrelation(data, { draws: 99 }),
    columns: numbers,
    queries: [['x', 'y', []]],
    near: 0.011,
  },
  {
    name: 'gpdc',
    make: (data) => gpdc(data, { draws: 99 }),
    columns: numbers,
    queries: numberQueries,
    near: 0.05,
  },
  {
    name: 'cmiKnn',
    make: (data) => cmiKnn(data, { draws: 49 }),
    columns: all,
    queries: mixedQueries,
    near: 0,
  },
]

const tableOf = (columns: Columns, names: readonly string[]): Table =>
  table(Object.fromEntries(names.map((name) => [name, columns[name]!]))) as Table

const sameAnswer = (a: TestResult, b: TestResult, near: number): void => {
  expect(b.tested).toBe(a.tested)
  if (!a.tested || !b.tested) return
  expect(Math.abs(a.pValue - b.pValue)).toBeLessThanOrEqual(near)
}

describe.each(kinds)('$name', ({ name, make, columns, queries, near }) => {
  const seeds = fc.record({ seed: fc.integer({ min: 0, max: 1e6 }), n: fc.constantFrom(40, 90) })

  // to the last bit, but for fisherZ: its correlations are summed in blocks of columns
  it('does not hang on the order of columns, nor of x and y, nor of the conditioning set', () => {
    let made = 0
    fc.assert(
      fc.property(seeds, fc.shuffledSubarray([...columns], { minLength: columns.length }), ({ seed, n }, order) => {
        const drawn = draw(seed, n)
        const [plain, moved] = [make(tableOf(drawn, columns)), make(tableOf(drawn, order))]
        for (const [x, y, given] of queries) {
          const found = plain(x, y, given)
          if (found.tested) made++
          for (const other of [moved(x, y, given), moved(y, x, [...given].reverse())]) {
            if (name === 'fisherZ' || name === 'rankCorrelation') sameAnswer(found, other, 1e-12)
            else expect(other).toEqual(found)
          }
        }
      }),
      { numRuns: 6 },
    )
    expect(made).toBeGreaterThan(3)
  })

  it('does not hang on units: times 1e-9 to 1e9, shifted', () => {
    let made = 0
    fc.assert(
      fc.property(
        seeds,
        fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 4, maxLength: 4 }),
        ({ seed, n }, powers) => {
          const drawn = draw(seed, n)
          const scaled = { ...drawn }
          for (const [k, name] of numbers.entries()) {
            scaled[name] = (drawn[name] as Float64Array).map((v) => (v + 3) * 10 ** powers[k]!)
          }
          const [plain, other] = [make(tableOf(drawn, columns)), make(tableOf(scaled, columns))]
          for (const [x, y, given] of queries) {
            const found = plain(x, y, given)
            if (found.tested) made++
            sameAnswer(found, other(x, y, given), near)
          }
        },
      ),
      { numRuns: 6 },
    )
    expect(made).toBeGreaterThan(3)
  })
})

describe('a constant in the conditioning set', () => {
  it.each([
    ['kci', kci],
    ['rcit', rcit],
    ['conditionalGaussian', conditionalGaussian],
    ['degenerateGaussian', degenerateGaussian],
    ['gpdc', gpdc],
    ['cmiKnn', cmiKnn],
  ] as const)('changes nothing: %s', (_, make) => {
    const test = make(tableOf(draw(3, 60), [...numbers, 'same'])) as IndependenceTest
    expect(test('x', 'y', ['same'])).toEqual(test('x', 'y'))
    expect(test('x', 'y', ['z1', 'same'])).toEqual(test('x', 'y', ['z1']))
  })
})
