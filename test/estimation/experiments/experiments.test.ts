import { describe, expect, it } from 'vitest'
import {
  adjustedDifferenceInMeans,
  alwaysValidInterval,
  cuped,
  differenceInMeans,
  minimumDetectableEffect,
  power,
  quantileEffect,
  ratioMetric,
  sampleRatioMismatch,
  sampleSize,
  switchback,
  table,
} from '../../../src/index.js'
import { generator } from '../../../src/probability/streams/stream.js'

const random = generator('experiments')
const users = table(
  Array.from({ length: 200 }, (_, i) => {
    const before = random.normal()
    const arm = i % 2
    return {
      arm,
      before,
      after: before + 0.5 * arm + random.normal(),
      site: `s${Math.floor(i / 10)}`,
      sessions: 1 + random.integer(5),
    }
  }),
)
const question = { treatment: 'arm', outcome: 'after' } as const

describe('differenceInMeans', () => {
  it('is the difference of means with s² / n in each arm and degrees of freedom by Welch', () => {
    // R: t.test(c(3, 5, 7, 9), c(1, 2, 3)) gives t = 2.8284 on 3.9130 degrees of freedom
    const e = differenceInMeans(table({ a: [0, 0, 0, 1, 1, 1, 1], y: [1, 2, 3, 3, 5, 7, 9] }), {
      treatment: 'a',
      outcome: 'y',
    })
    if (!e.estimated) throw new Error(e.message)
    expect(e.estimate).toBeCloseTo(4, 12)
    expect(e.standardError).toBeCloseTo(Math.sqrt(1 / 3 + 20 / 3 / 4), 12)
    expect(e.degreesOfFreedom).toBeCloseTo(2 ** 2 / ((1 / 3) ** 2 / 2 + (5 / 3) ** 2 / 3), 10)
    expect(e.relative?.estimate).toBeCloseTo(2, 12)
  })

  it('gives its specification back, and takes it', () => {
    const e = differenceInMeans(users, { ...question, cluster: 'site' })
    if (!e.estimated) throw new Error(e.message)
    const again = differenceInMeans(users, e.specification as typeof question)
    expect(again.estimated && again.standardError).toBe(e.standardError)
    expect(JSON.parse(JSON.stringify(e)).omitted).toEqual(['influence'])
  })

  it('of matched pairs is the paired t test', () => {
    const pairs = {
      pair: ['a', 'a', 'b', 'b', 'c', 'c', 'd', 'd'],
      t: [0, 1, 1, 0, 0, 1, 1, 0],
      y: [1, 3, 5, 4, 2, 5, 9, 6],
    }
    const e = differenceInMeans(table(pairs), { treatment: 't', outcome: 'y', strata: ['pair'] })
    if (!e.estimated) throw new Error(e.message)
    const gaps = [2, 1, 3, 3]
    const mean = 9 / 4
    const variance = gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / 3 / 4
    expect(e.estimate).toBeCloseTo(mean, 12)
    expect(e.standardError).toBeCloseTo(Math.sqrt(variance), 12)
    expect(e.degreesOfFreedom).toBeCloseTo(3, 10)
  })

  it('weights strata by their sizes', () => {
    const e = differenceInMeans(
      table({
        s: [1, 1, 1, 1, 2, 2, 2, 2, 2, 2],
        t: [0, 0, 1, 1, 0, 1, 1, 1, 0, 1],
        y: [1, 2, 3, 5, 2, 4, 6, 5, 1, 3],
      }),
      { treatment: 't', outcome: 'y', strata: ['s'] },
    )
    expect(e.estimated && e.estimate).toBeCloseTo(0.4 * 2.5 + 0.6 * (4.5 - 1.5), 12)
  })

  it('names the stratum without a comparison, and the arm with one cluster', () => {
    const one = differenceInMeans(table({ s: [1, 1, 2, 2], t: [0, 1, 1, 1], y: [1, 2, 3, 4] }), {
      treatment: 't',
      outcome: 'y',
      strata: ['s'],
    })
    expect(one).toMatchObject({ estimated: false, reason: 'no-comparison', witness: { stratum: 's = 2' } })
    const two = differenceInMeans(table({ c: [1, 1, 2, 2, 3], t: [0, 0, 1, 1, 1], y: [1, 2, 3, 4, 5] }), {
      treatment: 't',
      outcome: 'y',
      cluster: 'c',
    })
    expect(two).toMatchObject({
      estimated: false,
      reason: 'no-spread',
      witness: { clusters: 3, control: 1, treated: 2 },
    })
  })

  it('says of a constant treatment which column it is', () => {
    expect(() => differenceInMeans(table({ t: [1, 1], y: [1, 2] }), { treatment: 't', outcome: 'y' })).toThrow(
      /"t" does not vary/,
    )
  })
})

describe('adjustment', () => {
  it('saves variance, in both ways', () => {
    const plain = differenceInMeans(users, question)
    const lin = adjustedDifferenceInMeans(users, { ...question, adjustment: ['before'] })
    const before = cuped(users, { ...question, adjustment: ['before'] })
    if (!plain.estimated || !lin.estimated || !before.estimated) throw new Error('refused')
    expect(lin.standardError).toBeLessThan(0.85 * plain.standardError)
    expect(before.standardError).toBeLessThan(0.85 * plain.standardError)
    expect(Math.abs(lin.estimate - before.estimate)).toBeLessThan(0.05)
    expect(before.diagnostics['varianceReduction']).toBeCloseTo(
      1 - (before.standardError / plain.standardError) ** 2,
      12,
    )
  })

  it('of Lin is the difference of the predictions of a regression in each arm at the mean', () => {
    const data = { t: [0, 0, 0, 1, 1, 1], x: [1, 2, 4, 2, 3, 7], y: [1, 2, 3, 3, 5, 6] }
    const e = adjustedDifferenceInMeans(table(data), { treatment: 't', outcome: 'y', adjustment: ['x'] })
    const line = (arm: number): number => {
      const rows = [0, 1, 2, 3, 4, 5].filter((i) => data.t[i] === arm)
      const mean = (v: number[]): number => rows.reduce((sum, i) => sum + v[i]!, 0) / rows.length
      const [mx, my] = [mean(data.x), mean(data.y)]
      const slope =
        rows.reduce((sum, i) => sum + (data.x[i]! - mx) * (data.y[i]! - my), 0) /
        rows.reduce((sum, i) => sum + (data.x[i]! - mx) ** 2, 0)
      return my + slope * (19 / 6 - mx)
    }
    expect(e.estimated && e.estimate).toBeCloseTo(line(1) - line(0), 10)
  })

  it('tells of a covariate that was uneven before treatment', () => {
    const uneven = table(Array.from({ length: 60 }, (_, i) => ({ t: i % 2, x: (i % 2) * 3 + (i % 7), y: i % 5 })))
    const e = cuped(uneven, { treatment: 't', outcome: 'y', adjustment: ['x'] })
    expect(e.estimated && e.warnings.join()).toContain('x differed between the arms before treatment')
  })
})

describe('ratioMetric', () => {
  it('has the delta-method error of the textbook', () => {
    const clicks = [1, 2, 3, 2, 4, 3, 5, 1]
    const views = [10, 10, 20, 10, 20, 15, 30, 9]
    const e = ratioMetric(table({ t: [0, 0, 0, 0, 1, 1, 1, 1], clicks, views }), {
      treatment: 't',
      outcome: 'clicks',
      denominator: 'views',
    })
    if (!e.estimated) throw new Error(e.message)
    const arm = (from: number) => {
      const rows = [0, 1, 2, 3].map((i) => from + i)
      const mean = (v: number[]): number => rows.reduce((sum, i) => sum + v[i]!, 0) / 4
      const cov = (u: number[], v: number[]): number =>
        rows.reduce((sum, i) => sum + (u[i]! - mean(u)) * (v[i]! - mean(v)), 0) / 3
      const [a, b] = [mean(clicks), mean(views)]
      const variance =
        (cov(clicks, clicks) / b ** 2 - (2 * a * cov(clicks, views)) / b ** 3 + (a ** 2 * cov(views, views)) / b ** 4) /
        4
      return { ratio: a / b, variance }
    }
    const [control, treated] = [arm(0), arm(4)]
    expect(e.estimate).toBeCloseTo(treated.ratio - control.ratio, 12)
    expect(e.standardError).toBeCloseTo(Math.sqrt(control.variance + treated.variance), 12)
    expect(e.specification.denominator).toBe('views')
  })

  it('of rows below the unit agrees with that of their sums', () => {
    const rows = Array.from({ length: 120 }, (_, i) => ({
      user: i % 30,
      t: (i % 30) % 2,
      clicks: (i * 7) % 3,
      views: 1 + (i % 4),
    }))
    const sums = new Map<number, { user: number; t: number; clicks: number; views: number }>()
    for (const row of rows) {
      const known = sums.get(row.user) ?? { user: row.user, t: row.t, clicks: 0, views: 0 }
      sums.set(row.user, { ...known, clicks: known.clicks + row.clicks, views: known.views + row.views })
    }
    const q = { treatment: 't', outcome: 'clicks', denominator: 'views' } as const
    const below = ratioMetric(table(rows), { ...q, cluster: 'user' })
    const summed = ratioMetric(table([...sums.values()]), q)
    if (!below.estimated || !summed.estimated) throw new Error('refused')
    expect(below.estimate).toBeCloseTo(summed.estimate, 12)
    expect(below.standardError / summed.standardError).toBeCloseTo(1, 10)
  })
})

describe('switchback', () => {
  it('leaves out what an earlier treatment may still move', () => {
    const rows = Array.from({ length: 40 }, (_, hour) => {
      const period = Math.floor(hour / 4)
      const t = [0, 1, 0, 0, 1, 1, 0, 1, 1, 0][period]!
      const old = period === 0 ? t : [0, 1, 0, 0, 1, 1, 0, 1, 1, 0][period - 1]!
      // the first hour still feels the treatment of the period before
      return { hour, period, t, y: (hour % 4 === 0 ? old : t) * 2 + (period % 2) * 0.1 }
    })
    const q = { treatment: 't', outcome: 'y', time: 'hour', period: 'period' } as const
    const mixed = switchback(table(rows), q)
    const clean = switchback(table(rows), q, { carryover: 1 })
    if (!mixed.estimated || !clean.estimated) throw new Error('refused')
    expect(mixed.estimate).toBeLessThan(1.8)
    expect(clean.estimate).toBeGreaterThan(1.95)
    expect(switchback(table(rows), q, { carryover: 4 })).toMatchObject({ estimated: true })
  })

  it('refuses a treatment that changes within a period', () => {
    const rows = { h: [0, 1, 2, 3], p: [1, 1, 2, 2], t: [0, 1, 1, 0], y: [1, 2, 3, 5] }
    expect(() => switchback(table(rows), { treatment: 't', outcome: 'y', time: 'h', period: 'p' })).toThrow(
      /changes within period/,
    )
  })
})

describe('sampleRatioMismatch', () => {
  it('judges counts by the shares that were meant', () => {
    expect(sampleRatioMismatch({ a: 500, b: 500 }).mismatch).toBe(false)
    expect(sampleRatioMismatch({ a: 9000, b: 1000 }, { shares: { a: 0.9, b: 0.1 } }).pValue).toBe(1)
    expect(sampleRatioMismatch({ a: 5200, b: 4800 })).toMatchObject({
      mismatch: true,
      statistic: 16,
      degreesOfFreedom: 1,
    })
    expect(() => sampleRatioMismatch({ a: 1, b: 2 }, { shares: { a: 1, c: 1 } })).toThrow(/no arm "c"/)
  })
})

describe('quantileEffect', () => {
  it('moves by a shift of one arm, and refuses a quantile beyond the rows', () => {
    const values = Array.from({ length: 400 }, (_, i) => (i * 149) % 400)
    const data = table({ t: values.map((_, i) => (i < 200 ? 0 : 1)), y: values.map((v, i) => v + (i < 200 ? 0 : 50)) })
    const e = quantileEffect(data, { treatment: 't', outcome: 'y' }, { quantile: 0.25 })
    const plain = quantileEffect(
      table({ t: data.data[0] as Float64Array, y: values }),
      { treatment: 't', outcome: 'y' },
      { quantile: 0.25 },
    )
    if (!e.estimated || !plain.estimated) throw new Error('refused')
    expect(e.estimate - plain.estimate).toBeCloseTo(50, 9)
    expect(quantileEffect(data, { treatment: 't', outcome: 'y' }, { quantile: 0.999 })).toMatchObject({
      estimated: false,
      reason: 'no-spread',
    })
  })
})

describe('alwaysValidInterval', () => {
  it('excludes 0 just where its p-value is below alpha, and is narrowest where it was tuned', () => {
    for (const estimate of [0.1, 0.2, 0.28, 0.31, 0.33, 0.5]) {
      const { interval, pValue } = alwaysValidInterval({ estimate, standardError: 0.1, n: 500 }, { tuneFor: 1000 })
      expect(interval[0] > 0).toBe(pValue < 0.05)
    }
    const widening = (tuneFor: number): number =>
      alwaysValidInterval({ estimate: 0, standardError: 1, n: 1000 }, { tuneFor }).widening
    expect(widening(1000)).toBeLessThan(widening(900))
    expect(widening(1000)).toBeLessThan(widening(1100))
  })
})

describe('power', () => {
  it('agrees with R and statsmodels', () => {
    // statsmodels TTestIndPower().power(1, 20, 0.05), and (0.3, 50, 0.05, ratio=3)
    expect(power({ n: 40, effect: 1, standardDeviation: 1 })).toBeCloseTo(0.8689530277239897, 9)
    expect(power({ n: 200, share: 0.75, effect: 0.3, standardDeviation: 1 })).toBeCloseTo(0.44766319435184215, 9)
    // R: power.prop.test(n = 50, p1 = .50, p2 = .75) = 0.7401659 one way
    expect(power({ n: 100, effect: 0.25, baseline: 0.5 })).toBeCloseTo(0.7401659013313879, 5)
    // statsmodels TTestIndPower().solve_power(nobs1=20, alpha=.05, power=.9)
    expect(minimumDetectableEffect({ n: 40, standardDeviation: 1, power: 0.9 })).toBeCloseTo(1.0519930448793935, 6)
    // TTestIndPower().solve_power(effect_size=.2, alpha=.05, power=.8) = 393.41 in each arm
    expect(sampleSize({ effect: 0.2, standardDeviation: 1 })).toBe(787)
  })

  it('is the level without an effect, and clusters cost by the design effect', () => {
    expect(power({ n: 100, effect: 0, standardDeviation: 2 })).toBeCloseTo(0.05, 9)
    const n = sampleSize({ effect: 0.2, standardDeviation: 1 })
    const clustered = sampleSize({ effect: 0.2, standardDeviation: 1, clusterSize: 20, intraclassCorrelation: 0.05 })
    expect(clustered / n).toBeCloseTo(1 + 19 * 0.05, 1)
    expect(sampleSize({ effect: 0.2, standardDeviation: 1, explained: 0.5 }) / n).toBeCloseTo(0.5, 1)
  })
})
