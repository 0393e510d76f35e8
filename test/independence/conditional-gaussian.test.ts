import { describe, expect, it } from 'vitest'
import { conditionalGaussian, gSquare, table } from '../../src/index.js'
import { generator } from '../../src/probability/streams/stream.js'
import { expectCausalError } from '../support/errors.js'
import { tested } from '../support/tested.js'

function sample(seed: number, n = 300) {
  const random = generator(seed)
  const g = Float64Array.from({ length: n }, () => random.normal())
  const pick = (eta: number): string => (random.uniform() < 1 / (1 + Math.exp(-eta)) ? 'yes' : 'no')
  const a = Array.from(g, (v) => pick(2 * v))
  const b = Array.from(g, (v) => pick(2 * v))
  const c = a.map((v) => pick(v === 'yes' ? 2 : -2))
  const h = Float64Array.from(g, (v, i) => (a[i] === 'yes' ? v : -v) + 0.5 * random.normal())
  return table({ a, b, c, g, h })
}

describe('conditionalGaussian', () => {
  const data = sample(5)
  const test = conditionalGaussian(data)

  it('separates two categories by the number behind them, where bnlearn does not', () => {
    expect(test('a', 'b').pValue).toBeLessThan(1e-6)
    expect(test('a', 'b', ['g']).pValue).toBeGreaterThan(0.01)
    expect(test('a', 'c', ['g']).pValue).toBeLessThan(1e-6)
    expect(conditionalGaussian(data, { parity: 'bnlearn' })('a', 'b', ['g']).pValue).toBeLessThan(1e-6)
  })

  it('sees slopes that differ between categories by its likelihood ratio', () => {
    const ratio = conditionalGaussian(data, { statistic: 'likelihood-ratio' })
    expect(ratio('g', 'h').pValue).toBeGreaterThan(1e-4)
    expect(ratio('g', 'h', ['a']).pValue).toBeLessThan(1e-6)
    expect(ratio('h', 'a', ['g']).pValue).toBeLessThan(1e-6)
  })

  it('is the G² test of categories alone', () => {
    const words = table({ a: data.data[0] as never, b: data.data[1] as never, c: data.data[2] as never })
    expect(test('a', 'b', ['c']).statistic).toBeCloseTo(
      tested(gSquare(words)('a' as never, 'b' as never, ['c' as never])).statistic,
      10,
    )
  })

  it('is symmetric', () => {
    for (const [x, y, given] of [
      ['a', 'b', ['g']],
      ['g', 'h', ['a']],
      ['a', 'g', ['h']],
    ] as const) {
      expect(test(x, y, given).statistic).toBeCloseTo(tested(test(y, x, given)).statistic, 8)
    }
  })

  it('says that it did not test where a group cannot be fitted', () => {
    const cases = table({ k: ['a', 'a', 'a', 'a', 'b'], x: [1, 2, 4, 3, 5], y: [2, 1, 3, 5, 4] })
    const tiny = conditionalGaussian(cases, { statistic: 'likelihood-ratio' })
    expect(tiny('x', 'y', ['k'])).toMatchObject({ tested: false, reason: 'singular' })
  })

  it('refuses what it cannot use', () => {
    expectCausalError(() => conditionalGaussian(table({ x: [1, null, 2] })), 'conditionalGaussian', 'missing-values')
    expectCausalError(
      () => conditionalGaussian(data, { parity: 'R' as never }),
      'conditionalGaussian',
      'invalid-argument',
    )
    expectCausalError(() => test('a', 'a'), 'conditionalGaussian', 'overlap')
  })
})
