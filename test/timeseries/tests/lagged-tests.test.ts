import { describe, expect, it } from 'vitest'
import {
  cmiKnn,
  fisherZ,
  gSquare,
  laggedCorrelation,
  laggedMoments,
  laggedTest,
  rankCorrelation,
  series,
  table,
} from '../../../src/index.js'
import { expectCausalError } from '../../support/errors.js'

const noise = (t: number, k: number): number => ((t + 1) * (0.618034 + 0.1371 * k) * (1 + ((t * 7) % 5))) % 1
const x = Array.from({ length: 150 }, (_, t) => noise(t, 0))
const y = x.map((_, t) => (x[t - 1] ?? 0) + noise(t, 1))
const z = y.map((_, t) => (y[t - 1] ?? 0) + noise(t, 2))
const data = series(table({ x, y, z }))
const at = (name: 'x' | 'y' | 'z', lag: number) => ({ name, lag })

describe('laggedCorrelation', () => {
  const test = laggedCorrelation(data, { maxLag: 4 })

  it("agrees with Fisher's z on the same rows, in its estimate", () => {
    const z2 = laggedTest(data, fisherZ, { maxLag: 4 })
    const [mine, theirs] = [test, z2].map((one) => one(at('x', 2), at('z', 0), [at('y', 1), at('z', 1)]))
    expect(mine!.estimate).toBeCloseTo(theirs!.estimate!, 12)
    expect(mine!.degreesOfFreedom).toBe(146 - 4)
    expect(test(at('x', 1), at('y', 0)).pValue).toBeLessThan(1e-10)
  })

  it('knows only differences of lags', () => {
    expect(test(at('x', 3), at('y', 2), [at('z', 2)])).toEqual(test(at('x', 1), at('y', 0), [at('z', 0)]))
  })

  it('takes moments, weighted ones too', () => {
    const moments = laggedMoments(data, { maxLag: 4 })
    expect(laggedCorrelation(moments)(at('x', 1), at('y', 0))).toEqual(test(at('x', 1), at('y', 0)))
    const weights = x.map((_, t) => 1 + (t % 2))
    const weighted = laggedCorrelation(data, { maxLag: 4, weights })(at('x', 1), at('y', 0))
    expect(weighted.degreesOfFreedom).toBe(weights.slice(4).reduce((a, b) => a + b, 0) - 2)
    expectCausalError(() => laggedCorrelation(moments, { maxLag: 1 }), 'laggedCorrelation', 'invalid-argument')
  })

  it('refuses constant variables, questions beyond its lags and ill-formed ones', () => {
    const flat = series(table({ x, flat: x.map(() => 1) }))
    expect(expectCausalError(() => laggedCorrelation(flat), 'laggedCorrelation', 'constant-column').message).toMatch(
      /"flat"/,
    )
    expectCausalError(() => test(at('x', 5), at('y', 0)), 'laggedCorrelation', 'invalid-argument')
    expectCausalError(() => test(at('x', 0), at('x', 0)), 'laggedCorrelation', 'overlap')
    expectCausalError(() => laggedCorrelation(data, { maxLag: 149 }), 'laggedCorrelation', 'too-few-rows')
  })

  it('says what could not be tested', () => {
    const twin = series(table({ x, twin: x.map((v) => 2 * v), y }))
    const result = laggedCorrelation(twin, { maxLag: 2 })({ name: 'x', lag: 1 }, { name: 'y', lag: 0 }, [
      { name: 'twin', lag: 1 },
    ])
    expect(result.tested).toBe(false)
    expect(result.tested === false && result.reason).toBe('determined')
  })
})

describe('laggedTest', () => {
  it('turns tests of all kinds into lagged ones', () => {
    const labels = x.map((v) => (v > 0.5 ? 'high' : 'low'))
    const echo = labels.map((_, t) => labels[t - 1] ?? 'low')
    const mixed = series(table({ labels, echo }))
    const g = laggedTest(mixed, gSquare, { maxLag: 2 })
    expect(g({ name: 'labels', lag: 1 }, { name: 'echo', lag: 0 }).pValue).toBeLessThan(1e-6)
    const tests = [
      laggedTest(data, rankCorrelation, { maxLag: 2 }),
      laggedTest(data, (rows) => cmiKnn(rows, { draws: 99 }), { maxLag: 2 }),
    ]
    for (const test of tests) expect(test(at('x', 1), at('y', 0)).pValue).toBeLessThan(0.05)
  })

  it('takes complete windows only, and hands on what the series says', () => {
    const masked = series(table({ x, y, z }), { masked: { x: x.map((_, t) => t % 10 === 0) } })
    const test = laggedTest(masked, fisherZ, { maxLag: 2 })
    expect(test.warnings).toEqual(masked.warnings)
    expect(laggedCorrelation(masked, { maxLag: 2 })(at('x', 1), at('y', 0)).estimate).toBeCloseTo(
      test(at('x', 1), at('y', 0)).estimate!,
      12,
    )
  })

  it('refuses a test in place of what makes one', () => {
    expectCausalError(() => laggedTest(data, fisherZ(table({ x, y })) as never), 'laggedTest', 'invalid-argument')
  })
})
