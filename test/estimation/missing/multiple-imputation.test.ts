import { describe, expect, it } from 'vitest'
import {
  column,
  completeCaseWeights,
  dag,
  type Estimate,
  estimateEffect,
  multipleImputation,
  nearestNeighbors,
  pooled,
  regressionAdjustment,
  select,
  table,
} from '../../../src/index.js'
import { portableExp } from '../../../src/numeric/special/portable-exp.js'
import { studentTQuantile } from '../../../src/numeric/special/student-t.js'
import { generator } from '../../../src/probability/streams/stream.js'
import { expectCausalError } from '../../support/errors.js'

/** x causes the treatment and the outcome; the outcome is missing the more often, the larger x is. */
function gappy(seed: number, n = 400) {
  const random = generator(seed)
  const x = Float64Array.from({ length: n }, () => random.normal())
  const t = x.map((v) => (random.uniform() < 1 / (1 + portableExp(-v)) ? 1 : 0))
  const site = Array.from(x, () => ['a', 'b', 'c'][random.integer(3)]!)
  const y = x.map((v, i) => v + t[i]! + random.normal())
  const holes = y.map((v, i) => (random.uniform() < 1 / (1 + portableExp(1 - 1.5 * x[i]!)) ? Number.NaN : v))
  return { whole: table({ x, t, y, site }), holes: table({ x, t, y: holes, site }) }
}

const { whole, holes } = gappy(1)

describe('multipleImputation', () => {
  it('keeps what was observed and completes the rest, differently in each table', () => {
    const { tables, imputed, warnings } = multipleImputation(holes, { imputations: 3, iterations: 2 })
    const before = column(holes, 'y')
    const columns = tables.map((one) => column(one, 'y'))
    let differing = 0
    for (const [i, value] of before.entries()) {
      if (Number.isNaN(value)) differing += columns[0]![i] === columns[1]![i] ? 0 : 1
      else for (const one of columns) expect(one[i]).toBe(value)
    }
    expect(columns.every((one) => one.every(Number.isFinite))).toBe(true)
    expect(differing).toBeGreaterThan(imputed[0]!.missing / 2)
    expect(imputed.map(({ column: name }) => name)).toEqual(['y'])
    expect(imputed[0]!.trace.map(({ length }) => length)).toEqual([2, 2, 2])
    expect(warnings).toEqual([])
  })

  it('lends observed values by matching, and draws others by the normal law', () => {
    const seen = new Set(column(holes, 'y').filter(Number.isFinite))
    const matched = multipleImputation(holes, { imputations: 1, iterations: 1 }).tables[0]!
    expect(column(matched, 'y').every((value) => seen.has(value))).toBe(true)
    const normal = multipleImputation(holes, { imputations: 1, iterations: 1, numbers: 'normal' }).tables[0]!
    expect(column(normal, 'y').every((value) => seen.has(value))).toBe(false)
  })

  it('does not hang on the order of columns, nor on units', () => {
    const options = { imputations: 2, iterations: 3, seed: 5 } as const
    const one = multipleImputation(holes, options).tables[1]!
    const turned = multipleImputation(select(holes, ['site', 'y', 't', 'x']), options).tables[1]!
    expect(column(turned, 'y')).toEqual(column(one, 'y'))
    const scaled = table({
      x: column(holes, 'x').map((v) => 1024 * v),
      t: column(holes, 't'),
      y: column(holes, 'y'),
      site: column(holes, 'site'),
    })
    expect(column(multipleImputation(scaled, options).tables[1]!, 'y')).toEqual(column(one, 'y'))
  })

  it('draws categories as often as their chances say', () => {
    const random = generator(3)
    const n = 4000
    const x = Float64Array.from({ length: n }, () => (random.uniform() < 0.5 ? 1 : 0))
    const kinds = ['low', 'middle', 'high']
    // P(kind | x): .6 .3 .1 for x = 0, .2 .3 .5 for x = 1
    const kind = Array.from(x, (v) => {
      const u = random.uniform()
      return kinds[u < (v === 1 ? 0.2 : 0.6) ? 0 : u < (v === 1 ? 0.5 : 0.9) ? 1 : 2]!
    })
    const gaps = kind.map((value) => (random.uniform() < 0.4 ? null : value))
    const made = multipleImputation(table({ x, kind: gaps }), { imputations: 1, iterations: 1 }).tables[0]!
    const { codes, levels } = column(made, 'kind') as { codes: Int32Array; levels: readonly string[] }
    for (const [at, chances] of [
      [0, [0.6, 0.3, 0.1]],
      [1, [0.2, 0.3, 0.5]],
    ] as const) {
      for (const [k, chance] of chances.entries()) {
        let [rows, hits] = [0, 0]
        for (let i = 0; i < n; i++) {
          if (x[i] !== at || gaps[i] !== null) continue
          rows++
          if (levels[codes[i]!] === kinds[k]) hits++
        }
        expect(Math.abs(hits / rows - chance)).toBeLessThan(0.06)
      }
    }
  })

  it('takes a learner, tells its progress, and stops when asked to', () => {
    const told: number[] = []
    const m = multipleImputation(holes, {
      imputations: 2,
      iterations: 2,
      learner: nearestNeighbors({ neighbors: 10 }),
      without: ['site'],
      onProgress: ({ done, total }) => {
        expect(total).toBe(4)
        told.push(done)
      },
    })
    expect(told).toEqual([0, 1, 2, 3])
    expect(m.imputed[0]!.method).toContain('nearest')
    expectCausalError(() => multipleImputation(holes, { signal: { aborted: true } }), 'multipleImputation', 'aborted')
  })

  it('refuses columns without values, and fewer values than coefficients', () => {
    const empty = table({ x: [1, 2, 3], y: Float64Array.from([Number.NaN, Number.NaN, Number.NaN]) })
    expectCausalError(() => multipleImputation(empty), 'multipleImputation', 'invalid-data')
    const few = table({ x: [1, 2, 3, 4], z: [1, 3, 2, 5], y: [1, Number.NaN, Number.NaN, 2] })
    expectCausalError(() => multipleImputation(few), 'multipleImputation', 'too-few-rows')
    expect(multipleImputation(whole, { imputations: 2 }).warnings[0]).toContain('no value is missing')
  })
})

const effect = (rows: typeof whole) =>
  estimateEffect(rows, {
    graph: dag('x -> t -> y; x -> y'),
    treatment: 't',
    outcome: 'y',
    estimator: regressionAdjustment(),
  })

describe('pooled', () => {
  it('follows Rubin and Barnard and Rubin, by hand', () => {
    const part = (estimate: number, standardError: number): Estimate => ({
      ...(effect(whole) as unknown as Estimate),
      estimate,
      standardError,
      degreesOfFreedom: 20,
    })
    const e = pooled([part(1, 0.5), part(2, 0.6), part(1.5, 0.4)])
    if (!e.estimated) throw new Error(e.message)
    const within = (0.25 + 0.36 + 0.16) / 3
    const between = 0.25
    const total = within + (4 / 3) * between
    const share = ((4 / 3) * between) / total
    const byTables = 2 / share ** 2
    const observed = (21 / 23) * 20 * (1 - share)
    const df = 1 / (1 / byTables + 1 / observed)
    expect(e.estimate).toBeCloseTo(1.5, 12)
    expect(e.standardError).toBeCloseTo(Math.sqrt(total), 12)
    expect(e.degreesOfFreedom).toBeCloseTo(df, 10)
    expect(e.interval[1]).toBeCloseTo(1.5 + studentTQuantile(0.975, df) * Math.sqrt(total), 10)
    const r = ((4 / 3) * between) / within
    expect(e.missingInformation).toBeCloseTo((r + 2 / (df + 3)) / (r + 1), 10)
  })

  it('takes away the bias of complete cases where what is missing hangs on a column that is not adjusted for', () => {
    // the mean of y: complete rows have small x
    const mean = (values: ArrayLike<number>): number => Array.from(values).reduce((a, b) => a + b, 0) / values.length
    const truth = mean(column(whole, 'y'))
    const observed = mean(column(holes, 'y').filter(Number.isFinite))
    const m = multipleImputation(holes, { imputations: 10, iterations: 2 })
    const imputed = mean(m.tables.map((one) => mean(column(one, 'y'))))
    expect(truth - observed).toBeGreaterThan(0.2)
    expect(Math.abs(imputed - truth)).toBeLessThan(0.15)
    const weighted = completeCaseWeights(holes, { columns: ['y'], given: ['x'] })
    const weights = column(weighted.table, 'completeCaseWeight')
    const total = mean(column(weighted.table, 'y').map((v, i) => v * weights[i]!)) / mean(weights)
    expect(Math.abs(total - truth)).toBeLessThan(0.25)
    const e = pooled(m.tables.map(effect))
    expect(e.estimated && Math.abs(e.estimate - 1) < 3 * e.standardError).toBe(true)
  })

  it('pools ratios as logarithms', () => {
    const ratio = (estimate: number) => ({
      ...(effect(whole) as Estimate),
      estimate,
      standardError: 0.1,
      measure: 'risk-ratio' as const,
    })
    const e = pooled([ratio(1), ratio(4)])
    expect(e.estimated && e.estimate).toBeCloseTo(2, 12)
  })

  it('passes on a refusal, and refuses what does not belong together', () => {
    const refusal = estimateEffect(whole, {
      graph: dag('x -> t -> y; x -> y; u -> t; u -> y'),
      treatment: 't',
      outcome: 'y',
      estimator: regressionAdjustment(),
    })
    const answer = pooled([effect(whole), refusal])
    expect(answer.estimated).toBe(false)
    expectCausalError(() => pooled([effect(whole)]), 'pooled', 'invalid-argument')
    expectCausalError(
      () => pooled([effect(whole), { ...(effect(whole) as Estimate), estimator: 'another' }]),
      'pooled',
      'invalid-argument',
    )
  })
})

describe('completeCaseWeights', () => {
  it('gives each stratum its rows back', () => {
    const t = table({
      s: [0, 0, 0, 0, 1, 1, 1, 1, 1, 1],
      y: [1, 2, Number.NaN, 3, 4, Number.NaN, Number.NaN, Number.NaN, 5, 6],
    })
    const { table: rows, complete, effectiveSampleSize } = completeCaseWeights(t, { columns: ['y'], given: ['s'] })
    expect(complete).toBe(6)
    const weights = column(rows, 'completeCaseWeight')
    for (const [i, s] of column(rows, 's').entries())
      expect(weights[i]).toBeCloseTo(0.6 / (s === 0 ? 3 / 4 : 3 / 6), 10)
    expect(effectiveSampleSize).toBeLessThan(6)
  })

  it('refuses gaps in what it goes by, and tables without gaps', () => {
    expectCausalError(
      () => completeCaseWeights(holes, { columns: ['t'], given: ['y'] }),
      'completeCaseWeights',
      'missing-values',
    )
    expectCausalError(
      () => completeCaseWeights(whole, { columns: ['y'], given: ['x'] }),
      'completeCaseWeights',
      'invalid-data',
    )
  })
})
