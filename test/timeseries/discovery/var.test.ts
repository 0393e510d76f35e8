import { describe, expect, it } from 'vitest'
import {
  bootstrapVarLingam,
  dynotears,
  granger,
  grangerLinks,
  lassoVar,
  neuralGranger,
  normals,
  randomStream,
  series,
  table,
  totalEffects,
  uniforms,
  varLingam,
  varModel,
} from '../../../src/index.js'
import { expectCausalError } from '../../support/errors.js'
import { deepFreeze } from '../../support/freeze.js'

const n = 400
const e = normals(randomStream('var'), 3 * n).values
const [x, y, w] = [new Float64Array(n), new Float64Array(n), new Float64Array(n)]
for (let t = 0; t < n; t++) {
  x[t] = 0.5 * (x[t - 1] ?? 0) + e[t]!
  y[t] = 0.8 * (x[t - 1] ?? 0) + e[n + t]!
  w[t] = 0.7 * (y[t - 1] ?? 0) + e[2 * n + t]!
}
const s = series(deepFreeze(table({ x, y, w })))

describe('varModel', () => {
  it('fits a model and says how sure it is', () => {
    const model = varModel(s)
    expect(model.lags).toBe(1)
    expect(model.stable).toBe(true)
    expect(model.n).toBe(n - 1)
    const { estimate, standardError } = model.coefficients.find(({ from, to }) => from === 'x' && to === 'y')!
    expect(Math.abs(estimate - 0.8)).toBeLessThan(3 * standardError)
    expect(model.whiteness!.pValue).toBeGreaterThan(0.001)
    expect(model.warnings).toEqual([])
  })
  it('compares orders on the same steps', () => {
    const model = varModel(s, { maxLag: 4, criterion: 'bic' })
    expect(model.orders.map(({ lags }) => lags)).toEqual([0, 1, 2, 3, 4])
    expect(model.lags).toBe(1)
    expect(model.orders[1]!.bic).toBeLessThan(model.orders[2]!.bic)
  })
  it('takes a level and a trend out without losing digits', () => {
    const lifted = series(table({ x: x.map((v, t) => v + 1e9 + 3 * t), y, w }))
    const plain = varModel(series(table({ x: x.map((v, t) => v + 3 * t), y, w })), { trend: 'linear' })
    const model = varModel(lifted, { trend: 'linear' })
    for (const [k, v] of plain.lagged[0]!.entries()) expect(model.lagged[0]![k]).toBeCloseTo(v, 5)
    expect(varModel(s, { trend: 'linear' }).slope[0]).toBeCloseTo(0, 2)
  })
  it('warns of a random walk, and of lags that are missing', () => {
    const walk = x.slice()
    for (let t = 1; t < n; t++) walk[t]! += walk[t - 1]!
    const double = walk.slice()
    for (let t = 1; t < n; t++) double[t]! += double[t - 1]!
    expect(varModel(series(table({ double })), { maxLag: 3, trend: 'none' }).spectralRadius).toBeGreaterThan(0.99)
    expect(varModel(series(table({ double }))).warnings.join()).toContain('Residuals are autocorrelated')
  })
  it('never reaches across a gap or from one recording into another', () => {
    const unit = Array.from({ length: n }, (_, t) => (t < 150 ? 'a' : 'b'))
    const parted = varModel(series(table({ unit, x, y, w }), { unit: 'unit' }), { maxLag: 2 })
    expect(parted.n).toBe(n - 4)
    const y2 = y.slice()
    y2[200] = Number.NaN
    expect(varModel(series(table({ x, y: y2, w })), { maxLag: 2 }).n).toBe(n - 2 - 3)
  })
  it('refuses what it cannot use', () => {
    const few = series(table({ x: x.slice(0, 6), y: y.slice(0, 6) }))
    expectCausalError(() => varModel(few, { maxLag: 2 }), 'varModel', 'too-few-rows')
    expectCausalError(() => varModel(s, { maxLag: 0 }), 'varModel', 'invalid-argument')
    expectCausalError(() => varModel(series(table({ x, c: x.map(() => 1) }))), 'varModel', 'constant-column')
    expectCausalError(() => varModel(series(table({ x, y: x.map((v) => 2 * v) }))), 'varModel', 'collinear')
    expectCausalError(
      () => varModel(series(table({ x, c: ['a', 'b'].concat(Array(n - 2).fill('a')) }))),
      'varModel',
      'invalid-data',
    )
  })
})

describe('granger', () => {
  it('says whose past helps to forecast whom', () => {
    expect(granger(s, { cause: 'x', effect: 'y' }).pValue).toBeLessThan(1e-6)
    expect(granger(s, { cause: 'y', effect: 'x' }).pValue).toBeGreaterThan(0.01)
  })
  it('tests blocks, and beyond what else is known', () => {
    const alone = granger(s, { cause: 'x', effect: 'w', maxLag: 2 })
    const given = granger(s, { cause: 'x', effect: 'w', given: 'others', maxLag: 2 })
    expect(alone.pValue).toBeLessThan(1e-6)
    expect(given.given).toEqual(['y'])
    expect(given.pValue).toBeGreaterThan(0.01)
    const block = granger(s, { cause: ['x'], effect: ['y', 'w'], maxLag: 2 })
    expect([block.degreesOfFreedom, block.residualDegreesOfFreedom]).toEqual([4, 2 * (n - 2 - 7)])
  })
  it('has a chi-square version near the F test', () => {
    const f = granger(s, { cause: 'w', effect: 'y', maxLag: 2 })
    const chi = granger(s, { cause: 'w', effect: 'y', maxLag: 2, statistic: 'chi-square' })
    expect(chi.residualDegreesOfFreedom).toBe(null)
    expect(chi.statistic).toBeCloseTo((2 * f.statistic * f.n) / f.residualDegreesOfFreedom!, 9)
  })
  it('refuses a series in two roles', () => {
    expectCausalError(() => granger(s, { cause: 'x', effect: 'x' }), 'granger', 'overlap')
    expectCausalError(() => granger(s, { cause: 'x', effect: 'y', given: ['x'] }), 'granger', 'overlap')
    expectCausalError(() => granger(s, { effect: 'y' } as never), 'granger', 'invalid-argument')
    expectCausalError(() => granger(s, { cause: 'q' as 'x', effect: 'y' }), 'granger', 'unknown-name')
  })
})

describe('grangerLinks', () => {
  it('tests all pairs given the others, and corrects for their number', () => {
    const found = grangerLinks(s, { maxLag: 2 })
    expect(found.pairs.length).toBe(6)
    expect(found.links.map(({ cause, effect }) => cause + effect)).toEqual(['xy', 'yw'])
    const one = granger(s, { cause: 'w', effect: 'x', given: ['y'], maxLag: 2 })
    expect(found.pairs.find(({ cause, effect }) => cause === 'w' && effect === 'x')!.pValue).toBe(one.pValue)
  })
  it('finds the indirect one when pairs are alone', () => {
    const links = grangerLinks(s, { maxLag: 2, given: 'none' }).links.map(({ cause, effect }) => cause + effect)
    expect(links).toContain('xw')
  })
})

describe('varLingam', () => {
  const u = uniforms(randomStream('lingam'), 2 * n).values
  const X = new Float64Array(n)
  const Y = new Float64Array(n)
  for (let t = 0; t < n; t++) {
    X[t] = 0.5 * (X[t - 1] ?? 0) + u[2 * t]!
    Y[t] = 0.7 * X[t]! - 0.4 * (X[t - 1] ?? 0) + u[2 * t + 1]!
  }
  const data = series(table({ Y, X }))
  it('finds effects within a step and from the step before', () => {
    const found = varLingam(data)
    expect(found.order).toEqual(['X', 'Y'])
    expect(found.contemporaneous[1]).toBeCloseTo(0.7, 0)
    expect(found.lagged[0]![3]).toBeCloseTo(0.5, 0)
    expect(found.lagged[0]![1]).toBeCloseTo(-0.4, 0)
    expect(found.contemporaneous).toBe(found.coefficients)
    expect(totalEffects(found)[1]).toBe(found.coefficients[1])
    expect(varLingam(data, { maxLag: 3 }).lagged.length).toBe(3)
  })
  it('prunes lags if asked, and shows them as a graph', () => {
    const { laggedGraph } = varLingam(data, { pruneLags: 'adaptive-lasso' })
    expect(laggedGraph.edges.map(({ from, to, lag }) => `${from}${to}${lag}`)).toEqual(['XY0', 'XY1', 'XX1'])
  })
  it('tells how stable each link is', () => {
    const { effects, draws } = bootstrapVarLingam(data, { draws: 25, seed: 1 })
    expect(draws).toBe(25)
    expect(effects.length).toBe(2 + 4)
    const direct = effects.find(({ from, to, lag }) => from === 'X' && to === 'Y' && lag === 0)!
    expect(direct.share).toBe(1)
    expect(direct.directInterval[0]).toBeLessThan(0.7)
    expect(direct.directInterval[1]).toBeGreaterThan(0.7)
    // of X on Y a step later: 0.5 · 0.7 − 0.4
    const later = effects.find(({ from, to, lag }) => from === 'X' && to === 'Y' && lag === 1)!
    expect(later.totalInterval[0]).toBeLessThan(-0.05)
    expect(later.totalInterval[1]).toBeGreaterThan(-0.05)
  })
  it('refuses what it cannot use', () => {
    expectCausalError(() => varLingam(data, { maxLag: 0 }), 'varLingam', 'invalid-argument')
    const few = series(table({ Y: Y.slice(0, 9), X: X.slice(0, 9) }))
    expectCausalError(() => varLingam(few, { maxLag: 4 }), 'varLingam', 'too-few-rows')
  })
})

describe('dynotears', () => {
  it('finds lagged links, and says what its directions within a step are worth', () => {
    const found = dynotears(s)
    expect(found.converged).toBe(true)
    const lagged = found.graph.edges.filter(({ lag }) => lag === 1).map(({ from, to }) => from + to)
    expect(lagged).toEqual(['xx', 'xy', 'yw'])
    expect(found.lagged[0]![1 * 3 + 0]).toBeCloseTo(0.8, 0)
    const instant = series(table({ a: x, b: x.map((v, t) => v + y[t]!) }))
    expect(dynotears(instant).warnings.join()).toContain('shrinkage')
    const asGiven = dynotears(instant, { scale: 'as given' }).warnings.join()
    expect(asGiven).toContain('units')
    expect(asGiven).toContain('the variance rises')
  })
})

describe('dynotears and lassoVar', () => {
  it('are one problem where nothing may act within a step', () => {
    const deviation = (column: Float64Array): number => {
      const mean = column.reduce((sum, v) => sum + v, 0) / column.length
      return Math.sqrt(column.reduce((sum, v) => sum + (v - mean) ** 2, 0))
    }
    const columns = [x, y, w]
    const [now, before] = [
      columns.map((c) => deviation(c.subarray(1))),
      columns.map((c) => deviation(c.subarray(0, n - 1))),
    ]
    const lasso = lassoVar(s, { penalty: 0.15 })
    const { weights } = dynotears(s, { penalty: 10, laggedPenalty: 0.15, threshold: 0 })
    for (const [k, v] of lasso.lagged[0]!.entries()) {
      const scaled = (v * before[k % 3]!) / now[Math.floor(k / 3)]!
      expect(weights[1]![k]).toBeCloseTo(scaled, 5)
    }
    expect(weights[0]!.every((v) => v === 0)).toBe(true)
  })
})

describe('neuralGranger', () => {
  const z = e.map((v) => v)
  const b = Array.from({ length: 300 }, (_, t) => 2 * Math.abs(z[t - 1] ?? 0) + 0.5 * z[500 + t]!)
  const data = series(table({ a: z.slice(0, 300), b, c: z.slice(800, 1100) }))
  it('finds a link that is not linear', () => {
    const found = neuralGranger(data, { maxLag: 1, seed: 1 })
    expect(found.links[0]).toMatchObject({ cause: 'a', effect: 'b' })
    expect(found.fits[1]!.error).toBeLessThan(0.6 * found.fits[1]!.ownError)
  })
  it('gives the same for the same seed', () => {
    const few = series(table({ a: z.slice(0, 60), b: b.slice(0, 60) }))
    expect(neuralGranger(few, { seed: 3 }).strengths).toEqual(neuralGranger(few, { seed: 3 }).strengths)
  })
  it('refuses too few steps', () => {
    expectCausalError(
      () => neuralGranger(series(table({ a: z.slice(0, 30), b: b.slice(0, 30) }))),
      'neuralGranger',
      'too-few-rows',
    )
  })
})

describe('lassoVar', () => {
  it('keeps few lags, or few variables', () => {
    const pairs = (found: ReturnType<typeof lassoVar>) => found.links.map(({ cause, effect }) => cause + effect)
    expect(pairs(lassoVar(s, { maxLag: 3, groups: 'variables' }) as never)).toEqual(['xy', 'yw'])
    expect(pairs(lassoVar(s, { maxLag: 3 }) as never)).toEqual(expect.arrayContaining(['xy', 'yw']))
  })
  it('is least squares where nothing costs, and nothing where all costs too much', () => {
    const [free, model] = [lassoVar(s, { maxLag: 2, penalty: 0 }), varModel(s, { maxLag: 2 })]
    for (const [k, v] of model.lagged[1]!.entries()) expect(free.lagged[1]![k]).toBeCloseTo(v, 9)
    expect(free.intercept[0]).toBeCloseTo(model.intercept[0]!, 9)
    for (const groups of ['variables', 'coefficients'] as const) {
      const dear = lassoVar(s, { maxLag: 2, penalty: 2, groups })
      expect(dear.lagged.every((matrix) => matrix.every((v) => v === 0))).toBe(true)
      expect(dear.spectralRadius).toBe(0)
    }
  })
  it('gives a group solution that meets its conditions', () => {
    const { lagged } = lassoVar(s, { maxLag: 2, penalty: 0.1, groups: 'variables' })
    // a variable stays with all its lags, or goes with all of them
    for (let k = 0; k < 9; k++) expect(lagged[0]![k] === 0).toBe(lagged[1]![k] === 0)
  })
  it('refuses what it cannot use', () => {
    expectCausalError(() => lassoVar(s, { penalty: -1 }), 'lassoVar', 'invalid-argument')
    expectCausalError(() => lassoVar(series(table({ x: x.slice(0, 8) }))), 'lassoVar', 'too-few-rows')
  })
})
