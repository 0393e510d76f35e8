import { describe, expect, it } from 'vitest'
import {
  aipw,
  bootstrapEffect,
  dag,
  type Estimator,
  estimateEffect,
  ipw,
  regressionAdjustment,
  standardization,
  table,
} from '../../src/index.js'
import { expectCausalError } from '../support/errors.js'

const wave = (n: number, k: number) =>
  Float64Array.from({ length: n }, (_, i) => Math.sin(i * (k + 1.3)) + 0.3 * Math.cos(i * i + k))
const n = 250
const Z = wave(n, 1).map((v) => Math.round(Math.tanh(v) * 1.4))
const T = Z.map((z, i) => (z + 4 * wave(n, 2)[i]! > 0.2 ? 1 : 0))
const Y = T.map((t, i) => t * (2 + Z[i]! / 2) + Z[i]! + wave(n, 3)[i]!)
const data = table({ Z, T, Y })
const ask = { graph: dag('Z -> T -> Y; Z -> Y'), treatment: 'T', outcome: 'Y' } as const
const estimators: readonly Estimator[] = [
  regressionAdjustment(),
  regressionAdjustment({ interactions: false }),
  regressionAdjustment({ population: 'ATT' }),
  ipw(),
  ipw({ population: 'ATO' }),
  ipw({ normalized: false }),
  aipw(),
  aipw({ population: 'ATC' }),
  standardization(),
  standardization({ population: 'ATT' }),
]

describe('bootstrapEffect', () => {
  it('weights a row as if it stood there as often', () => {
    // the estimate on repeated rows equals the reweighted estimate: the weights are the ones that seed 5 draws
    const counts = new Float64Array(n)
    for (let i = 0; i < n; i++) counts[(i * i + 3 * i) % n]!++
    const repeated = Array.from({ length: n }, (_, i) => Array<number>(counts[i]!).fill(i)).flat()
    const copy = table({ Z: repeated.map((i) => Z[i]!), T: repeated.map((i) => T[i]!), Y: repeated.map((i) => Y[i]!) })
    const problem = {
      n,
      treatment: T,
      treatmentName: 'T',
      arms: ['T = 0', 'T = 1'],
      outcome: Y,
      outcomeName: 'Y',
      covariates: [{ name: 'Z', values: Z }],
      through: [],
    } as const
    for (const estimator of estimators) {
      const prepared = estimator.prepare(problem)
      const wanted = estimateEffect(copy, { ...ask, estimator })
      if (!('reweighted' in prepared) || !wanted.estimated) throw new Error('refused')
      expect(prepared.reweighted(counts), estimator.name).toBeCloseTo(wanted.estimate, 9)
    }
  })

  it('agrees with the standard error of the estimating equations', () => {
    for (const estimator of [regressionAdjustment(), ipw(), aipw(), standardization()]) {
      const e = estimateEffect(data, { ...ask, estimator })
      const boot = bootstrapEffect(data, { ...ask, estimator, draws: 400, seed: 'se' })
      if (!e.estimated || !boot.estimated) throw new Error('refused')
      expect(boot.estimate).toBe(e.estimate)
      // 400 replicates know a standard error to about 4 percent
      expect(Math.abs(boot.standardError / e.standardError - 1)).toBeLessThan(0.15)
      expect(boot.interval[0]).toBeLessThan(e.estimate)
      expect(boot.interval[1]).toBeGreaterThan(e.estimate)
    }
  })

  it('gives the same replicates for the same seed', () => {
    const run = (seed: string) => bootstrapEffect(data, { ...ask, estimator: aipw(), draws: 5, seed })
    expect(run('a')).toEqual(run('a'))
    expect(run('a')).not.toEqual(run('b'))
  })

  it('counts the samples that determine nothing, and passes refusals on', () => {
    const few = table({ Z: [0, 0, 0, 1, 1, 1], T: [0, 1, 1, 0, 1, 0], Y: [1, 2, 3, 4, 5, 7] })
    const boot = bootstrapEffect(few, { ...ask, estimator: standardization(), draws: 100, seed: 1 })
    if (!boot.estimated) throw new Error('refused')
    expect(boot.failed).toBeGreaterThan(0)
    expect(boot.replicates.length + boot.failed).toBe(100)
    expect(bootstrapEffect(data, { ...ask, estimator: ipw(), adjustment: [], seed: 1 })).toMatchObject({
      estimated: false,
    })
    expectCausalError(
      () => bootstrapEffect(data, { ...ask, estimator: ipw(), draws: 1, seed: 1 }),
      'bootstrapEffect',
      'invalid-argument',
    )
  })

  it('draws a survey within its strata as its linearised error has it', () => {
    // 2 clusters of 4 rows in each of 12 strata, weights that differ, and rows alone in 4 strata
    const m = 96
    const survey = table({
      T: Array.from({ length: m }, (_, i) => (i * i) % 2),
      Y: Array.from({ length: m }, (_, i) => 3 * Math.sin(1.7 * Math.floor(i / 8)) + Math.sin(5 * i * i)),
      w: Array.from({ length: m }, (_, i) => 1 + (Math.floor(i / 8) % 3)),
      stratum: Array.from({ length: m }, (_, i) => Math.floor(i / 8)),
      cluster: Array.from({ length: m }, (_, i) => Math.floor(i / 4)),
      single: Array.from({ length: m }, (_, i) => 100 + Math.floor(i / 4)),
      part: Array.from({ length: m }, (_, i) => Math.floor(i / 24)),
    })
    const estimator = regressionAdjustment({ interactions: false })
    const asked = { graph: dag('T -> Y'), treatment: 'T', outcome: 'Y', weights: 'w', estimator } as const
    for (const design of [{ strata: 'stratum', cluster: 'cluster' }, { strata: 'part' }] as const) {
      const taylor = estimateEffect(survey, { ...asked, ...design })
      const boot = bootstrapEffect(survey, { ...asked, ...design, draws: 2000, seed: 1 })
      if (!taylor.estimated || !boot.estimated) throw new Error('refused')
      expect(boot.standardError / taylor.standardError).toBeGreaterThan(0.93)
      expect(boot.standardError / taylor.standardError).toBeLessThan(1.07)
      expect(boot.failed).toBe(0)
    }
    expectCausalError(
      () => bootstrapEffect(survey, { ...asked, strata: 'cluster', cluster: 'stratum', seed: 1 }),
      'bootstrapEffect',
      'invalid-data',
    )
    expectCausalError(
      () => bootstrapEffect(survey, { ...asked, strata: 'cluster', cluster: 'single', seed: 1 }),
      'bootstrapEffect',
      'too-few-rows',
    )
  })
})
