import { describe, expect, it } from 'vitest'
import {
  beta,
  binomial,
  cumulative,
  type Distribution,
  density,
  exponential,
  gamma,
  laplace,
  logisticDistribution,
  logNormal,
  meanOf,
  normal,
  poisson,
  quantileOf,
  studentT,
  toJstat,
  uniform,
  varianceOf,
} from '../../src/index.js'
import { expectCausalError } from '../support/errors.js'

const shared: readonly (readonly [string, Distribution<number>])[] = [
  ['normal', normal(1, 2)],
  ['uniform', uniform(-1, 3)],
  ['exponential', exponential(2)],
  ['laplace', laplace(1, 0.5)],
  ['logNormal', logNormal(0.2, 0.5)],
  ['gamma', gamma(2.5, 2)],
  ['beta', beta(2, 3)],
  ['studentT', studentT(7)],
  ['poisson', poisson(3.5)],
]

describe('toJstat', () => {
  it.each(shared)('%s: two libraries agree where both have digits', (_, d) => {
    const theirs = toJstat(d)
    for (const p of [0.02, 0.2, 0.5, 0.7, 0.97]) {
      const x = quantileOf(d, p)
      expect(theirs.pdf(x)).toBeCloseTo(density(d, x), 8)
      expect(theirs.cdf(x)).toBeCloseTo(cumulative(d, x), 8)
    }
    expect(theirs.mean()).toBeCloseTo(meanOf(d), 12)
    expect(theirs.variance()).toBeCloseTo(varianceOf(d), 12)
  })

  it('refuses what jStat does not have', () => {
    for (const d of [logisticDistribution(), studentT(5, 1), studentT(5, 0, 2), binomial(3, 0.5)])
      expectCausalError(() => toJstat(d), 'toJstat', 'not-supported')
    expectCausalError(() => toJstat(7 as never), 'toJstat', 'invalid-argument')
  })
})
