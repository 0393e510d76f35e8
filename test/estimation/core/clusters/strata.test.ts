import { describe, expect, it } from 'vitest'
import {
  aipw,
  bootstrapEffect,
  dag,
  type EffectEstimate,
  type EstimatedEffect,
  estimateEffect,
  estimateEffects,
  explain,
  factor,
  matching,
  moments,
  normals,
  placeboTreatment,
  randomStream,
  refute,
  regressionAdjustment,
  splitStream,
  standardization,
  table,
} from '../../../../src/index.js'
import { expectCausalError } from '../../../support/errors.js'

function estimated(e: EffectEstimate): EstimatedEffect {
  if (!e.estimated) throw new Error(e.message)
  return e
}

/** 3 strata of 6, 4 and 5 clusters of 2 to 4 rows, with weights. */
function survey() {
  const clusters = [6, 4, 5]
  const stream = randomStream('strata')
  const noise = normals(splitStream(stream, 'noise'), 60).values
  const rows: { region: string; village: number; weight: number; T: number; Y: number }[] = []
  let village = 0
  for (const [h, count] of clusters.entries()) {
    for (let c = 0; c < count; c++) {
      village++
      for (let j = 0; j < 2 + (village % 3); j++) {
        const e = noise[rows.length]!
        const T = (village + j) % 2
        rows.push({
          region: `r${h}`,
          village,
          weight: 1 + h + (c % 2) / 2,
          T,
          Y: 3 * h + T * (1 + h) + e + village / 9,
        })
      }
    }
  }
  return rows
}
const rows = survey()
const people = table(rows)
const ask = {
  graph: dag('T -> Y'),
  treatment: 'T',
  outcome: 'Y',
  estimator: regressionAdjustment({ interactions: false }),
} as const

/** The variance of a difference of weighted means by the definition, written out anew: Lohr 2010, section 9.1. */
function byDefinition(unit: (row: (typeof rows)[number], i: number) => string | number) {
  const arm = [0, 1].map((t) => {
    const own = rows.filter(({ T }) => T === t)
    const total = own.reduce((sum, { weight }) => sum + weight, 0)
    return { total, mean: own.reduce((sum, { weight, Y }) => sum + weight * Y, 0) / total }
  })
  const totals = new Map<string, Map<string | number, number>>()
  for (const [i, row] of rows.entries()) {
    const { total, mean } = arm[row.T]!
    const z = ((row.T === 1 ? 1 : -1) * row.weight * (row.Y - mean)) / total
    const stratum = totals.get(row.region) ?? new Map<string | number, number>()
    totals.set(row.region, stratum.set(unit(row, i), (stratum.get(unit(row, i)) ?? 0) + z))
  }
  let [variance, units] = [0, 0]
  for (const stratum of totals.values()) {
    const z = [...stratum.values()]
    const mean = z.reduce((sum, v) => sum + v, 0) / z.length
    variance += (z.length / (z.length - 1)) * z.reduce((sum, v) => sum + (v - mean) ** 2, 0)
    units += z.length
  }
  return { estimate: arm[1]!.mean - arm[0]!.mean, error: Math.sqrt(variance), df: units - totals.size }
}

describe('strata of a survey', () => {
  it('give the error of the definition, with clusters and with rows drawn', () => {
    const { estimate, error, df } = byDefinition(({ village }) => village)
    const e = estimated(estimateEffect(people, { ...ask, weights: 'weight', cluster: 'village', strata: 'region' }))
    expect(e.estimate).toBeCloseTo(estimate, 12)
    expect(e.standardError).toBeCloseTo(error, 12)
    expect(e.degreesOfFreedom).toBe(df)
    expect(df).toBe(12)
    expect(e.standardErrorMethod).toBe(
      'Taylor linearisation: 15 clusters of village in 3 strata of region; t distribution',
    )
    const single = byDefinition((_, i) => i)
    const drawn = estimated(estimateEffect(people, { ...ask, weights: 'weight', strata: ['region'] }))
    expect(drawn.standardError).toBeCloseTo(single.error, 12)
    expect(drawn.degreesOfFreedom).toBe(rows.length - 3)
    expect(explain(drawn)).toContain('strata of region')
  })

  it('one stratum alone gives CR0 with G / (G − 1), up to the mean that is taken off', () => {
    const one = table(rows.map((row) => ({ ...row, all: 'one' })))
    const whole = estimated(estimateEffect(one, { ...ask, cluster: 'village', strata: 'all' }))
    const plain = estimated(estimateEffect(one, { ...ask, cluster: 'village', clusterErrors: 'CR0' }))
    expect(whole.standardError).toBeCloseTo(plain.standardError * Math.sqrt(15 / 14), 12)
  })

  it('counts give what their rows give', () => {
    const axes = [
      { name: 's', states: ['a', 'b'] },
      { name: 'T', states: ['no', 'yes'] },
      { name: 'Y', states: ['no', 'yes'] },
    ] as const
    const cells = [7, 3, 4, 9, 6, 2, 0, 8]
    const whole = factor(axes, cells)
    const long = cells.flatMap((count, cell) =>
      Array.from({ length: count }, () => ({
        s: 'ab'[cell >> 2]!,
        T: ['no', 'yes'][(cell >> 1) & 1]!,
        Y: ['no', 'yes'][cell & 1]!,
      })),
    )
    const question = { ...ask, estimator: standardization(), strata: 's' } as const
    const [a, b] = [estimated(estimateEffect(whole, question)), estimated(estimateEffect(table(long), question))]
    expect(a.standardError).toBeCloseTo(b.standardError, 12)
    expect(a.degreesOfFreedom).toBe(b.degreesOfFreedom)
  })

  it('rows of weight 0 still count as drawn: a part of the people keeps the design', () => {
    const part = table(rows.map((row) => ({ ...row, weight: row.village % 4 === 0 ? 0 : row.weight })))
    const e = estimated(estimateEffect(part, { ...ask, weights: 'weight', cluster: 'village', strata: 'region' }))
    expect(e.degreesOfFreedom).toBe(12)
  })

  it('serve ratios, other estimators, several arms and refuters', () => {
    const binary = table(rows.map((row) => ({ ...row, Y: row.Y > 4 ? 1 : 0 })))
    const design = { cluster: 'village', strata: 'region' } as const
    const ratio = estimateEffect(binary, { ...ask, estimator: standardization(), measure: 'risk-ratio', ...design })
    expect(estimated(ratio).degreesOfFreedom).toBe(12)
    const doubly = estimated(estimateEffect(people, { ...ask, estimator: aipw(), weights: 'weight', ...design }))
    const two = estimateEffects(people, {
      ...ask,
      estimator: aipw(),
      weights: 'weight',
      ...design,
      contrast: { from: 0 },
    })
    expect(estimated(two.effects[0]!.effect).standardError).toBeCloseTo(doubly.standardError, 12)
    expect(refute(doubly, placeboTreatment({ draws: 20 })).message).not.toBe('')
  })

  it('refuse a stratum with one cluster, and a cluster in two strata, by name', () => {
    const lonely = table(rows.filter(({ region, village }) => region !== 'r1' || village === 7))
    const e = expectCausalError(
      () => estimateEffect(lonely, { ...ask, cluster: 'village', strata: 'region' }),
      'estimateEffect',
      'too-few-rows',
    )
    expect(e.message).toContain('region = "r1"')
    const torn = table(rows.map((row, i) => ({ ...row, region: i === 0 ? 'r2' : row.region })))
    const t = expectCausalError(
      () => estimateEffect(torn, { ...ask, cluster: 'village', strata: 'region' }),
      'estimateEffect',
      'invalid-data',
    )
    expect(t.message).toContain('village = 1')
  })

  it('are drawn within by the bootstrap', () => {
    const question = { ...ask, strata: 'region' } as const
    const direct = estimateEffect(people, question)
    const drawn = bootstrapEffect(people, { ...question, draws: 400, seed: 1 })
    if (!direct.estimated || !drawn.estimated) throw new Error('both estimate')
    expect(drawn.standardError / direct.standardError).toBeGreaterThan(0.8)
    expect(drawn.standardError / direct.standardError).toBeLessThan(1.25)
  })

  it('say what does not go together', () => {
    const bad = (more: object, code: 'invalid-argument' | 'not-supported' | 'unknown-name') =>
      expectCausalError(() => estimateEffect(people, { ...ask, ...more } as never), 'estimateEffect', code)
    bad({ strata: 'county' }, 'unknown-name')
    bad({ strata: [] }, 'invalid-argument')
    bad({ strata: 3 }, 'invalid-argument')
    bad({ strata: 'village', cluster: 'village' }, 'invalid-argument')
    bad({ strata: 'region', cluster: 'village', clusterErrors: 'CR1' }, 'invalid-argument')
    bad({ strata: 'region', cluster: ['village', 'weight'] }, 'invalid-argument')
    bad({ strata: 'region', estimator: matching() }, 'not-supported')
    const numbers = table(rows.map(({ T, Y, village }) => ({ T, Y, village })))
    expectCausalError(
      () => estimateEffect(moments(numbers), { ...ask, strata: 'village' } as never),
      'estimateEffect',
      'not-supported',
    )
  })
})
