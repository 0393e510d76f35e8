import { describe, expect, it } from 'vitest'
import {
  aipw,
  dag,
  dmlSensitivity,
  doubleMachineLearning,
  estimateEffect,
  logisticRegression,
  ridge,
  table,
} from '../../../src/index.js'
import { expectCausalError } from '../../support/errors.js'
import { d, sensitivities, v, w, x1, x2, y } from './reference.js'

const data = table({ x1, x2, d, y, w, v })
const graph = dag('x1 -> d -> y; x2 -> d; x1 -> y; x2 -> y; x1 -> w -> v; x2 -> w; x1 -> v; x2 -> v')
const folds = x1.map((_, i) => i % 4)
const learner = ridge({ penalty: 0 })
const estimators = {
  linear: { treatment: 'w', outcome: 'v', estimator: doubleMachineLearning({ learner, folds }) },
  interactive: {
    treatment: 'd',
    outcome: 'y',
    estimator: doubleMachineLearning({
      model: 'interactive',
      learner,
      learners: { treatment: logisticRegression() },
      folds,
    }),
  },
} as const

function found(model: keyof typeof estimators) {
  const e = estimateEffect(data, { graph, ...estimators[model] })
  if (!e.estimated) throw new Error(e.message)
  return e
}

describe.each(['linear', 'interactive'] as const)('dmlSensitivity beside doubleml: %s', (model) => {
  const wanted = sensitivities[model]
  const e = found(model)

  it('bounds and their errors', () => {
    const got = dmlSensitivity(e, { outcome: 0.1, treatment: 0.05, correlation: 0.8 })
    for (const side of [0, 1] as const) {
      expect(got.bounds[side]).toBeCloseTo(wanted.bounds[side], 6)
      // doubleml 0.11 has the two errors the other way round: see the jackknife below
      expect(got.standardErrors[side]).toBeCloseTo(wanted.standardErrors[(1 - side) as 0 | 1], 6)
    }
  })

  it('robustness values', () => {
    const got = dmlSensitivity(e)
    // doubleml searches to about four digits
    expect(got.robustnessValue).toBeCloseTo(wanted.robustnessValue, 3)
    expect(Math.abs(got.robustnessValueWithError - wanted.robustnessValueWithError)).toBeLessThan(0.006)
  })
})

describe('the errors of the bounds', () => {
  it('are those of the jackknife, each on its side', () => {
    const question = { outcome: 0.1, treatment: 0.05, correlation: 0.8 }
    const e = found('linear')
    const { standardErrors } = dmlSensitivity(e, question)
    const [given] = e.diagnostics['predictions'] as readonly Record<'outcome' | 'treatment', Float64Array>[]
    const n = v.length
    const without = v.map((_, left) => {
      const rows = v.map((_, i) => i).filter((i) => i !== left)
      const at = (values: ArrayLike<number>): Float64Array => Float64Array.from(rows, (i) => values[i]!)
      const predictions = { outcome: at(given!.outcome), treatment: at(given!.treatment) }
      const part = estimateEffect(table({ x1: at(x1), x2: at(x2), w: at(w), v: at(v) }), {
        graph: dag('x1 -> w -> v; x2 -> w; x1 -> v; x2 -> v'),
        treatment: 'w',
        outcome: 'v',
        estimator: doubleMachineLearning({ predictions }),
      })
      if (!part.estimated) throw new Error(part.message)
      return dmlSensitivity(part, question).bounds
    })
    const [lower, upper] = ([0, 1] as const).map((side) => {
      const mean = without.reduce((sum, bounds) => sum + bounds[side], 0) / n
      return Math.sqrt(((n - 1) / n) * without.reduce((sum, bounds) => sum + (bounds[side] - mean) ** 2, 0))
    }) as [number, number]
    // the jackknife's are a little larger on both sides; the other way round, their ratio would be 4 % off
    expect(lower / standardErrors[0]).toBeCloseTo(1.02, 1)
    expect(Math.abs(lower / upper / (standardErrors[0] / standardErrors[1]) - 1)).toBeLessThan(0.004)
  })
})

describe('dmlSensitivity', () => {
  it('is the effect itself without a confounder, and wider with a stronger one', () => {
    const e = found('linear')
    const none = dmlSensitivity(e, { outcome: 0 })
    expect(none.bounds).toEqual([e.estimate, e.estimate])
    expect(none.standardErrors[0]).toBeCloseTo(e.standardError, 12)
    const [weak, strong] = [0.05, 0.2].map((share) => dmlSensitivity(e, { outcome: share, treatment: share }).bounds)
    expect(strong![0]).toBeLessThan(weak![0])
    expect(strong![1]).toBeGreaterThan(weak![1])
  })

  it('reaches the null value at the robustness value, from either side', () => {
    const e = found('interactive')
    for (const nullValue of [0, 2 * e.estimate]) {
      const { robustnessValue: r } = dmlSensitivity(e, { nullValue })
      const { bounds } = dmlSensitivity(e, { outcome: r, treatment: r, nullValue })
      expect(bounds[nullValue === 0 ? 0 : 1]).toBeCloseTo(nullValue, 8)
    }
    expect(dmlSensitivity(e, { nullValue: e.estimate }).robustnessValue).toBe(0)
  })

  it('refuses other effects and strengths', () => {
    const plain = estimateEffect(data, { graph, treatment: 'd', outcome: 'y', estimator: aipw() })
    expectCausalError(() => dmlSensitivity(plain as never), 'dmlSensitivity', 'invalid-argument')
    const e = found('linear')
    expectCausalError(() => dmlSensitivity(e, { outcome: 2 }), 'dmlSensitivity', 'invalid-argument')
    expectCausalError(() => dmlSensitivity(e, { treatment: 1 }), 'dmlSensitivity', 'invalid-argument')
    expectCausalError(() => dmlSensitivity(e, { nullValue: Number.NaN }), 'dmlSensitivity', 'invalid-argument')
  })
})
