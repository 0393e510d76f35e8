import { describe, expect, it } from 'vitest'
import {
  forest,
  gradientBoosting,
  kernelRidge,
  type Learner,
  lasso,
  logisticRegression,
  nearestNeighbors,
  ridge,
  splines,
  superLearner,
  table,
} from '../../src/index.js'
import { expectCausalError } from '../support/errors.js'
import { deepFreeze } from '../support/freeze.js'
import { a, b, c, g, t, y } from './reference.js'

const chance = t.map((value) => (value === 1 ? 'yes' : 'no'))
const whole = deepFreeze(table({ a, b, c, g, y }))
const chances = table({ a, b, c, g, y: chance })

const all: readonly [string, Learner][] = [
  ['ridge', ridge()],
  ['lasso', lasso()],
  ['splines', splines()],
  ['kernelRidge', kernelRidge()],
  ['nearestNeighbors', nearestNeighbors()],
  ['forest', forest({ trees: 20 })],
  ['gradientBoosting', gradientBoosting({ rounds: 20 })],
]

describe.each(all)('%s', (name, learner) => {
  it('learns numbers, and tells the columns that it reads', () => {
    const fitted = learner.fit(whole, 'y')
    expect(fitted.features).toEqual(['a', 'b', 'c', 'g'])
    const predicted = fitted.predict(whole)
    const middle = y.reduce((sum, v) => sum + v, 0) / y.length
    const left = y.reduce((sum, v, i) => sum + (v - predicted[i]!) ** 2, 0)
    const spread = y.reduce((sum, v) => sum + (v - middle) ** 2, 0)
    expect(left / spread).toBeLessThan(0.95)
  })

  it('gives the probability of the second of two categories', () => {
    const predicted = learner.fit(chances, 'y').predict(chances)
    expect(predicted.every((p) => p >= 0 && p <= 1)).toBe(true)
    const mean = (of: string): number => {
      const part = [...predicted].filter((_, i) => chance[i] === of)
      return part.reduce((sum, p) => sum + p, 0) / part.length
    }
    expect(mean('yes')).toBeGreaterThan(mean('no'))
  })

  it('matches columns and categories by name, and reads no others', () => {
    const fitted = learner.fit(whole, 'y')
    const other = table({
      more: [1, 2],
      g: { codes: Int32Array.of(0, 1), levels: ['r', 'p'] },
      c: [0, 1],
      b: [1, 0],
      a: [10, 12],
    })
    const plain = table({ a: [10, 12], b: [1, 0], c: [0, 1], g: ['r', 'p'] })
    expect([...fitted.predict(other)]).toEqual([...fitted.predict(plain)])
  })

  it('refuses a category that the fit did not know, and takes one that was declared as average', () => {
    const fitted = learner.fit(whole, 'y')
    const unknown = table({ a: [10], b: [0], c: [0], g: ['s'] })
    expect(expectCausalError(() => fitted.predict(unknown), name, 'unknown-name').message).toContain('"s"')
    const codes = Int32Array.from(g, (level) => 'pqr'.indexOf(level))
    const declared = table({ a, b, c, g: { codes, levels: ['p', 'q', 'r', 's'] }, y })
    const wide = learner.fit(declared, 'y')
    const one = (code: number): number =>
      wide.predict(
        table({ a: [10], b: [0], c: [0], g: { codes: Int32Array.of(code), levels: ['p', 'q', 'r', 's'] } }),
      )[0]!
    const met = [0, 1, 2].map(one)
    expect(Number.isFinite(one(3))).toBe(true)
    // an average lies among what it averages; a tree may see no difference at all, and neighbours are others altogether
    if (name === 'nearestNeighbors' || name === 'kernelRidge') return
    expect(one(3)).toBeGreaterThanOrEqual(Math.min(...met) - 1e-9)
    expect(one(3)).toBeLessThanOrEqual(Math.max(...met) + 1e-9)
  })

  it('refuses what it cannot learn from, under its own name', () => {
    const gap = table({ a: [1, Number.NaN, 3], y: [1, 2, 3] })
    expect(expectCausalError(() => learner.fit(gap, 'y'), name, 'missing-values').message).toContain('"a"')
    expectCausalError(() => learner.fit(whole, 'z'), name, 'unknown-name')
    expectCausalError(() => learner.fit(table({ y: [1, 2] }), 'y'), name, 'invalid-data')
    expectCausalError(() => learner.fit(table({ a, y: g }), 'y'), name, 'not-supported')
    expectCausalError(() => learner.fit(whole, 'y', { weights: Float64Array.of(1) }), name, 'invalid-argument')
    expectCausalError(() => learner.fit(whole, 'y', { weights: new Float64Array(80) }), name, 'invalid-argument')
    expectCausalError(() => learner.fit(whole, 'y', { weight: 3 } as never), name, 'unknown-option')
    const fitted = learner.fit(whole, 'y')
    expectCausalError(() => fitted.predict(table({ a: [1] })), name, 'unknown-name')
    expectCausalError(() => fitted.predict(table({ a: ['x'], b: [1], c: [1], g: ['p'] })), name, 'invalid-data')
    const hole = table({ a: [Number.NaN], b: [1], c: [1], g: ['p'] })
    expectCausalError(() => fitted.predict(hole), name, 'missing-values')
  })

  it('gives no part to a column that does not vary, and its constant to a constant outcome', () => {
    const flat = table({ a, one: a.map(() => 5), y })
    const predicted = learner.fit(flat, 'y').predict(flat)
    const plain = table({ a, y })
    const wanted = learner.fit(plain, 'y').predict(plain)
    if (name !== 'forest' && name !== 'kernelRidge')
      for (let i = 0; i < 80; i++) expect(predicted[i]).toBeCloseTo(wanted[i]!, 9)
    const still = learner.fit(table({ a, b, y: a.map(() => 3) }), 'y').predict(table({ a: [1, 30], b: [0, 9] }))
    for (const value of still) expect(value).toBeCloseTo(3, 12)
  })
})

describe('what a learner tells of its fit', () => {
  it('linear ones their coefficients in the units of the columns', () => {
    const fit = ridge({ penalty: 0 }).fit(table({ a, b, y: a.map((v, i) => 1 + 2 * v - 3 * b[i]!) }), 'y')
    expect(fit.intercept).toBeCloseTo(1, 10)
    expect(fit.coefficients.map(({ term }) => term)).toEqual(['a', 'b'])
    expect(fit.coefficients[0]!.value).toBeCloseTo(2, 12)
    expect(fit.coefficients[1]!.value).toBeCloseTo(-3, 12)
  })

  it('the lasso leaves columns out that only make noise', () => {
    const fit = lasso({ rule: 'one-standard-error' }).fit(
      table({ a, b, y: a.map((v, i) => 2 * v + Math.sin(7 * i)) }),
      'y',
    )
    expect(fit.coefficients[1]!.value).toBe(0)
    expect(fit.penalty).toBeGreaterThan(0)
    const none = lasso({ penalty: 1 }).fit(whole, 'y')
    expect(none.coefficients.every(({ value }) => value === 0)).toBe(true)
  })

  it('a forest its out-of-bag predictions, which show an honest error', () => {
    const fit = forest({ trees: 100 }).fit(whole, 'y')
    const error = (p: ArrayLike<number>): number => y.reduce((sum, v, i) => sum + (v - p[i]!) ** 2, 0)
    expect(error(fit.outOfBag!)).toBeGreaterThan(error(fit.predict(whole)))
    expect(forest({ trees: 2, subsample: 1 }).fit(whole, 'y').outOfBag).toBe(null)
  })

  it('a mixture its shares, and predicts as well as the best of its parts', () => {
    const line = table({ a, b, y: a.map((v, i) => v - b[i]!) })
    const fit = superLearner({ learners: [nearestNeighbors({ neighbors: 20 }), ridge({ penalty: 0 })] }).fit(line, 'y')
    expect(fit.learners.map(({ share }) => Math.round(share * 1e6) / 1e6)).toEqual([0, 1])
    expect(fit.learners[1]!.error).toBeLessThan(1e-20)
  })
})

describe('refusals of single learners', () => {
  it('fits without penalty need determined coefficients and enough rows', () => {
    const twice = table({ a, b: a.map((v) => 2 * v), y })
    expectCausalError(() => ridge({ penalty: 0 }).fit(twice, 'y'), 'ridge', 'collinear')
    expect(ridge().fit(twice, 'y').predict(twice).every(Number.isFinite)).toBe(true)
    expectCausalError(
      () => ridge({ penalty: 0 }).fit(table({ a: [1, 2], b: [2, 1], y: [3, 4] }), 'y'),
      'ridge',
      'too-few-rows',
    )
  })

  it('logistic regression needs two outcomes that no column parts', () => {
    expectCausalError(() => logisticRegression().fit(whole, 'y'), 'logisticRegression', 'invalid-data')
    const apart = table({ a: [1, 2, 3, 4, 5, 6], y: ['n', 'n', 'n', 'y', 'y', 'y'] })
    expectCausalError(() => logisticRegression().fit(apart, 'y'), 'logisticRegression', 'zero-support')
    expect(logisticRegression({ penalty: 0.1 }).fit(apart, 'y').predict(apart)[5]).toBeGreaterThan(0.6)
    const still = table({ a: [1, 2, 3], y: [1, 1, 1] })
    expectCausalError(() => logisticRegression().fit(still, 'y'), 'logisticRegression', 'constant-column')
  })

  it('more neighbours than rows, folds than rows, and options out of range', () => {
    const few = table({ a: [1, 2, 3], y: [1, 2, 4] })
    expectCausalError(() => nearestNeighbors({ neighbors: 4 }).fit(few, 'y'), 'nearestNeighbors', 'too-few-rows')
    expectCausalError(() => lasso().fit(few, 'y'), 'lasso', 'too-few-rows')
    expectCausalError(() => ridge({ penalty: -1 }), 'ridge', 'invalid-argument')
    expectCausalError(() => forest({ trees: 0 }), 'forest', 'invalid-argument')
    expectCausalError(() => gradientBoosting({ learningRate: 2 }), 'gradientBoosting', 'invalid-argument')
    expectCausalError(() => superLearner({ learners: [] }), 'superLearner', 'invalid-argument')
    expectCausalError(() => superLearner({ learners: [forest as never] }), 'superLearner', 'invalid-argument')
  })

  it("a mixture says which learner's predictions are no numbers", () => {
    const broken: Learner = { name: 'broken', fit: () => ({ features: ['a'], predict: () => new Float64Array(1) }) }
    const mixture = superLearner({ learners: [ridge(), broken] })
    expect(expectCausalError(() => mixture.fit(whole, 'y'), 'superLearner', 'invalid-data').message).toContain('broken')
  })
})

describe('gradientBoosting', () => {
  it('stops by patience at the number of trees that predicts best', () => {
    const noise = table({ a, y: b })
    const fit = gradientBoosting({ rounds: 500, patience: 5, minLeaf: 2 }).fit(noise, 'y')
    expect((fit as unknown as { rounds: number }).rounds).toBeLessThan(100)
  })

  it('sees a threshold, an interaction and a curve', () => {
    const n = 2000
    const at = (i: number, k: number): number => ((i * k) % 997) / 997
    const x = Float64Array.from({ length: n }, (_, i) => at(i, 31))
    const z = Float64Array.from({ length: n }, (_, i) => at(i, 57))
    const f = x.map((v, i) => (v > 0.5 ? 1 : 0) * (z[i]! > 0.5 ? 2 : -1) + z[i]! * z[i]!)
    const fit = gradientBoosting().fit(table({ x, z, f }), 'f')
    const predicted = fit.predict(table({ x, z }))
    expect(f.reduce((sum, v, i) => sum + (v - predicted[i]!) ** 2, 0) / n).toBeLessThan(1e-3)
  })
})
