import { describe, expect, it } from 'vitest'
import {
  dag,
  estimateEffect,
  gEstimation,
  gFormula,
  marginalStructuralModel,
  randomStream,
  standardization,
  standardizedSurvival,
  table,
  uniforms,
} from '../../../src/index.js'
import { expectCausalError } from '../../support/errors.js'

const n = 160
const u = uniforms(randomStream('histories'), n * 6).values
const coin = (k: number, p: (i: number) => number): number[] =>
  Array.from({ length: n }, (_, i) => (u[k * n + i]! < p(i) ? 1 : 0))
const L0 = coin(0, () => 0.5)
const A0 = coin(1, (i) => 0.3 + 0.4 * L0[i]!)
const L1 = coin(2, (i) => 0.2 + 0.3 * A0[i]! + 0.3 * L0[i]!)
const A1 = coin(3, (i) => 0.25 + 0.3 * L1[i]! + 0.2 * A0[i]!)
const Y = L1.map((l, i) => l + A0[i]! + 2 * A1[i]! + u[4 * n + i]!)
const columns = { L0, A0, L1, A1, Y }
const data = table(columns)
const order = ['L0', 'A0', 'L1', 'A1'] as const

/** The root of the mean square of n times the derivative by each row's weight, over √n: the standard error by definition. */
function errorByDerivative(estimate: (weights: number[]) => number): number {
  let sum = 0
  const h = 1e-4
  for (let i = 0; i < n; i++) {
    const at = (step: number) => estimate(Array.from({ length: n }, (_, j) => (j === i ? 1 + step : 1)))
    sum += ((at(h) - at(-h)) / (2 * h)) ** 2
  }
  return Math.sqrt(sum)
}

describe('gFormula', () => {
  const ask = { order, outcome: 'Y', regime: { A0: 1, A1: 1 }, reference: { A0: 0, A1: 0 } } as const

  it('has the error of its influence values, which are the derivatives by the weights', () => {
    const e = gFormula(data, ask)
    if (!e.estimated) throw new Error(e.message)
    const of = (w: number[]): number => {
      const again = gFormula(table({ ...columns, w }), { ...ask, weights: 'w' })
      return again.estimated ? again.estimate : Number.NaN
    }
    expect(e.standardError).toBeCloseTo(errorByDerivative(of), 6)
    expect(e.estimate).toBeCloseTo(e.mean - e.referenceMean!, 12)
    expect(Math.abs(e.influence.reduce((a, b) => a + b, 0))).toBeLessThan(1e-9)
  })

  it('is standardization for one treatment', () => {
    const one = gFormula(data, { order: ['L0', 'A0'], outcome: 'Y', regime: { A0: 1 }, reference: { A0: 0 } })
    const same = estimateEffect(data, {
      graph: dag('L0 -> A0 -> Y; L0 -> Y'),
      treatment: 'A0',
      outcome: 'Y',
      estimator: standardization(),
    })
    if (!one.estimated || !same.estimated) throw new Error('estimated')
    expect(one.estimate).toBeCloseTo(same.estimate, 12)
    expect(one.standardError).toBeCloseTo(same.standardError, 12)
  })

  it('refuses a history that nobody has, and names what a regime may set', () => {
    const few = table({ A0: [0, 0, 1, 1], L1: [0, 1, 0, 1], A1: [0, 0, 0, 1], Y: [1, 2, 3, 4] })
    const refused = gFormula(few, { order: ['A0', 'L1', 'A1'], regime: { A0: 1, A1: 1 }, outcome: 'Y' })
    expect(refused).toMatchObject({
      estimated: false,
      reason: 'no-overlap',
      witness: { history: { A0: 1, L1: 0, A1: 1 } },
    })
    expectCausalError(() => gFormula(data, { ...ask, regime: { A0: 2, A1: 1 } }), 'gFormula', 'unknown-name')
    expectCausalError(() => gFormula(data, { ...ask, regime: { A0: 1 } }), 'gFormula', 'invalid-argument')
    expectCausalError(() => gFormula(data, { ...ask, order: ['L0', 'A0'] }), 'gFormula', 'unknown-name')
    expectCausalError(
      () => gFormula(data, { ...ask, regime: { A0: 1, A1: { 1: 0.4 } } }),
      'gFormula',
      'invalid-argument',
    )
  })
})

describe('gEstimation', () => {
  it('finds additive effects with the error of its equations', () => {
    const ask = { order, treatments: ['A0', 'A1'], outcome: 'Y' } as const
    const e = gEstimation(data, ask)
    if (!e.estimated) throw new Error(e.message)
    const [first, second] = e.effects
    expect(Math.abs(second!.estimate - 2)).toBeLessThan(4 * second!.standardError)
    for (const [k, effect] of [first!, second!].entries()) {
      const of = (w: number[]): number => {
        const again = gEstimation(table({ ...columns, w }), { ...ask, weights: 'w' })
        return again.estimated ? again.effects[k]!.estimate : Number.NaN
      }
      expect(effect.standardError).toBeCloseTo(errorByDerivative(of), 6)
    }
  })

  it('refuses a treatment that the past tells', () => {
    const t = table({ A0: [0, 1, 0, 1], A1: [0, 1, 0, 1], Y: [1, 2, 3, 4] })
    const e = gEstimation(t, { order: ['A0', 'A1'], treatments: ['A0', 'A1'], outcome: 'Y' })
    expect(e).toMatchObject({ estimated: false, reason: 'no-overlap', witness: { treatment: 'A1' } })
  })
})

describe('marginalStructuralModel', () => {
  it('saturated, gives the means of the g-formula', () => {
    const m = marginalStructuralModel(data, { order, treatments: ['A0', 'A1'], outcome: 'Y', model: 'saturated' })
    if (!m.estimated) throw new Error(m.message)
    const sum = Object.values(m.coefficients).reduce((total, { estimate }) => total + estimate, 0)
    const g = gFormula(data, { order, regime: { A0: 1, A1: 1 }, outcome: 'Y' })
    expect(g.estimated && g.mean).toBeCloseTo(sum, 10)
    expect(m.weightSummary.mean).toBeCloseTo(1, 10)
    expect(JSON.parse(JSON.stringify(m)).omitted).toEqual(['stabilizedWeights'])
  })
})

describe('standardizedSurvival', () => {
  const time = Array.from({ length: n }, (_, i) => Math.floor(4 * u[4 * n + i]!))
  const status = Array.from({ length: n }, (_, i) => u[5 * n + i]!)
  const event = status.map((v) => (v < 0.5 ? 1 : 0))
  const competing = status.map((v) => (v > 0.8 ? 1 : 0))
  const survival = { time, event, competing, A0, L0 }
  const ask = {
    time: 'time',
    event: 'event',
    competing: 'competing',
    treatment: 'A0',
    covariates: ['L0'],
    periods: 3,
  } as const

  it('has the errors of its influence values', () => {
    const s = standardizedSurvival(table(survival), ask)
    if (!s.estimated) throw new Error(s.message)
    const figures = (r: typeof s) => [
      r.riskDifference,
      r.riskRatio!,
      r.restrictedMeanDifference,
      r.eventFreeSurvival[1][2]!,
    ]
    for (const [k, figure] of figures(s).entries()) {
      const of = (w: number[]): number => {
        const again = standardizedSurvival(table({ ...survival, w }), { ...ask, weights: 'w' })
        return again.estimated ? figures(again)[k]!.estimate : Number.NaN
      }
      expect(figure.standardError).toBeCloseTo(errorByDerivative(of), 5)
    }
  })

  it('refuses periods in which nobody is at risk, and times that are none', () => {
    const t = table({ time: [0, 0, 1, 2], event: [1, 1, 0, 1], a: [0, 1, 1, 0] })
    const q = { time: 'time', event: 'event', treatment: 'a', covariates: [] } as const
    expect(standardizedSurvival(t, q)).toMatchObject({ estimated: false, reason: 'no-overlap' })
    const half = table({ time: [0, 0.5, 1, 2], event: [1, 1, 0, 1], a: [0, 1, 1, 0] })
    expectCausalError(() => standardizedSurvival(half, q), 'standardizedSurvival', 'invalid-data')
    expectCausalError(() => standardizedSurvival(t, { ...q, event: 'a' }), 'standardizedSurvival', 'overlap')
  })
})
