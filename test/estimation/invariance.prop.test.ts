import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  admg,
  aipw,
  type CausalGraph,
  dag,
  type EffectEstimate,
  type Estimator,
  entropyBalancing,
  estimateEffect,
  frontDoorEstimator,
  ipw,
  liml,
  matching,
  plugIn,
  regressionAdjustment,
  standardization,
  subclassification,
  table,
  tmle,
  twoStageLeastSquares,
} from '../../src/index.js'

const n = 60
const backDoor = dag('X -> T -> Y; X -> Y; G -> T; G -> Y')
const through = admg('T -> M -> Y; T <-> Y')
const instrument = admg('X -> T -> Y; T <-> Y; X')

/** An estimator, its graph, the covariates it needs, and whether its treatment is a number. */
const methods: readonly [Estimator, CausalGraph, boolean][] = [
  [regressionAdjustment(), backDoor, false],
  [regressionAdjustment({ population: 'ATT' }), backDoor, false],
  [regressionAdjustment({ interactions: false, standardErrors: 'HC2' }), backDoor, false],
  [regressionAdjustment({ interactions: false, standardErrors: 'classical' }), backDoor, true],
  [regressionAdjustment(), backDoor, true],
  [ipw(), backDoor, false],
  [ipw({ population: 'ATO' }), backDoor, false],
  [ipw({ normalized: false }), backDoor, false],
  [aipw(), backDoor, false],
  [aipw({ population: 'ATC', standardErrors: 'influence' }), backDoor, false],
  [tmle(), backDoor, false],
  [entropyBalancing(), backDoor, false],
  [entropyBalancing({ population: 'ATE' }), backDoor, false],
  [subclassification({ strata: 2 }), backDoor, false],
  [matching({ population: 'ATE' }), backDoor, false],
  [matching({ distance: 'mahalanobis', neighbours: 2, biasAdjusted: true }), backDoor, false],
  [plugIn(), dag('G -> T -> Y; G -> Y'), false],
  [frontDoorEstimator({ model: 'semiparametric' }), through, false],
  [liml(), instrument, true],
  [standardization(), dag('G -> T -> Y; G -> Y'), false],
  [frontDoorEstimator(), admg('T -> G -> Y; T <-> Y'), false],
  [frontDoorEstimator({ model: 'linear' }), through, true],
  [frontDoorEstimator({ model: 'linear' }), through, false],
  [twoStageLeastSquares(), instrument, true],
  [twoStageLeastSquares({ standardErrors: 'HC1' }), instrument, false],
]

type Columns = Record<'X' | 'M' | 'G' | 'T' | 'Y', Float64Array | string[]>

const arbitrary = fc
  .record({
    X: fc.array(fc.double({ min: -2, max: 2, noNaN: true }), { minLength: n, maxLength: n }),
    coin: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: n, maxLength: n }),
    noise: fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: n, maxLength: n }),
    order: fc.shuffledSubarray(
      Array.from({ length: n }, (_, i) => i),
      { minLength: n, maxLength: n },
    ),
    power: fc.record({ X: unit(), M: unit(), T: unit(), Y: unit() }),
  })
  .map(({ X, coin, noise, order, power }) => {
    const x = Float64Array.from(X, (v, i) => v + Math.sin(3 * i))
    const binary = Float64Array.from(coin, (u, i) => (i < 16 ? i % 2 : u < 1 / (1 + Math.exp(-x[i]!)) ? 1 : 0))
    const dose = Float64Array.from(x, (v, i) => v + 2 * Math.cos(2.3 * i) + noise[i]!)
    const g = Array.from(coin, (u, i) => (i < 16 ? 'ab'[(i >> 1) % 2]! : u < 0.4 ? 'a' : 'b'))
    const columns = (t: Float64Array): Columns => ({
      X: x,
      G: g,
      T: t,
      M: Float64Array.from(t, (v, i) => v + Math.cos(5 * i)),
      Y: Float64Array.from(t, (v, i) => 2 * v + x[i]! + (g[i] === 'a' ? 1 : 0) + noise[i]! + Math.sin(11 * i)),
    })
    return { binary: columns(binary), dose: columns(dose), order, power }
  })

function unit(): fc.Arbitrary<number> {
  return fc.integer({ min: -9, max: 9 }).map((power) => Number(`1e${power}`))
}

const ask = (columns: Record<string, unknown>, graph: CausalGraph, estimator: Estimator): EffectEstimate =>
  estimateEffect(table(columns as never), { graph, treatment: 'T', outcome: 'Y', estimator } as never)

/** Two answers that are the same up to a factor; true when both are estimates. */
function same(a: EffectEstimate, b: EffectEstimate, factor: number): boolean {
  if (!a.estimated || !b.estimated) {
    expect([a.estimated, (a as { reason?: string }).reason]).toEqual([b.estimated, (b as { reason?: string }).reason])
    return false
  }
  const size = Math.abs(a.estimate) + a.standardError
  expect(Math.abs(b.estimate / factor - a.estimate) / size).toBeLessThan(1e-7)
  expect(Math.abs(b.standardError / Math.abs(factor) - a.standardError) / size).toBeLessThan(1e-7)
  expect(Math.abs(a.pValue - b.pValue)).toBeLessThan(1e-6)
  expect(b.formula).toBe(a.formula)
  expect(b.adjustment).toEqual(a.adjustment)
  return true
}

describe('an estimate', () => {
  for (const [estimator, graph, numbers] of methods) {
    const name = `${estimator.name}, ${estimator.population}${numbers ? ', numbers' : ''}`
    it(`is the same in any order of rows and columns, and rescaled in any units: ${name}`, () => {
      let judged = 0
      fc.assert(
        fc.property(arbitrary, ({ binary, dose, order, power }) => {
          const columns = numbers ? dose : binary
          const plain = ask(columns, graph, estimator)
          const shuffled = Object.entries(columns)
            .reverse()
            .map(([key, values]) => [
              key,
              values instanceof Float64Array ? values.map((_, i) => values[order[i]!]!) : order.map((i) => values[i]!),
            ])
          if (same(plain, ask(Object.fromEntries(shuffled), graph, estimator), 1)) judged++
          const unitOf = (key: string) =>
            key === 'G' || (key === 'T' && !numbers) ? 1 : power[key as keyof typeof power]
          const scaled = Object.entries(columns).map(([key, values]) => [
            key,
            values instanceof Float64Array ? values.map((v) => v * unitOf(key)) : values,
          ])
          const factor = power.Y / unitOf('T')
          same(plain, ask(Object.fromEntries(scaled), graph, estimator), factor)
        }),
        { numRuns: 20 },
      )
      // the others are refused, alike, for want of overlap
      expect(judged).toBeGreaterThan(0)
    })
  }
})
