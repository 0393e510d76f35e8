import { describe, expect, it } from 'vitest'
import {
  aipw,
  dag,
  type EffectEstimate,
  type EstimatedEffect,
  estimateEffect,
  frontDoorEstimator,
  type Learner,
  normals,
  randomStream,
  splitStream,
  type Table,
  table,
  tmle,
  uniforms,
} from '../../src/index.js'
import { expectCausalError } from '../support/errors.js'

function estimated(e: EffectEstimate): EstimatedEffect {
  if (!e.estimated) throw new Error(e.message)
  return e
}

const n = 600
const draw = (name: string) => normals(splitStream(randomStream('learners'), name), n).values
const [X, E] = [draw('x'), draw('e')]
const coin = uniforms(splitStream(randomStream('learners'), 't'), n).values
const T = X.map((x, i) => (coin[i]! < 1 / (1 + Math.exp(-x)) ? 1 : 0))
// the outcome is curved in X, so that a line is wrong
const Y = X.map((x, i) => x * x + x + T[i]! + E[i]! / 2)
const data = table({ X, T, Y })
const ask = { graph: dag('X -> T -> Y; X -> Y'), treatment: 'T', outcome: 'Y' } as const

/** The mean outcome of the rows whose first feature lies in the same sixteenth of the range. */
const bins: Learner = {
  name: 'bins',
  fit: (rows: Table, outcome: string, { weights } = {}) => {
    const features = rows.columns.filter((name) => name !== outcome)
    const values = (t: Table) => t.data[t.columns.indexOf(features[0]!)] as Float64Array
    const column = rows.data[rows.columns.indexOf(outcome)]!
    const y = column instanceof Float64Array ? column : Float64Array.from(column.codes)
    const at = (v: number) => Math.max(0, Math.min(15, Math.floor((v + 2.4) / 0.3)))
    const sum = new Float64Array(16)
    const size = new Float64Array(16)
    for (const [i, v] of values(rows).entries()) {
      const weight = weights?.[i] ?? 1
      sum[at(v)]! += weight * y[i]!
      size[at(v)]! += weight
    }
    const all = sum.reduce((a, b) => a + b, 0) / size.reduce((a, b) => a + b, 0)
    // a little of the mean of all, so that no chance is 0 or 1
    return {
      features,
      predict: (t: Table) => values(t).map((v) => (sum[at(v)]! + 0.5 * all) / (size[at(v)]! + 0.5)),
    }
  },
}

describe('estimators with learners', () => {
  for (const [name, estimator] of [
    ['aipw', aipw({ outcomeLearner: bins, propensityLearner: bins, clip: [0.01, 0.99] })],
    ['tmle', tmle({ outcomeLearner: bins, propensityLearner: bins, clip: [0.01, 0.99] })],
  ] as const) {
    it(`find the effect where a line is wrong: ${name}`, () => {
      const e = estimated(estimateEffect(data, { ...ask, estimator }))
      expect(Math.abs(e.estimate - 1)).toBeLessThan(4 * e.standardError)
      expect(e.standardError).toBeLessThan(0.3)
      expect(e.estimator).toContain('outcome by bins, propensity by bins, 5 folds')
      expect(e.standardErrorMethod).toBe('efficient influence values')
      // the same seed, the same folds
      expect(estimated(estimateEffect(data, { ...ask, estimator })).estimate).toBe(e.estimate)
    })
  }

  it('cross-fit the models of their own, and change with the seed alone', () => {
    const of = (seed: number) =>
      estimated(estimateEffect(data, { ...ask, estimator: aipw({ folds: 3, seed }) })).estimate
    expect(of(1)).toBe(of(1))
    expect(of(1)).not.toBe(of(2))
    const whole = estimated(estimateEffect(data, { ...ask, estimator: aipw() })).estimate
    expect(Math.abs(of(1) - whole)).toBeLessThan(0.2)
  })

  it('go through a front door of numbers', () => {
    const U = draw('u')
    const hidden = U.map((u, i) => (coin[i]! < 1 / (1 + Math.exp(-u)) ? 1 : 0))
    const m = hidden.map((t, i) => t + E[i]!)
    const y = m.map((v, i) => v + U[i]! + X[i]!)
    const rows = table({ T: hidden, M: m, Y: y })
    const door = { strategy: 'front-door', treatment: 'T', outcome: 'Y', adjustment: [], mediators: ['M'] } as const
    const e = estimated(
      estimateEffect(rows, {
        specification: door,
        estimator: frontDoorEstimator({ model: 'semiparametric', outcomeLearner: bins, propensityLearner: bins }),
      }),
    )
    expect(Math.abs(e.estimate - 1)).toBeLessThan(5 * e.standardError)
  })

  it('say what is wrong with a learner', () => {
    const broken: Learner = { name: 'broken', fit: () => ({ features: ['X'], predict: () => Float64Array.of(1) }) }
    expectCausalError(
      () => estimateEffect(data, { ...ask, estimator: aipw({ outcomeLearner: broken }) }),
      'estimateEffect',
      'invalid-data',
    )
    expectCausalError(() => aipw({ outcomeLearner: (() => 1) as never }), 'aipw', 'invalid-argument')
    expectCausalError(() => aipw({ folds: 0 }), 'aipw', 'invalid-argument')
    expectCausalError(() => aipw({ folds: 2, standardErrors: 'stacked' }), 'aipw', 'invalid-argument')
    const certain: Learner = {
      name: 'certain',
      fit: () => ({ features: ['X'], predict: (t) => new Float64Array(t.rowCount) }),
    }
    const e = estimateEffect(data, { ...ask, estimator: aipw({ propensityLearner: certain }) })
    expect(e).toMatchObject({ estimated: false, reason: 'no-overlap' })
  })
})
