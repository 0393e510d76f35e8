import { describe, expect, it } from 'vitest'
import {
  averageTreatmentEffect,
  dag,
  fitPosterior,
  fitScm,
  linear,
  normal,
  overPosterior,
  query,
  sample,
  scm,
  table,
} from '../../src/index.js'
import { expectCausalError } from '../support/errors.js'

const slopeOf = (model: { readonly laws: readonly unknown[] }) =>
  (model.laws[1] as { coefficients: number[] }).coefficients[0]!
const sdOf = (model: { readonly laws: readonly unknown[] }) =>
  (model.laws[1] as { noise: { parameters: { sd: number } } }).noise.parameters.sd

describe('fitPosterior', () => {
  const truth = scm({ X: normal(3, 2), Y: linear({ X: 1.5 }, normal(0, 1)) })
  const rows = sample(truth, 40, { seed: 1 })

  it('of a sum under a vague prior: least squares, with t-distributed coefficients', () => {
    const posterior = fitPosterior(dag('X -> Y'), rows, { draws: 4000, spread: 1e8, shape: 1e-6 })
    const fitted = fitScm(dag('X -> Y'), rows)
    const x = rows.data[0] as Float64Array
    const mean = x.reduce((a, b) => a + b, 0) / 40
    const sxx = x.reduce((sum, v) => sum + (v - mean) ** 2, 0)
    const slope = overPosterior(posterior, slopeOf)
    // the flat prior gives t with n − 1 degrees of freedom here (σ² shape (n − 1) / 2), scale² RSS / (n − 1) / Sxx
    const rss = sdOf(fitted) ** 2 * 38
    const sd = Math.sqrt((rss / 39 / sxx) * (39 / 37))
    expect(Math.abs(slope.mean - slopeOf(fitted))).toBeLessThan((4 * sd) / Math.sqrt(4000))
    expect(Math.abs(slope.sd / sd - 1)).toBeLessThan(0.05)
    expect(slopeOf(posterior.mean)).toBeCloseTo(slopeOf(fitted), 6)
    // E σ² = ½ RSS / ((n − 1) / 2 − 1)
    const variance = overPosterior(posterior, (m) => sdOf(m) ** 2)
    expect(Math.abs(variance.mean / (rss / 37) - 1)).toBeLessThan(0.02)
    expect(sdOf(posterior.mean) ** 2).toBeCloseTo(rss / 37, 4)
    expect(posterior.priors).toEqual({ X: 'normal-inverse-gamma', Y: 'normal-inverse-gamma' })
    expect(posterior.n).toBe(40)
  })

  it('of a table: Dirichlet means and variances', () => {
    const data = table({ A: ['x', 'x', 'x', 'y'], B: ['u', 'v', 'v', 'v'] })
    const posterior = fitPosterior(dag('A -> B'), data, { draws: 4000, concentration: 0.5 })
    const at = (model: (typeof posterior.models)[number]) => {
      const answer = query(model, ['B'], { do: { A: 'x' } })
      return answer.method === 'discrete' ? answer.values[1]! : Number.NaN
    }
    const { mean, sd, interval } = overPosterior(posterior, at)
    // beta(2.5, 1.5)
    const wanted = Math.sqrt((2.5 * 1.5) / (4 ** 2 * 5))
    expect(Math.abs(mean - 2.5 / 4)).toBeLessThan((4 * wanted) / Math.sqrt(4000))
    expect(Math.abs(sd / wanted - 1)).toBeLessThan(0.05)
    expect(at(posterior.mean)).toBeCloseTo(2.5 / 4, 12)
    expect(interval[0]).toBeLessThan(mean)
  })

  it('covers: the interval holds a truth that is drawn from the prior', () => {
    let [covered, total] = [0, 0]
    for (let s = 0; s < 60; s++) {
      const data = sample(truth, 30, { seed: `c${s}` })
      const posterior = fitPosterior(dag('X -> Y'), data, { draws: 300, seed: s })
      const { interval } = overPosterior(
        posterior,
        (m) => averageTreatmentEffect(m, { treatment: 'X', outcome: 'Y' }).value!,
      )
      total++
      if (interval[0] < 1.5 && 1.5 < interval[1]) covered++
    }
    expect(covered / total).toBeGreaterThan(0.85)
    expect(covered / total).toBeLessThan(1)
  })

  it('does not depend on units or order, and is the same for the same seed', () => {
    const posterior = fitPosterior(dag('X -> Y'), rows, { draws: 3 })
    const scaled = table({
      Y: (rows.data[1] as Float64Array).map((v) => v * 1e-6),
      X: (rows.data[0] as Float64Array).map((v) => v * 1e6),
    })
    const other = fitPosterior(dag('X -> Y'), scaled, { draws: 3 })
    for (const [k, model] of posterior.models.entries())
      expect(slopeOf(other.models[k]!) * 1e12).toBeCloseTo(slopeOf(model), 8)
    expect(fitPosterior(dag('X -> Y'), rows, { draws: 3 })).toEqual(posterior)
  })

  it('refuses what it has no prior for', () => {
    const data = table({ X: [1, 2, 3, 4], C: ['a', 'b', 'a', 'b'], K: [1, 1, 1, 1] })
    expectCausalError(() => fitPosterior(dag('X -> C'), data), 'fitPosterior', 'invalid-data')
    expectCausalError(() => fitPosterior(dag('C -> X'), data), 'fitPosterior', 'invalid-data')
    expectCausalError(() => fitPosterior(dag('K -> X'), data), 'fitPosterior', 'constant-column')
    expectCausalError(() => fitPosterior(dag('X -> Q') as never, data), 'fitPosterior', 'unknown-name')
    expectCausalError(() => fitPosterior(dag('X'), data, { spread: 0 }), 'fitPosterior', 'invalid-argument')
    const one = fitPosterior(dag('X'), data, { draws: 1 })
    expectCausalError(() => overPosterior(one, () => 1), 'overPosterior', 'invalid-argument')
    expectCausalError(
      () => overPosterior(fitPosterior(dag('X'), data), () => Number.NaN),
      'overPosterior',
      'invalid-argument',
    )
  })
})
