import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  aipw,
  type EffectProblem,
  type Estimator,
  entropyBalancing,
  frontDoorEstimator,
  ipw,
  liml,
  regressionAdjustment,
  standardization,
  twoStageLeastSquares,
} from '../../src/index.js'

const numeric = fc.double({ min: -2, max: 2, noNaN: true, noDefaultInfinity: true })
const n = 40

/** Columns in general position: continuous noise with some structure. */
const arbitraryProblem: fc.Arbitrary<EffectProblem> = fc
  .record({
    X: fc.array(numeric, { minLength: n, maxLength: n }),
    noise: fc.array(numeric, { minLength: n, maxLength: n }),
    coin: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: n, maxLength: n }),
    groups: fc.array(fc.integer({ min: 0, max: 1 }), { minLength: n, maxLength: n }),
    effect: numeric,
  })
  .map(({ X, noise, coin, groups, effect }) => {
    // both arms in both groups, and numbers that differ
    const x = Float64Array.from(X, (v, i) => v + Math.sin(7 * i) / 3)
    const g = Int32Array.from(groups, (v, i) => (i < 12 ? (i >> 1) % 2 : v))
    const t = Float64Array.from(coin, (u, i) => (i < 12 ? i % 2 : u < 1 / (1 + Math.exp(-x[i]! / 2)) ? 1 : 0))
    const m = Float64Array.from(t, (v, i) => v + Math.cos(3 * i) + noise[(i + 5) % n]! / 2)
    const y = Float64Array.from(t, (v, i) => effect * v + x[i]! + v * x[i]! ** 2 + g[i]! + noise[i]! + Math.cos(5 * i))
    return {
      n,
      treatment: t,
      treatmentName: 'T',
      arms: ['T = 0', 'T = 1'],
      outcome: y,
      outcomeName: 'Y',
      covariates: [
        { name: 'X', values: x },
        { name: 'G', values: g, levels: ['a', 'b'] },
      ],
      through: [{ name: 'M', values: m }],
    }
  })

/** n times the derivative of the estimate by the weight of row i: the definition of an influence value (Jaeckel 1972). */
function derivative(reweighted: (weights: Float64Array) => number | null, row: number): number {
  const at = (step: number): number => {
    const weights = new Float64Array(n).fill(1)
    weights[row]! += step
    return reweighted(weights)!
  }
  const h = 1e-3
  return (n * (8 * (at(h) - at(-h)) - (at(2 * h) - at(-2 * h)))) / (12 * h)
}

const discrete = (problem: EffectProblem): EffectProblem => ({ ...problem, covariates: problem.covariates.slice(1) })
/** Outcomes above 0, or between 0 and 1. */
const positive = (problem: EffectProblem): EffectProblem => ({
  ...problem,
  outcome: problem.outcome.map((y) => Math.exp(y / 6)),
})
const share = (problem: EffectProblem): EffectProblem => ({
  ...problem,
  outcome: problem.outcome.map((y) => 1 / (1 + Math.exp(-y / 4))),
})
const dose = (problem: EffectProblem): EffectProblem => ({
  ...problem,
  treatment: problem.through[0]!.values as Float64Array,
  arms: null,
})
const throughDiscrete = (problem: EffectProblem): EffectProblem => ({
  ...problem,
  covariates: [],
  through: [{ name: 'G', values: problem.covariates[1]!.values, levels: ['a', 'b'] }],
})
/** A third arm in every fifth row. */
const threeArms = (problem: EffectProblem): EffectProblem => {
  const treatmentLevels = Int32Array.from(problem.treatment, (t, i) => (i % 5 === 4 ? 2 : t))
  return { ...problem, treatmentLevels, treatment: Float64Array.from(treatmentLevels, (t) => (t === 2 ? -1 : t)) }
}
const estimators: readonly [Estimator, (problem: EffectProblem) => EffectProblem][] = [
  ...(['ATE', 'ATT', 'ATC'] as const).flatMap((estimand): [Estimator, (problem: EffectProblem) => EffectProblem][] => [
    [regressionAdjustment({ population: estimand }), (p) => p],
    [ipw({ population: estimand }), (p) => p],
    [aipw({ population: estimand }), (p) => p],
    [standardization({ population: estimand }), discrete],
    [entropyBalancing({ population: estimand }), (p) => p],
    [regressionAdjustment({ population: estimand, model: 'log-linear' }), positive],
    [regressionAdjustment({ population: estimand, model: 'logistic' }), share],
    [aipw({ population: estimand, model: 'logistic' }), share],
    [regressionAdjustment({ population: estimand }), threeArms],
    [ipw({ population: estimand }), threeArms],
    [aipw({ population: estimand }), threeArms],
    [standardization({ population: estimand }), (p) => discrete(threeArms(p))],
  ]),
  [ipw({ population: 'ATO' }), (p) => p],
  [ipw({ population: 'ATO' }), threeArms],
  [ipw({ normalized: false }), threeArms],
  [regressionAdjustment({ interactions: false }), threeArms],
  [ipw({ normalized: false }), (p) => p],
  [regressionAdjustment({ interactions: false }), (p) => p],
  [regressionAdjustment(), dose],
  [regressionAdjustment({ interactions: false }), dose],
  [frontDoorEstimator({ model: 'linear' }), (p) => ({ ...p, covariates: [] })],
  [frontDoorEstimator(), throughDiscrete],
  [frontDoorEstimator(), (p) => throughDiscrete(threeArms(p))],
  [twoStageLeastSquares(), (p) => p],
  [liml(), (p) => p],
]

describe('influence values', () => {
  for (const [estimator, adapt] of estimators) {
    it(`are the derivative of the estimate by each row's weight: ${estimator.name}, ${estimator.population}${adapt === dose ? ', numbers' : ''}${String(adapt).includes('threeArms') || adapt === threeArms ? ', three arms' : ''}`, () => {
      let judged = 0
      fc.assert(
        fc.property(arbitraryProblem, fc.integer({ min: 0, max: n - 1 }), (problem, row) => {
          const prepared = estimator.prepare(adapt(problem))
          if (!('fit' in prepared)) return
          const fit = prepared.fit()
          if (!('influence' in fit)) return
          judged++
          expect(prepared.reweighted(new Float64Array(n).fill(1))).toBeCloseTo(fit.estimate, 9)
          const wanted = derivative(prepared.reweighted, row)
          const scale = Math.max(1, ...fit.influence.map(Math.abs))
          expect(Math.abs(fit.influence[row]! - wanted) / scale).toBeLessThan(1e-4)
          expect(Math.abs(fit.influence.reduce((a, b) => a + b, 0)) / scale).toBeLessThan(1e-6)
        }),
        { numRuns: 40 },
      )
      expect(judged).toBeGreaterThan(15)
    })
  }
})
