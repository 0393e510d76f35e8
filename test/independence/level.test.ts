import { describe, expect, it } from 'vitest'
import {
  chiSquare,
  conditionalGaussian,
  fisherZ,
  gSquare,
  hsic,
  type IndependenceTest,
  kci,
  pc,
  type Table,
  table,
} from '../../src/index.js'
import { generator } from '../../src/probability/streams/stream.js'

/** The share of true nulls that a test rejects at 0.05. */
function size(runs: number, answer: (seed: number) => ReturnType<IndependenceTest>): number {
  let rejected = 0
  for (let seed = 0; seed < runs; seed++) {
    const result = answer(seed)
    if (result.tested && result.pValue <= 0.05) rejected++
  }
  return rejected / runs
}

// bounds lie four standard errors above 0.05, and far below what these tests did before (0.2 to 1)
const bound = (runs: number): number => 0.05 + 4 * Math.sqrt((0.05 * 0.95) / runs)

describe('tests of counts hold their level on sparse tables', () => {
  it.each([
    [3, 200],
    [5, 200],
    [8, 200],
    [3, 50],
    [5, 600],
  ])('%i levels in each of four columns, %i rows', (levels, n) => {
    for (const make of [gSquare, chiSquare]) {
      const found = size(100, (seed) => {
        const random = generator(`sparse ${levels} ${n} ${seed}`)
        const column = (): string[] => Array.from({ length: n }, () => `c${random.integer(levels)}`)
        return make(table({ x: column(), y: column(), a: column(), b: column() }))('x', 'y', ['a', 'b'])
      })
      expect(found).toBeLessThanOrEqual(bound(100))
    }
  })
  it('and gSquare on dense ones: four levels by four, 150 rows', () => {
    const found = (test: { readonly null: 'moments' | 'chi-square' }): number =>
      size(6000, (seed) => {
        const random = generator(`dense ${seed}`)
        const values = new Float64Array(16)
        for (let i = 0; i < 150; i++) values[4 * random.integer(4) + random.integer(4)]!++
        const states = ['a', 'b', 'c', 'd']
        const variables = [
          { name: 'x', states },
          { name: 'y', states },
        ]
        return gSquare({ variables, values }, test)('x', 'y')
      })
    expect(found({ null: 'moments' })).toBeLessThan(0.055)
    // the textbook's, for comparison
    expect(found({ null: 'chi-square' })).toBeGreaterThan(0.055)
  })
  it('and see dependence there', () => {
    const random = generator('seen')
    const n = 400
    const pick = (): string[] => Array.from({ length: n }, () => `c${random.integer(3)}`)
    const [x, a, b] = [pick(), pick(), pick()]
    const y = x.map((v) => (random.uniform() < 0.5 ? v : `c${random.integer(3)}`))
    const data = table({ x, y, a, b })
    const result = gSquare(data)('x', 'y', ['a', 'b'])
    expect(result.pValue).toBeLessThan(1e-4)
    expect(result.method).toContain('Pearson')
    expect(gSquare(data)('x', 'y').method).toContain('G-square')
    expect(result.expected?.belowFive).toBeGreaterThan(0.3)
    expect(chiSquare(data, { null: 'permutation' })('x', 'y', ['a', 'b']).pValue).toBeLessThan(0.01)
    expect(gSquare(data, { minimumExpected: 5 })('x', 'y', ['a', 'b'])).toMatchObject({
      tested: false,
      reason: 'sparse',
    })
  })
})

describe('the mixed test holds its level whatever the noise', () => {
  it.each([50, 200])('heavy tails given a category, %i rows', (n) => {
    const found = size(100, (seed) => {
      const random = generator(`t3 ${n} ${seed}`)
      const heavy = () => random.normal() / Math.sqrt(random.gamma(1.5) / 1.5)
      const g = Array.from({ length: n }, () => 'pq'[random.integer(2)]!)
      const c = g.map((v) => (random.uniform() < (v === 'p' ? 0.3 : 0.6) ? 'yes' : 'no'))
      const y = Float64Array.from(g, (v) => (v === 'p' ? 2 : 0) + heavy())
      return conditionalGaussian(table({ g, c, y }))('c', 'y', ['g'])
    })
    expect(found).toBeLessThanOrEqual(bound(100))
  })
})

describe('kci holds its level', () => {
  it('given a wiggly common cause, and given three', () => {
    const wiggly = size(40, (seed) => {
      const random = generator(`wiggly ${seed}`)
      const Z = Float64Array.from({ length: 150 }, () => 6 * random.uniform() - 3)
      const X = Z.map((z) => Math.sin(2 * z) + 0.3 * random.normal())
      const Y = Z.map((z) => Math.cos(2 * z) + Math.sin(2 * z) + 0.3 * random.normal())
      return kci(table({ X, Y, Z }))('X', 'Y', ['Z'])
    })
    expect(wiggly).toBeLessThanOrEqual(bound(40))
    for (const nullName of ['gamma', 'spectral'] as const) {
      const three = size(30, (seed) => {
        const random = generator(`three ${seed}`)
        const normal = () => Float64Array.from({ length: 100 }, () => random.normal())
        const [A, B, C, e, f] = [normal(), normal(), normal(), normal(), normal()]
        const X = A.map((a, i) => a + 0.5 * B[i]! + 0.5 * C[i]! + e[i]!)
        const Y = A.map((a, i) => 0.5 * a - B[i]! + 0.5 * C[i]! + f[i]!)
        return kci(table({ A, B, C, X, Y }), { null: nullName, draws: 199, seed })('X', 'Y', ['A', 'B', 'C'])
      })
      expect(three).toBeLessThanOrEqual(bound(30))
    }
  })
})

describe('hsic', () => {
  it('gives the same p in any unit', () => {
    const random = generator('units')
    const x = Float64Array.from({ length: 120 }, () => random.normal())
    const y = x.map((v) => 0.4 * v + random.normal())
    const p = [1e-9, 1e-3, 1, 1e6].map(
      (s) => hsic(table({ x: x.map((v) => v * s), y: y.map((v) => v * s) }))('x', 'y').pValue!,
    )
    for (const value of p) expect(Math.abs(value / p[0]! - 1)).toBeLessThan(1e-6)
  })
})

describe('columns that determine others are no evidence', () => {
  const random = generator('determined')
  const n = 400
  const normal = () => Float64Array.from({ length: n }, () => random.normal())
  const edges = (test: IndependenceTest): string[] =>
    pc(test)
      .graph.edges.map(({ from, to }) => [from, to].sort().join(' '))
      .sort()

  it('a column in two units', () => {
    const celsius = normal().map((v) => 20 + 5 * v)
    const fahrenheit = celsius.map((c) => 1.8 * c + 32)
    const sales = celsius.map((c) => 3 * c + 10 * random.normal())
    const data = table({ celsius, fahrenheit, sales })
    for (const make of [fisherZ, conditionalGaussian, kci] as ((data: Table) => IndependenceTest)[]) {
      const result = make(data as Table)('celsius', 'sales', ['fahrenheit'])
      expect(result).toMatchObject({ tested: false, reason: 'determined' })
      expect(edges(make(data as Table))).toContain('celsius sales')
    }
    // nearly: a second thermometer
    const second = celsius.map((c) => c + 0.1 * random.normal())
    expect(fisherZ(table({ celsius, second, sales }))('celsius', 'sales', ['second'])).toMatchObject({
      tested: false,
      message: expect.stringMatching(/^"second" leaves 0\.0\d+ % of the variation of "celsius": too little to tell/),
    })
  })
  it('a recoded category', () => {
    const grade = Array.from({ length: n }, () => 'abc'[random.integer(3)]!)
    const label = grade.map((v) => `grade ${v}`)
    const bought = grade.map((v) => (random.uniform() < (v === 'a' ? 0.1 : 0.6) ? 'yes' : 'no'))
    const data = table({ grade, label, bought })
    for (const make of [gSquare, chiSquare, conditionalGaussian] as ((data: Table) => IndependenceTest)[]) {
      expect(make(data as Table)('grade', 'bought', ['label']).tested).toBe(false)
      expect(edges(make(data as Table))).toEqual(['bought grade', 'bought label', 'grade label'])
    }
  })
})

describe('rows that follow each other', () => {
  it('are noticed by the test, when it is asked', () => {
    const random = generator('series')
    const walk = () => {
      let at = 0
      return Float64Array.from({ length: 400 }, () => (at = 0.9 * at + random.normal()))
    }
    const data = table({ x: walk(), y: walk() })
    expect(fisherZ(data).warnings).toHaveLength(1)
    expect(kci(data).warnings?.[0]).toContain('depend')
    const plain = table({
      x: Float64Array.from({ length: 400 }, () => random.normal()),
      y: Float64Array.from({ length: 400 }, () => random.normal()),
    })
    expect(fisherZ(plain).warnings).toEqual([])
  })
})
