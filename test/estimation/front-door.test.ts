import { describe, expect, it } from 'vitest'
import {
  admg,
  averageTreatmentEffect,
  bootstrapEffect,
  discreteScm,
  type EffectEstimate,
  type EstimatedEffect,
  estimateEffect,
  frontDoorEstimator,
  sample,
  select,
  table,
} from '../../src/index.js'
import { expectCausalError } from '../support/errors.js'

function estimated(e: EffectEstimate): EstimatedEffect {
  if (!e.estimated) throw new Error(e.message)
  return e
}
// M | X=1 almost certain, M | X=0 a coin; the hidden cause turns M's effect round
const model = discreteScm({
  exogenous: [
    { name: 'U', p: [0.3, 0.7] },
    { name: 'eX', p: [0.97, 0.03] },
    { name: 'e0', p: [0.5, 0.5] },
    { name: 'e1', p: [0.02, 0.98] },
    { name: 'eY', p: [0.95, 0.05] },
  ],
  endogenous: [
    { name: 'X', parents: ['U', 'eX'], states: 2, table: [0, 1, 1, 0] },
    { name: 'M', parents: ['X', 'e0', 'e1'], states: 2, table: [0, 0, 1, 1, 0, 1, 0, 1] },
    { name: 'Y', parents: ['M', 'U', 'eY'], states: 2, table: [0, 1, 1, 0, 1, 0, 0, 1] },
  ],
})
const graph = admg('X -> M -> Y; X <-> Y')
const ask = { graph, treatment: 'X', outcome: 'Y' } as const

describe('frontDoorEstimator without a model', () => {
  const truth = averageTreatmentEffect(model, { treatment: 'X', outcome: 'Y' }).value!
  const data = select(sample(model, 20_000, { seed: 1 }), ['X', 'M', 'Y'])

  it('has the right sign where a hidden cause turns the mediator round', () => {
    const e = estimated(estimateEffect(data, { ...ask, estimator: frontDoorEstimator() }))
    expect(truth).toBeLessThan(-0.15)
    expect(Math.abs(e.estimate - truth)).toBeLessThan(4 * e.standardError)
    expect(e.standardError).toBeLessThan(0.02)
    expect(e.formula).toBe("Σ_M P(M | X) Σ_X' P(Y | M, X') P(X')")
  })

  it('shows another formula for the linear model, and a warning, for it is wrong here', () => {
    const e = estimated(estimateEffect(data, { ...ask, estimator: frontDoorEstimator({ model: 'linear' }) }))
    expect(e.estimand).toBeNull()
    expect(e.formula).toBe('a b where E[M | X] = … + a X and E[Y | M, X] = … + b M + c X, all linear')
    expect(e.estimate).toBeGreaterThan(0)
    expect(e.warnings.join()).toContain('what "M" does to "Y" differs with "X"')
    expect(e.warnings.join()).toContain('the linear product is not the front-door effect')
    const three = table({ X: ['a', 'b', 'c', 'a', 'b'], M: [1, 2, 3, 3, 1], Y: [1, 2, 3, 4, 6] })
    expectCausalError(
      () =>
        estimateEffect(three, {
          ...ask,
          estimator: frontDoorEstimator({ model: 'linear' }),
          contrast: { from: 'a', to: 'b' },
        }),
      'estimateEffect',
      'not-supported',
    )
  })

  it('has the standard error of the bootstrap', () => {
    const part = select(sample(model, 1500, { seed: 'boot' }), ['X', 'M', 'Y'])
    const e = estimated(estimateEffect(part, { ...ask, estimator: frontDoorEstimator() }))
    const boot = bootstrapEffect(part, { ...ask, estimator: frontDoorEstimator(), draws: 400, seed: 2 })
    if (!boot.estimated) throw new Error(boot.message)
    expect(boot.estimate).toBe(e.estimate)
    expect(Math.abs(boot.standardError / e.standardError - 1)).toBeLessThan(0.15)
  })

  it('covers the truth as often as it says', () => {
    let covered = 0
    const runs = 120
    for (let r = 0; r < runs; r++) {
      const part = select(sample(model, 500, { seed: `cover ${r}` }), ['X', 'M', 'Y'])
      const e = estimateEffect(part, { ...ask, estimator: frontDoorEstimator() })
      if (e.estimated && e.interval[0] <= truth && truth <= e.interval[1]) covered++
    }
    expect(covered / runs).toBeGreaterThan(0.89)
  })

  it('takes an outcome of numbers and mediators of several columns', () => {
    const n = 240
    const X = Array.from({ length: n }, (_, i) => i % 2)
    const A = X.map((x, i) => ((x + (i >> 1)) % 3 === 0 ? 'p' : 'q'))
    const B = X.map((x, i) => ((2 * x + (i >> 2)) % 5 < 2 ? 1 : 0))
    const Y = X.map((_, i) => (A[i] === 'p' ? 2.5 : 0) * (1 + B[i]!) + Math.sin(i))
    const e = estimated(
      estimateEffect(table({ X, A, B, Y }), {
        graph: admg('X -> A -> Y; X -> B -> Y; X <-> Y'),
        treatment: 'X',
        outcome: 'Y',
        estimator: frontDoorEstimator(),
      }),
    )
    expect(e.diagnostics['mediators']).toEqual(['A', 'B'])
    expect(e.diagnostics['meanUnderTreatment'] as number).toBeCloseTo(
      (e.diagnostics['meanUnderControl'] as number) + e.estimate,
      12,
    )
  })

  it('refuses a combination that never occurs, and numbers that are no states', () => {
    const t = table({ X: [0, 0, 0, 1, 1, 1], M: [0, 0, 1, 1, 1, 2], Y: [1, 2, 3, 4, 5, 6] })
    const e = estimateEffect(t, { ...ask, estimator: frontDoorEstimator() })
    expect(e).toMatchObject({ estimated: false, reason: 'no-overlap' })
    expect(!e.estimated && e.message).toContain('M = 0 with X = 1; M = 2 with X = 0')
    const fractions = table({ X: [0, 0, 1, 1], M: [0.5, 1, 0.5, 1], Y: [1, 2, 3, 5] })
    const error = expectCausalError(
      () => estimateEffect(fractions, { ...ask, estimator: frontDoorEstimator() }),
      'estimateEffect',
      'invalid-data',
    )
    expect(error.message).toContain("model: 'linear'")
    expectCausalError(() => frontDoorEstimator({ model: 'cubic' as never }), 'frontDoorEstimator', 'invalid-argument')
    expectCausalError(() => frontDoorEstimator({ linear: true } as never), 'frontDoorEstimator', 'unknown-option')
  })
})
