import { describe, expect, it } from 'vitest'
import { dag, estimateEffect, ipw, table, weightedSurvival } from '../../../src/index.js'
import { portableExp } from '../../../src/numeric/special/portable-exp.js'
import { generator } from '../../../src/probability/streams/stream.js'
import { expectCausalError } from '../../support/errors.js'

/** Exponential times with hazard exp(x / 2 − t / 2); x moves the treatment, and censoring with `strength`. */
function draw(seed: number, n: number, strength: number) {
  const random = generator(seed)
  const x = Float64Array.from({ length: n }, () => random.normal())
  const t = x.map((v) => (random.uniform() < 1 / (1 + portableExp(-0.7 * v)) ? 1 : 0))
  const death = x.map((v, i) => random.exponential() / portableExp(0.5 * v - 0.5 * t[i]!))
  const left = x.map((v) => (strength === 0 ? 100 : random.exponential() / (0.4 * portableExp(strength * v))))
  const time = death.map((value, i) => Math.min(value, left[i]!, 5))
  const event = death.map((value, i) => (value <= Math.min(left[i]!, 5) ? 1 : 0))
  return table({ x, t, time, event })
}

/** Survival to the horizon and its restricted mean, under treatment less under control, by integration over x. */
function truth(horizon: number): { survival: number; mean: number } {
  const steps = 400
  const [control, treated] = ([0, 1] as const).map((arm) => {
    let [alive, area] = [0, 0]
    for (let s = 0; s < steps; s++) {
      const v = -6 + (12 * (s + 0.5)) / steps
      const weight = ((portableExp((-v * v) / 2) / Math.sqrt(2 * Math.PI)) * 12) / steps
      const hazard = portableExp(0.5 * v - 0.5 * arm)
      const survival = portableExp(-hazard * horizon)
      alive += weight * survival
      area += (weight * (1 - survival)) / hazard
    }
    return { alive, area }
  })
  return { survival: treated!.alive - control!.alive, mean: treated!.area - control!.area }
}

const columns = { time: 'time', event: 'event', treatment: 't', covariates: ['x'], horizon: 2 } as const

describe('weightedSurvival', () => {
  it('without censoring is inverse probability weighting of the time up to the horizon', () => {
    const rows = draw(1, 300, 0)
    const s = weightedSurvival(rows, { ...columns, draws: 20 })
    const [x, t, time] = rows.data as Float64Array[]
    const short = table({ x: x!, t: t!, y: time!.map((v) => Math.min(v, 2)) })
    const graph = dag('x -> t -> y; x -> y')
    const e = estimateEffect(short, { graph, treatment: 't', outcome: 'y', estimator: ipw() })
    if (!s.estimated || !e.estimated) throw new Error('refused')
    expect(s.restrictedMeanDifference.estimate).toBeCloseTo(e.estimate, 10)
  })

  it('is Kaplan and Meier’s estimate where nothing is adjusted for', () => {
    // arm 1: at risk 4 3 2 1, events at 1 and 3: S = 3/4, then 3/4 · 1/2
    const t = table({ a: [0, 0, 0, 1, 1, 1, 1], time: [4, 5, 6, 1, 2, 3, 9], event: [0, 0, 0, 1, 0, 1, 0] })
    const asked = { time: 'time', event: 'event', treatment: 'a', covariates: [], horizon: 4, draws: 20 } as const
    const s = weightedSurvival(t, { ...asked, seed: 3 })
    if (!s.estimated) throw new Error(s.message)
    expect([...s.curves.to.times]).toEqual([1, 3])
    expect([...s.curves.to.survival].map((v) => v.toFixed(6))).toEqual(['0.750000', '0.375000'])
    expect(s.restrictedMeans[1]).toBeCloseTo(1 + 2 * 0.75 + 0.375, 10)
    expect(s.restrictedMeans[0]).toBe(4)
  })

  it('finds the truth where censoring hangs on a covariate, and misses it without being told so', () => {
    const rows = draw(2, 5000, 1.2)
    const { survival, mean } = truth(2)
    const told = weightedSurvival(rows, { ...columns, censoring: ['x'], draws: 20 })
    if (!told.estimated) throw new Error(told.message)
    const { survivalDifference: s, restrictedMeanDifference: r } = told
    expect(Math.abs(s.estimate - survival)).toBeLessThan(3.5 * s.standardError)
    expect(Math.abs(r.estimate - mean)).toBeLessThan(3.5 * r.standardError)
    const silent = weightedSurvival(rows, { ...columns, draws: 20 })
    if (!silent.estimated) throw new Error(silent.message)
    // the censored would have left early: without them all seem to live longer
    expect(silent.restrictedMeans[1] - told.restrictedMeans[1]).toBeGreaterThan(0.02)
  }, 120_000)

  it('warns of few events', () => {
    const n = 80
    const columns = {
      a: Array.from({ length: n }, (_, i) => i % 2),
      time: Array.from({ length: n }, (_, i) => 1 + (i % 40)),
      dead: Array.from({ length: n }, () => 1),
    }
    const asked = { time: 'time', event: 'dead', treatment: 'a', covariates: [], draws: 20 } as const
    const [early, late] = [10, 39].map((horizon) => weightedSurvival(table(columns), { ...asked, horizon }))
    expect(early!.estimated && early!.warnings.join()).toContain('there are 10 events up to 10 with a = 0')
    expect(late!.estimated && late!.warnings).toEqual([])
  })
  it('refuses a horizon past the last unit of an arm, and events that are none', () => {
    const t = table({ a: [0, 0, 1, 1], time: [1, 2, 3, 4], event: [1, 0, 1, 0] })
    const asked = { time: 'time', event: 'event', treatment: 'a', covariates: [] } as const
    const late = weightedSurvival(t, { ...asked, horizon: 3 })
    expect(late.estimated === false && late.reason).toBe('no-overlap')
    const wrong = table({ a: [0, 0, 1, 1], time: [1, 2, 3, 4], event: [1, 0, 2, 0] })
    expectCausalError(() => weightedSurvival(wrong, { ...asked, horizon: 2 }), 'weightedSurvival', 'invalid-data')
  })
})
