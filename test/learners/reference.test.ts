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
  type Table,
  table,
} from '../../src/index.js'
import { nonNegativeLeastSquares } from '../../src/learners/ensemble/non-negative-least-squares.js'
import { a, b, c, g, reference, t, w, y } from './reference.js'

const chance = t.map((value) => (value === 1 ? 'yes' : 'no'))
const whole = table({ a, b, c, g, y })
const numbers = table({ a, b, c, y })
const chances = table({ a, b, c, g, t: chance })

const first = (learner: Learner, data: Table, outcome: string): number[] => [
  ...learner.fit(data, outcome).predict(data).slice(0, 5),
]
function close(got: ArrayLike<number>, wanted: readonly number[], tolerance: number): void {
  expect(got.length).toBe(wanted.length)
  for (const [i, value] of wanted.entries())
    expect(Math.abs(got[i]! - value), `${got[i]} for ${value}`).toBeLessThan(tolerance)
}
const parameters = (fit: { intercept: number; coefficients: readonly { value: number }[] }): number[] => [
  fit.intercept,
  ...fit.coefficients.map(({ value }) => value),
]

describe('learners beside scikit-learn, statsmodels and SciPy', () => {
  it('least squares', () => {
    close(parameters(ridge({ penalty: 0 }).fit(whole, 'y')), reference.leastSquares, 1e-11)
    const weighted = ridge({ penalty: 0 }).fit(whole, 'y', { weights: Float64Array.from(w) })
    close(parameters(weighted), reference.weightedLeastSquares, 1e-11)
  })

  it('ridge, with a penalty given or by leave-one-out', () => {
    close(first(ridge({ penalty: 0.1 }), whole, 'y'), reference.ridge, 1e-11)
    const chosen = ridge().fit(whole, 'y')
    expect(chosen.penalty / reference.ridgePenalty).toBeCloseTo(1, 10)
    close([...chosen.predict(whole).slice(0, 5)], reference.ridgeChosen, 1e-11)
  })

  it('lasso', () => close(first(lasso({ penalty: 0.1 }), whole, 'y'), reference.lasso, 1e-11))

  it('logistic regression', () => {
    close(parameters(logisticRegression().fit(chances, 't')), reference.logistic, 1e-9)
    close(first(logisticRegression({ penalty: 0.05 }), chances, 't'), reference.logisticRidge, 1e-7)
    close(first(logisticRegression({ penalty: 0.05, kind: 'lasso' }), chances, 't'), reference.logisticLasso, 1e-7)
  })

  it('kernel ridge regression', () =>
    close(first(kernelRidge({ width: 0.7, penalty: 0.01 }), numbers, 'y'), reference.kernelRidge, 1e-6))

  it('nearest neighbours', () =>
    close(first(nearestNeighbors({ neighbors: 7 }), numbers, 'y'), reference.neighbors, 1e-12))

  it('a smoothing spline', () => {
    const line = table({ a, y })
    // knots at all values; the line's own penalty of 1e-6 is what is left
    close(first(splines({ knots: 80, penalty: 0.01 }), line, 'y'), reference.spline, 1e-5)
  })

  it('boosted trees and a single one', () => {
    const shape = { rounds: 20, depth: 3 }
    close(first(gradientBoosting({ ...shape, minLeaf: 5 }), numbers, 'y'), reference.boosting, 1e-5)
    const binary = table({ a, b, c, t: chance })
    close(first(gradientBoosting({ ...shape, minLeaf: 1e-9 }), binary, 't'), reference.boostedChances, 1e-5)
    close(first(forest({ trees: 1, subsample: 1, columns: 3 }), numbers, 'y'), reference.tree, 1e-11)
  })

  it('least squares without negative coefficients', () => {
    const { nnlsMatrix, nnlsRight, nnls } = reference
    const k = 5
    const gram = new Float64Array(k * k)
    const right = new Float64Array(k)
    for (const [i, value] of nnlsRight.entries()) {
      for (let p = 0; p < k; p++) {
        right[p]! += nnlsMatrix[i * k + p]! * value
        for (let q = 0; q < k; q++) gram[p * k + q]! += nnlsMatrix[i * k + p]! * nnlsMatrix[i * k + q]!
      }
    }
    close(nonNegativeLeastSquares(gram, right), nnls, 1e-12)
  })
})
