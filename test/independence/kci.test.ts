import { describe, expect, it } from 'vitest'
import {
  categoricalKernel,
  gaussianKernel,
  kci,
  laplaceKernel,
  linearKernel,
  polynomialKernel,
  table,
} from '../../src/index.js'
import { generator } from '../../src/probability/streams/stream.js'
import { oddNames } from '../support/arbitrary.js'
import { expectCausalError } from '../support/errors.js'
import { deepFreeze } from '../support/freeze.js'
import { tested } from '../support/tested.js'

/** Z → X, Z → Y, both non-linear; W = X² + noise; C a category that follows Z. */
function sample(n: number, seed = 1) {
  const random = generator(seed)
  const column = (of: (i: number) => number): Float64Array => Float64Array.from({ length: n }, (_, i) => of(i))
  const Z = column(() => random.normal())
  const X = column((i) => Math.sin(2 * Z[i]!) + 0.5 * random.normal())
  const Y = column((i) => Z[i]! ** 2 + 0.5 * random.normal())
  const W = column((i) => X[i]! ** 2 + 0.2 * random.normal())
  const S = column((i) => (Z[i]! > 0 ? 1 : -1) * X[i]! + 0.3 * random.normal())
  return deepFreeze(table({ Z, X, Y, W, S, C: Array.from(Z, (z) => (z > 0.5 ? 'high' : z < -0.5 ? 'low' : 'mid')) }))
}

describe('kci', () => {
  const data = sample(200)
  const test = kci(data)

  it('sees dependence without correlation, and independence given the common cause', () => {
    expect(test('X', 'W').pValue).toBeLessThan(1e-6)
    expect(test('Y', 'Z').pValue).toBeLessThan(1e-6)
    expect(test('X', 'Y', ['Z']).pValue).toBeGreaterThan(0.05)
    expect(test('X', 'W', ['Z']).pValue).toBeLessThan(0.001)
  })

  it('sees a dependence whose sign turns with the conditioning set', () => {
    expect(test('X', 'S', ['Z']).pValue).toBeLessThan(1e-4)
  })

  it('takes categories', () => {
    expect(test('C', 'Z').pValue).toBeLessThan(1e-6)
    expect(test('X', 'Y', ['C', 'Z']).pValue).toBeGreaterThan(0.01)
  })

  it('is symmetric to the last bit, and repeats itself', () => {
    expect(test('X', 'W', ['Z', 'Y'])).toEqual(test('W', 'X', ['Y', 'Z']))
    expect(kci(data)('X', 'W', ['Z', 'Y'])).toEqual(test('X', 'W', ['Y', 'Z']))
    const parity = kci(tableWithout(data), { parity: 'causal-learn' })
    expect(parity('X', 'W', ['Z']).statistic).not.toBe(parity('W', 'X', ['Z']).statistic)
  })

  it('permutes with its columns', () => {
    const turned = table({
      Y: data.data[2] as Float64Array,
      Z: data.data[0] as Float64Array,
      X: data.data[1] as Float64Array,
    })
    expect(kci(turned)('X', 'Y', ['Z']).pValue).toBeCloseTo(tested(test('X', 'Y', ['Z'])).pValue, 10)
  })

  it('does not care for units', () => {
    const scaled = table({
      Z: (data.data[0] as Float64Array).map((v) => 1e6 * v + 5),
      X: (data.data[1] as Float64Array).map((v) => 1e-6 * v - 3e-6),
      Y: data.data[2] as Float64Array,
    })
    expect(kci(scaled)('X', 'Y', ['Z']).pValue).toBeCloseTo(tested(test('X', 'Y', ['Z'])).pValue, 6)
  })

  it('gives the same answer with no memory, and from its plan', () => {
    const forgetful = kci(data, { memory: 0 })
    expect(forgetful('X', 'W', ['Z'])).toEqual(test('X', 'W', ['Z']))
    if (test.plan?.kind !== 'indexed') throw new Error('expected an indexed plan')
    expect(test.plan.logPValue(3, 1, Int32Array.of(0, 5), 1)).toBe(test('X', 'W', ['Z']).logPValue)
  })

  it('agrees between its null distributions', () => {
    for (const [x, y, given] of [
      ['X', 'Y', []],
      ['X', 'Y', ['Z']],
      ['Y', 'S', ['Z']],
    ] as const) {
      const gamma = tested(test(x, y, given)).pValue
      expect(kci(data, { null: 'spectral' })(x, y, given).pValue).toBeCloseTo(gamma, 0)
      const permuted = kci(data, { null: 'permutation', draws: 199 })
      if (given.length === 0) expect(permuted(x, y).pValue).toBeCloseTo(gamma, 0)
      else expectCausalError(() => permuted(x, y, given), 'kci', 'not-supported')
    }
    const strong = kci(data, { null: 'permutation', draws: 99 })('X', 'W')
    expect(strong.pValue).toBe(1 / 100)
  })

  it('repeats its draws with the seed', () => {
    const p = (seed: number) => kci(data, { null: 'spectral', draws: 500, seed })('X', 'Y', ['Z']).pValue
    expect(p(3)).toBe(p(3))
    expect(p(3)).not.toBe(p(4))
  })

  it('takes any kernel, one for all or one for each part', () => {
    const p = (kernel: Parameters<typeof kci>[1]) => kci(data, kernel)('X', 'W').pValue
    expect(p({ kernel: linearKernel() })).toBeGreaterThan(0.001)
    expect(p({ kernel: polynomialKernel() })).toBeLessThan(1e-6)
    expect(p({ kernel: { x: laplaceKernel(), y: gaussianKernel({ width: 'median' }) } })).toBeLessThan(1e-6)
    expect(kci(data, { kernel: { given: laplaceKernel() } })('X', 'W', ['Z']).pValue).toBeLessThan(0.05)
  })

  it('learns its widths where asked to', () => {
    const learned = kci(data, { bandwidth: 'gaussian-process' })
    expect(learned('X', 'Y', ['Z']).pValue).toBeGreaterThan(0.05)
    expect(learned('X', 'W', ['Z']).pValue).toBeLessThan(0.001)
  })

  it('does not test what does not vary, or is determined', () => {
    const n = 40
    const X = Float64Array.from({ length: n }, (_, i) => Math.sin(i * i))
    const flat = kci(
      table({ X, Y: X.map((v) => -v), K: new Float64Array(n).fill(3), L: X.map((v, i) => v + Math.cos(7 * i)) }),
    )
    const witness = (...query: Parameters<typeof flat>) => {
      const found = flat(...query)
      return found.tested ? [] : found.witness.determined
    }
    expect(witness('X', 'K')).toEqual([{ column: 'K', by: [] }])
    expect(witness('K', 'L', ['X'])).toEqual([{ column: 'K', by: ['X'] }])
    expect(witness('Y', 'L', ['X'])).toEqual([{ column: 'Y', by: ['X'] }])
    expect(Number.isFinite(flat('X', 'L', ['K']).logPValue)).toBe(true)
  })

  it('works with names of any form', () => {
    const random = generator(2)
    const odd = table(
      Object.fromEntries(oddNames.map((name) => [name, Float64Array.from({ length: 30 }, () => random.normal())])),
    )
    expect(kci(odd)(odd.columns[0]!, odd.columns[1]!, [odd.columns[2]!]).pValue).toBeGreaterThan(0)
  })

  describe('bad input', () => {
    it('missing values, few rows, unknown names, overlaps', () => {
      expectCausalError(() => kci(table({ X: [1, null, 3, 4, 5, 6] })), 'kci', 'missing-values')
      expectCausalError(() => kci(table({ X: [1, 2, 3] })), 'kci', 'too-few-rows')
      const bad = test as (x: string, y: string, given?: readonly string[]) => unknown
      expectCausalError(() => bad('X', 'Q'), 'kci', 'unknown-name')
      expectCausalError(() => bad('X', 'X'), 'kci', 'overlap')
      expectCausalError(() => bad('X', 'Y', ['Y']), 'kci', 'overlap')
    })
    it('options that are none', () => {
      for (const options of [
        { null: 'beta' },
        { draws: 3 },
        { ridge: 0 },
        { tolerance: 2 },
        { memory: -1 },
        { parity: 'R' },
        { bandwidth: 'guess' },
        { kernel: { x: 3 } },
      ]) {
        expectCausalError(() => kci(data, options as never), 'kci', 'invalid-argument')
      }
      expectCausalError(() => kci(data, { parity: 'causal-learn' }), 'kci', 'invalid-data')
      expectCausalError(() => gaussianKernel({ width: 0 }), 'gaussianKernel', 'invalid-argument')
      expectCausalError(() => laplaceKernel({ width: Number.NaN }), 'laplaceKernel', 'invalid-argument')
      expectCausalError(() => polynomialKernel({ degree: 0.5 }), 'polynomialKernel', 'invalid-argument')
      expect(categoricalKernel().name).toBe('categorical')
    })
  })
})

function tableWithout(data: ReturnType<typeof sample>) {
  const [Z, X, Y, W] = data.data as Float64Array[]
  return table({ Z: Z!, X: X!, Y: Y!, W: W! })
}
