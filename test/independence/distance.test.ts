import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { distanceColumn, distanceCovariance } from '../../src/independence/distance/distance-covariance.js'
import { distanceCorrelation, gpdc, table } from '../../src/index.js'
import { generator } from '../../src/probability/streams/stream.js'
import { expectCausalError } from '../support/errors.js'
import { tested } from '../support/tested.js'

/** Double-centred distances, as the definition has them. */
function byDefinition(x: readonly number[], y: readonly number[]): number {
  const n = x.length
  const centred = (v: readonly number[]) => {
    const d = v.map((a) => v.map((b) => Math.abs(a - b)))
    const rows = d.map((row) => row.reduce((s, c) => s + c, 0) / n)
    const mean = rows.reduce((s, c) => s + c, 0) / n
    return d.map((row, i) => row.map((c, j) => c - rows[i]! - rows[j]! + mean))
  }
  const [a, b] = [centred(x), centred(y)]
  return a.flatMap((row, i) => row.map((c, j) => c * b[i]![j]!)).reduce((s, c) => s + c, 0) / (n * n)
}

describe('distance covariance', () => {
  it('is that of the definition, with ties, in any order of the rows of y', () => {
    const values = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.double({ min: -5, max: 5, noNaN: true }))
    fc.assert(
      fc.property(fc.array(fc.tuple(values, values), { minLength: 2, maxLength: 25 }), fc.nat(), (rows, seed) => {
        const [x, y] = [rows.map(([a]) => a), rows.map(([, b]) => b)]
        const order = Int32Array.from(rows.keys())
        generator(seed).shuffle(order)
        const found = distanceCovariance(
          distanceColumn(Float64Array.from(x)),
          distanceColumn(Float64Array.from(y)),
          order,
        )
        const wanted = byDefinition(
          x,
          Array.from(order, (i) => y[i]!),
        )
        expect(Math.abs(found - wanted)).toBeLessThan(1e-9)
      }),
    )
  })
})

const random = generator('distance')
const normal = (n: number) => Float64Array.from({ length: n }, () => random.normal())

describe('distanceCorrelation', () => {
  it('estimates what the definition says', () => {
    const five = (y: number[]) => tested(distanceCorrelation(table({ x: [1, 2, 3, 4, 5, 6], y }))('x', 'y'))
    const wanted = (y: number[]) => {
      const x = [1, 2, 3, 4, 5, 6]
      return Math.sqrt(byDefinition(x, y) / Math.sqrt(byDefinition(x, x) * byDefinition(y, y)))
    }
    for (const y of [
      [1, 4, 9, 16, 25.5, 36],
      [2, 1, 4, 3, 0, 7],
    ])
      expect(five(y).estimate).toBeCloseTo(wanted(y), 10)
  })
  it('sees what has no correlation', () => {
    const x = normal(150)
    const data = table({ x, y: x.map((v) => v * v), z: normal(150) })
    const test = distanceCorrelation(data)
    expect(test('x', 'y').pValue).toBeLessThanOrEqual(0.002)
    expect(test('x', 'z').pValue).toBeGreaterThan(0.01)
  })
  it('refuses a condition, categories and what does not vary', () => {
    const data = table({ x: normal(30), y: normal(30), z: normal(30), c: new Float64Array(30).fill(2) })
    expectCausalError(() => distanceCorrelation(data)('x', 'y', ['z']), 'distanceCorrelation', 'not-supported')
    expect(distanceCorrelation(data)('x', 'c')).toMatchObject({ tested: false, reason: 'determined' })
    expectCausalError(
      () => distanceCorrelation(table({ x: ['a', 'b'], y: [1, 2] })),
      'distanceCorrelation',
      'too-few-rows',
    )
    const words = table({ x: 'aabbccdd'.split(''), y: [1, 2, 3, 4, 5, 6, 7, 8] })
    expectCausalError(() => distanceCorrelation(words), 'distanceCorrelation', 'invalid-data')
    expectCausalError(() => distanceCorrelation(data, { draws: 5 }), 'distanceCorrelation', 'invalid-argument')
  })
})

describe('gpdc', () => {
  it('takes a wiggly common cause out, and sees what is left', () => {
    const n = 150
    const random = generator('wiggly')
    const normal = (m: number) => Float64Array.from({ length: m }, () => random.normal())
    const z = Float64Array.from({ length: n }, () => 6 * random.uniform() - 3)
    const [e, f] = [normal(n), normal(n)]
    const x = z.map((v, i) => Math.sin(2 * v) + 0.3 * e[i]!)
    const data = table({
      z,
      x,
      y: z.map((v, i) => Math.cos(2 * v) + Math.sin(2 * v) + 0.3 * f[i]!),
      w: z.map((v, i) => Math.cos(2 * v) + e[i]! ** 2 + 0.3 * f[i]!),
    })
    const test = gpdc(data, { draws: 199 })
    expect(test('x', 'y').pValue).toBeLessThan(0.05)
    expect(test('x', 'y', ['z']).pValue).toBeGreaterThan(0.02)
    expect(test('x', 'w', ['z']).pValue).toBeLessThan(0.02)
  })
  it('does not test what the condition determines', () => {
    const z = normal(60)
    const data = table({ z, x: z.map((v) => v ** 3), y: normal(60) })
    expect(gpdc(data)('x', 'y', ['z'])).toMatchObject({ tested: false, reason: 'determined' })
  })
  it('is distance correlation where nothing is given', () => {
    const data = table({ x: normal(40), y: normal(40) })
    expect(tested(gpdc(data)('x', 'y')).pValue).toBe(tested(distanceCorrelation(data)('x', 'y')).pValue)
  })
})
