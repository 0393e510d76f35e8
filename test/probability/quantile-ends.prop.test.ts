import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  bernoulli,
  beta,
  binomial,
  cumulative,
  discrete,
  exponential,
  gamma,
  gumbel,
  laplace,
  logNormal,
  normal,
  poisson,
  quantileOf,
  studentT,
  uniform,
  upperTail,
} from '../../src/index.js'

const { NEGATIVE_INFINITY: least, POSITIVE_INFINITY: most } = Number

describe('the quantiles at 0 and 1 are the ends of the support', () => {
  for (const [name, distribution, low, high] of [
    ['binomial(20, 0.1)', binomial(20, 0.1), 0, 20],
    ['binomial(1000, 0.001), whose ends have chances below the least number', binomial(1000, 0.001), 0, 1000],
    ['binomial(1000, 0.999)', binomial(1000, 0.999), 0, 1000],
    ['binomial(5, 0)', binomial(5, 0), 0, 0],
    ['binomial(5, 1)', binomial(5, 1), 5, 5],
    ['binomial(0, 0.5)', binomial(0, 0.5), 0, 0],
    ['bernoulli(0)', bernoulli(0), 0, 0],
    ['bernoulli(1)', bernoulli(1), 1, 1],
    ['discrete, in any order, with a tiny chance at the end', discrete([3, 1, 2], [1e-20, 0.5, 0.5]), 1, 3],
    ['discrete, with chances of zero at the ends', discrete([0, 1, 2], [0, 1, 0]), 1, 1],
    ['one value', discrete([7]), 7, 7],
    ['uniform(0.1, 0.3)', uniform(0.1, 0.3), 0.1, 0.3],
    ['uniform, wide', uniform(-1e16, 0.3), -1e16, 0.3],
    ['normal', normal(3, 2), least, most],
    ['logNormal', logNormal(0, 1), 0, most],
    ['exponential', exponential(2), 0, most],
    ['gamma', gamma(0.01, 1), 0, most],
    ['beta', beta(0.001, 0.001), 0, 1],
    ['laplace', laplace(1, 2), least, most],
    ['gumbel', gumbel(1, 2), least, most],
    ['studentT', studentT(0.5), least, most],
    ['poisson', poisson(1e-10), 0, most],
  ] as const) {
    it(name, () => expect([quantileOf(distribution, 0), quantileOf(distribution, 1)]).toEqual([low, high]))
  }
})

it('quantileOf is the least value that reaches p, in finite distributions', () => {
  const weights = fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 1000 })), { minLength: 1, maxLength: 12 })
  fc.assert(
    fc.property(
      weights.filter((list) => list.some((w) => w > 0)),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (list, p) => {
        const total = list.reduce((sum, w) => sum + w, 0)
        const d = discrete(
          list.map((_, i) => i),
          list.map((w) => w / total),
        )
        const x = quantileOf(d, p)
        expect(list[x]).toBeGreaterThan(0)
        expect(cumulative(d, x)).toBeGreaterThanOrEqual(p - 1e-15)
        expect(upperTail(d, x)).toBeLessThanOrEqual(1 - p + 1e-15)
        const before = list.slice(0, x).reduce((sum, w) => sum + w, 0) / total
        expect(before === 0 || before < p + 1e-15).toBe(true)
        // its own value at every probability that it reaches exactly
        const reached = list.slice(0, x + 1).reduce((sum, w) => sum + w, 0) / total
        expect(quantileOf(d, reached)).toBe(x)
      },
    ),
  )
})
