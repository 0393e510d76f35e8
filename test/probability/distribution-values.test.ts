import { describe, expect, it } from 'vitest'
import {
  bernoulli,
  beta,
  binomial,
  categorical,
  cumulative,
  type Distribution,
  density,
  discrete,
  drawFrom,
  exponential,
  gamma,
  gumbel,
  laplace,
  logDensity,
  logisticDistribution,
  logNormal,
  meanOf,
  normal,
  poisson,
  quantileOf,
  randomStream,
  studentT,
  uniform,
  upperTail,
  varianceOf,
} from '../../src/index.js'
import { expectCausalError } from '../support/errors.js'

// x, log density, P(X ≤ x), P(X > x), mean, variance: scipy 1.10.1 (scipy.stats.<family>.logpdf / logpmf, cdf, sf, stats)
const SCIPY: readonly (readonly [string, Distribution<number>, number, number, number, number, number, number])[] = [
  ['normal(1, 2) at -3', normal(1, 2), -3, -3.612085713764618, 0.022750131948179195, 0.9772498680518208, 1.0, 4.0],
  ['normal(1, 2) at 30', normal(1, 2), 30, -106.73708571376461, 1.0, 6.057494764415047e-48, 1.0, 4.0],
  ['uniform(-1, 3) at 0.5', uniform(-1, 3), 0.5, -1.3862943611198906, 0.375, 0.625, 1.0, 1.3333333333333333],
  [
    'exponential(2) at 0.01',
    exponential(2),
    0.01,
    0.6731471805599453,
    0.0198013266932447,
    0.9801986733067554,
    0.5,
    0.25,
  ],
  ['exponential(2) at 9', exponential(2), 9, -17.306852819440056, 0.9999999847700203, 1.522997974471263e-8, 0.5, 0.25],
  ['laplace(1, 0.5) at -2', laplace(1, 0.5), -2, -6.0, 0.0012393760883331792, 0.9987606239116669, 1.0, 0.5],
  ['laplace(1, 0.5) at 8', laplace(1, 0.5), 8, -14.0, 0.9999995842356404, 4.1576435955178394e-7, 1.0, 0.5],
  [
    'logisticDistribution(-1, 2) at -9',
    logisticDistribution(-1, 2),
    -9,
    -4.729447036395565,
    0.01798620996209156,
    0.9820137900379085,
    -1.0,
    13.159472534785811,
  ],
  [
    'logisticDistribution(-1, 2) at 30',
    logisticDistribution(-1, 2),
    30,
    -16.193147551638184,
    0.9999998144608981,
    1.8553910183683314e-7,
    -1.0,
    13.159472534785811,
  ],
  [
    'gumbel(0.5, 2) at -3',
    gumbel(0.5, 2),
    -3,
    -4.697749856565676,
    0.003168165149053243,
    0.9968318348509467,
    1.6544313298030657,
    6.579736267392906,
  ],
  [
    'gumbel(0.5, 2) at 30',
    gumbel(0.5, 2),
    30,
    -15.4431475733463,
    0.9999996072137226,
    3.927862774075539e-7,
    1.6544313298030657,
    6.579736267392906,
  ],
  [
    'logNormal(0.2, 0.5) at 0.4',
    logNormal(0.2, 0.5),
    0.4,
    -1.8017106169068449,
    0.012788278799098765,
    0.9872117212009013,
    1.3840306459807514,
    0.5440622821430534,
  ],
  [
    'logNormal(0.2, 0.5) at 6',
    logNormal(0.2, 0.5),
    6,
    -7.084947237627141,
    0.9992725170244724,
    0.0007274829755276418,
    1.3840306459807514,
    0.5440622821430534,
  ],
  [
    'gamma(2.5, 2) at 0.3',
    gamma(2.5, 2),
    0.3,
    -3.9735100283616864,
    0.0023569137394711423,
    0.9976430862605289,
    5.0,
    10.0,
  ],
  ['gamma(2.5, 2) at 40', gamma(2.5, 2), 40, -16.48423164070188, 0.99999985066321, 1.493367900050393e-7, 5.0, 10.0],
  ['beta(2, 3) at 0.03', beta(2, 3), 0.03, -1.0825696625013985, 0.0051864300000000006, 0.99481357, 0.4, 0.04],
  ['beta(2, 3) at 0.9', beta(2, 3), 0.9, -2.2256240518579173, 0.9963, 0.003699999999999997, 0.4, 0.04],
  [
    'studentT(7, 1, 2) at -6',
    studentT(7, 1, 2),
    -6,
    -5.6940849778452405,
    0.004996520440942772,
    0.9950034795590572,
    1.0,
    5.6,
  ],
  [
    'studentT(7, 1, 2) at 30',
    studentT(7, 1, 2),
    30,
    -15.388235791492074,
    0.9999991150825873,
    8.849174126497999e-7,
    1.0,
    5.6,
  ],
  ['poisson(3.5) at 0', poisson(3.5), 0, -3.5, 0.0301973834223185, 0.9698026165776815, 3.5, 3.5],
  ['poisson(3.5) at 12', poisson(3.5), 12, -8.454058873717468, 0.9999240417602283, 7.595823977167817e-5, 3.5, 3.5],
  ['poisson(80) at 60', poisson(80), 60, -5.70657534323874, 0.011921574017520444, 0.9880784259824795, 80.0, 80.0],
  ['poisson(80) at 110', poisson(80), 110, -8.299846712810336, 0.9994013368906922, 0.0005986631093077337, 80.0, 80.0],
  [
    'binomial(9, 0.3) at 0',
    binomial(9, 0.3),
    0,
    -3.210074495448592,
    0.040353607000000014,
    0.959646393,
    2.6999999999999997,
    1.8899999999999997,
  ],
  [
    'binomial(9, 0.3) at 4',
    binomial(9, 0.3),
    4,
    -1.7629840300459296,
    0.90119134,
    0.09880865999999996,
    2.6999999999999997,
    1.8899999999999997,
  ],
  ['binomial(9, 0.3) at 9', binomial(9, 0.3), 9, -10.835755238933425, 1.0, 0.0, 2.6999999999999997, 1.8899999999999997],
]

const continuousOnes: readonly (readonly [string, Distribution<number>])[] = [
  ['normal', normal(1, 2)],
  ['uniform', uniform(-1, 3)],
  ['exponential', exponential(2)],
  ['laplace', laplace(1, 0.5)],
  ['logistic', logisticDistribution(-1, 2)],
  ['gumbel', gumbel(0.5, 2)],
  ['logNormal', logNormal(0.2, 0.5)],
  ['gamma', gamma(2.5, 2)],
  ['gamma of small shape', gamma(0.4, 1)],
  ['beta', beta(2, 3)],
  ['beta of small shapes', beta(0.3, 0.2)],
  ['studentT', studentT(7, 1, 2)],
]
const countOnes: readonly (readonly [string, Distribution<number>])[] = [
  ['poisson', poisson(3.5)],
  ['poisson of a high rate', poisson(80)],
  ['binomial', binomial(9, 0.3)],
  ['bernoulli', bernoulli(0.2)],
  ['discrete', discrete([3, -1, 0.5], [0.2, 0.5, 0.3])],
]

describe('values of distributions', () => {
  it.each(SCIPY)('%s as in scipy', (_, d, x, log, low, up, mean, variance) => {
    const near = (a: number, b: number): void =>
      expect(Math.abs(a - b)).toBeLessThan(2e-9 * Math.max(1e-9, Math.abs(b)))
    near(logDensity(d, x), log)
    near(density(d, x), Math.exp(log))
    near(cumulative(d, x), low)
    near(upperTail(d, x), up)
    near(meanOf(d), mean)
    near(varianceOf(d), variance)
  })

  it.each([...continuousOnes, ...countOnes])('%s: the quantile is the least x that reaches p', (_, d) => {
    for (const p of [1e-9, 0.001, 0.2, 0.5, 0.77, 0.999]) {
      const x = quantileOf(d, p)
      // x itself is rounded: of a density near one, its last bit is worth 2e-16
      expect(cumulative(d, x)).toBeGreaterThanOrEqual(p * (1 - 1e-12) - 5e-16)
      const before = Number.isInteger(x) || x === 0.5 ? x - 1e-9 : x - 1e-6 * Math.abs(x)
      expect(cumulative(d, before)).toBeLessThan(p * (1 + 1e-9))
    }
  })

  it.each(continuousOnes)('%s: draws fall into equal cells equally often', (name, d) => {
    const n = 60_000
    const { values } = drawFrom(d, randomStream(name), n)
    const counts = new Float64Array(40)
    for (const x of values) counts[Math.min(39, Math.floor(cumulative(d, x) * 40))]!++
    const statistic = counts.reduce((s, c) => s + (c - n / 40) ** 2 / (n / 40), 0)
    expect(Math.abs(statistic - 39) / Math.sqrt(78)).toBeLessThan(3.5)
  })

  it.each(countOnes)('%s: draws have the right shares', (name, d) => {
    const n = 60_000
    const { values } = drawFrom(d, randomStream(name), n)
    const counts = new Map<number, number>()
    for (const x of values) counts.set(x, (counts.get(x) ?? 0) + 1)
    let statistic = 0
    let cells = 0
    for (const [x, count] of counts) {
      const wanted = n * density(d, x)
      expect(wanted).toBeGreaterThan(0)
      if (wanted < 5) continue
      statistic += (count - wanted) ** 2 / wanted
      cells++
    }
    expect((statistic - cells) / Math.sqrt(2 * cells)).toBeLessThan(3.5)
  })

  it('draws go on where they stopped, states as states', () => {
    const d = categorical({ low: 0.3, high: 0.7 })
    const whole = drawFrom(d, randomStream(5), 8)
    const first = drawFrom(d, randomStream(5), 3)
    expect([...first.values, ...drawFrom(d, first.next, 5).values]).toEqual(whole.values)
    expect(density(d, 'high')).toBeCloseTo(0.7, 14)
    expect(drawFrom(normal(0, 1), randomStream(1), 0).values).toEqual(new Float64Array(0))
  })

  it('have ends', () => {
    for (const [, d] of [...continuousOnes, ...countOnes]) {
      expect([cumulative(d, Number.NEGATIVE_INFINITY), cumulative(d, Number.POSITIVE_INFINITY)]).toEqual([0, 1])
      expect([upperTail(d, Number.NEGATIVE_INFINITY), upperTail(d, Number.POSITIVE_INFINITY)]).toEqual([1, 0])
      expect(density(d, Number.NEGATIVE_INFINITY) + density(d, Number.POSITIVE_INFINITY)).toBe(0)
      expect(Number.isNaN(quantileOf(d, 0)) || Number.isNaN(quantileOf(d, 1))).toBe(false)
    }
    expect([quantileOf(uniform(2, 5), 0), quantileOf(uniform(2, 5), 1)]).toEqual([2, 5])
    expect([quantileOf(binomial(4, 0.5), 0), quantileOf(binomial(4, 0.5), 1)]).toEqual([0, 4])
    expect(binomial(3, 0).probabilities).toEqual([1, 0, 0, 0])
    expect(binomial(0, 0.5).probabilities).toEqual([1])
  })

  it('refuse what they cannot answer', () => {
    expectCausalError(() => meanOf(studentT(1)), 'meanOf', 'not-supported')
    expectCausalError(() => varianceOf(studentT(0.5)), 'varianceOf', 'not-supported')
    expect(varianceOf(studentT(2))).toBe(Number.POSITIVE_INFINITY)
    expectCausalError(() => quantileOf(normal(0, 1), 1.5), 'quantileOf', 'not-probability')
    expectCausalError(() => quantileOf(normal(0, 1), Number.NaN), 'quantileOf', 'not-probability')
    expectCausalError(() => density(normal(0, 1), Number.NaN), 'density', 'invalid-argument')
    expectCausalError(() => density(categorical({ a: 1 }), 'b' as 'a'), 'density', 'unknown-name')
    expectCausalError(() => cumulative(categorical({ a: 1 }) as never, 0), 'cumulative', 'invalid-argument')
    expectCausalError(() => upperTail({} as never, 0), 'upperTail', 'invalid-argument')
    expectCausalError(() => logDensity(null as never, 0), 'logDensity', 'invalid-argument')
    expectCausalError(() => drawFrom(normal(0, 1), randomStream(1), -1), 'drawFrom', 'invalid-argument')
    expectCausalError(() => gamma(0), 'gamma', 'invalid-argument')
    expectCausalError(() => beta(1, Number.NaN), 'beta', 'invalid-argument')
    expectCausalError(() => studentT(-1), 'studentT', 'invalid-argument')
    expectCausalError(() => poisson(0), 'poisson', 'invalid-argument')
    expectCausalError(() => binomial(1.5, 0.5), 'binomial', 'invalid-argument')
    expectCausalError(() => binomial(3, 1.5), 'binomial', 'not-probability')
  })
})
