import { describe, expect, it } from 'vitest'
import {
  classifierTwoSample,
  linearTemporalModel,
  logisticRegression,
  nearestNeighbors,
  sampleSeries,
  table,
} from '../../../../src/index.js'
import { generator } from '../../../../src/probability/streams/stream.js'
import { expectCausalError } from '../../../support/errors.js'

const rows = (n: number, seed: number, sd = 1, rho = 0) => {
  const random = generator(seed)
  const x = Float64Array.from({ length: n }, () => random.normal())
  const y = x.map((value) => rho * value + Math.sqrt(1 - rho * rho) * random.normal())
  return table({ x: x.map((value) => sd * value), y })
}
const classifiers = [logisticRegression(), nearestNeighbors({ neighbors: 20 })]

describe('classifierTwoSample', () => {
  it('sees a shift of variance and of correlation that a linear classifier does not', () => {
    for (const other of [rows(400, 2, 2), rows(400, 2, 1, 0.9)]) {
      const found = classifierTwoSample(rows(400, 1), other, { classifiers })
      expect(found.pValue).toBeLessThan(0.01)
      expect(found.auc).toBe(Math.max(...found.classifiers.map(({ auc }) => auc)))
      expect(found.classifiers[0]!.pValue).toBeGreaterThan(0.05)
      expect(found.classifiers[0]!.name).toContain('logistic')
    }
  })

  it('finds none where there is none, whatever the sizes', () => {
    const found = classifierTwoSample(rows(300, 1), rows(500, 3), { classifiers })
    expect(found.pValue).toBeGreaterThan(0.05)
    expect(found.judged).toBe(400)
    expect(found.classifiers[0]!.accuracy).toBeGreaterThan(0.4)
  })

  it('judges in folds, permuting before it learns', () => {
    const settings = { classifiers: [nearestNeighbors({ neighbors: 10 })], folds: 3, draws: 39 }
    const found = classifierTwoSample(rows(60, 1), rows(60, 2, 4), settings)
    expect(found.pValue).toBe(1 / 40)
    expect(found.judged).toBe(120)
  })

  it('keeps steps of a series together', () => {
    const slow = (seed: number, effect: number) =>
      sampleSeries(linearTemporalModel({ names: ['x'], effects: [{ from: 'x', to: 'x', lag: 1, effect }] }), 700, {
        seed,
      })
    const same = classifierTwoSample(slow(1, 0.8), slow(2, 0.8), { classifiers })
    expect(same.block).toBe(53)
    expect(same.method).toContain('blocks of 53 rows')
    expect(classifierTwoSample(slow(1, 0.8), slow(2, -0.8), { classifiers }).pValue).toBeLessThan(0.05)
  })

  it('refuses what it cannot compare', () => {
    const call =
      (b: unknown, options: object = {}) =>
      () =>
        classifierTwoSample(rows(50, 1), b as never, options)
    expectCausalError(call(table({ x: [1, 2] })), 'classifierTwoSample', 'unknown-name')
    expectCausalError(call(rows(5, 1)), 'classifierTwoSample', 'too-few-rows')
    expectCausalError(call(rows(50, 1), { classifiers: [] }), 'classifierTwoSample', 'invalid-argument')
    expectCausalError(call(rows(50, 1), { folds: 1 }), 'classifierTwoSample', 'invalid-argument')
    expectCausalError(call(rows(50, 1), { folds: 2, block: 3 }), 'classifierTwoSample', 'not-supported')
    expectCausalError(call(rows(50, 1), { window: 2 }), 'classifierTwoSample', 'invalid-argument')
    const stop = { signal: { aborted: true } }
    expectCausalError(call(rows(50, 1), stop), 'classifierTwoSample', 'aborted')
    const words = table({ x: rows(50, 1).data[0] as Float64Array, y: Array.from({ length: 50 }, () => 'a') })
    expectCausalError(() => classifierTwoSample(words as never, words as never), 'classifierTwoSample', 'not-supported')
  })
})
