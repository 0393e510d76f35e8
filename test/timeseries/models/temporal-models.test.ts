import { describe, expect, it } from 'vitest'
import {
  benchmarkGenerator,
  chooseTemporalScm,
  column,
  counterfactualSeries,
  fitTemporalScm,
  gradientBoosting,
  type Learner,
  laggedGraph,
  linearTemporalModel,
  oneStepForecasts,
  ridge,
  sampleSeries,
  scale,
  series,
  shift,
  stationaryMoments,
  table,
} from '../../../src/index.js'
import { expectCausalError } from '../../support/errors.js'

const model = linearTemporalModel({
  names: ['X', 'Y'],
  effects: [
    { from: 'X', to: 'X', lag: 1, effect: 0.5 },
    { from: 'X', to: 'Y', lag: 1, effect: 2 },
    { from: 'X', to: 'Y', lag: 0, effect: -1 },
  ],
  intercept: { Y: 3 },
})
const graph = laggedGraph('X[t-1] -> X; X[t-1] -> Y; X -> Y')
const data = sampleSeries(model, 400, { seed: 1 })

describe('fitTemporalScm', () => {
  it('finds the mechanisms, and says how well it forecasts', () => {
    const fitted = fitTemporalScm(data, graph)
    const { predict, parents } = fitted.mechanisms[1]!
    expect(parents).toEqual([
      { name: 'X', lag: 0 },
      { name: 'X', lag: 1 },
    ])
    expect(predict([1, 0]) - predict([0, 0])).toBeCloseTo(-1, 1)
    expect(predict([0, 1]) - predict([0, 0])).toBeCloseTo(2, 0)
    expect(fitted.heldOut[1]!.error).toBeGreaterThan(0.9)
    expect(fitted.heldOut[1]!.error).toBeLessThan(1.15)
    expect(fitted.heldOut[1]!.spread).toBeGreaterThan(1.5)
    expect(fitted.warnings).toEqual([])
    expect(fitted.n).toBe(399)
  })

  it('takes a learner, also one of the caller', () => {
    const mean: Learner = {
      name: 'my mean',
      fit: (t, outcome) => {
        const values = [...column(t as never, outcome as never)] as number[]
        const middle = values.reduce((a, b) => a + b, 0) / values.length
        return { features: [], predict: (other) => new Float64Array(other.rowCount).fill(middle) }
      },
    }
    const own = fitTemporalScm(data, graph, { learner: mean })
    expect(own.heldOut[1]!.error).toBeCloseTo(own.heldOut[1]!.spread, 8)
    const boosted = fitTemporalScm(data, graph, { learner: gradientBoosting({ rounds: 50 }), noise: 'quantile' })
    expect(boosted.heldOut[1]!.error).toBeLessThan(1.5)
    // residuals of its own data would be too small
    const spread = Math.sqrt(boosted.noise.residuals[1]!.reduce((sum, e) => sum + e * e, 0) / boosted.n)
    expect(spread).toBeGreaterThan(1)
    expect(fitTemporalScm(data, graph, { learner: ridge() }).heldOut[1]!.error).toBeLessThan(1.15)
  })

  it('names variables that the graph leaves out, and a root that does not fade', () => {
    expect(fitTemporalScm(data, laggedGraph('X[t-1] -> X')).warnings[0]).toContain('"Y"')
    const walk = linearTemporalModel({ names: ['W'], effects: [{ from: 'W', to: 'W', lag: 1, effect: 1.05 }] })
    const fitted = fitTemporalScm(sampleSeries(walk, 100, { seed: 2 }), laggedGraph('W[t-1] -> W'))
    expect(fitted.warnings[0]).toContain('largest root')
    expectCausalError(() => sampleSeries(fitted, 5000, { seed: 1 }), 'sampleSeries', 'not-supported')
  })

  it('refuses what it cannot fit', () => {
    const fitOn = (text: string) => () => fitTemporalScm(data, laggedGraph(text) as never)
    expectCausalError(fitOn('X -- Y'), 'fitTemporalScm', 'not-supported')
    expectCausalError(fitOn('X[t-1] o-> Y'), 'fitTemporalScm', 'not-supported')
    expectCausalError(fitOn('X[t-1] -> Z'), 'fitTemporalScm', 'unknown-name')
    const tiny = series(table({ X: [1, 2, 3, 5, 2], Y: [2, 1, 5, 3, 1] }))
    expectCausalError(() => fitTemporalScm(tiny, graph), 'fitTemporalScm', 'too-few-rows')
    const flat = series(table({ X: new Float64Array(50), Y: Float64Array.from({ length: 50 }, (_, i) => i % 7) }))
    expectCausalError(() => fitTemporalScm(flat, graph), 'fitTemporalScm', 'constant-column')
    const words = series(table({ X: Array.from({ length: 50 }, (_, i) => (i % 2 ? 'a' : 'b')) }))
    expect(fitTemporalScm(words, laggedGraph('X[t-1] -> X')).mechanisms[0]!.levels).toEqual(['a', 'b'])
    expectCausalError(
      () => benchmarkGenerator(words, laggedGraph('X[t-1] -> X')),
      'benchmarkGenerator',
      'not-supported',
    )
    const twice = series(table({ X: column(data.table, 'X'), Y: column(data.table, 'X'), Z: column(data.table, 'Y') }))
    const both = laggedGraph('X[t-1] -> Z; Y[t-1] -> Z')
    expectCausalError(() => fitTemporalScm(twice, both), 'fitTemporalScm', 'collinear')
    expectCausalError(
      () => fitTemporalScm(data, graph, { noise: 'none' as never }),
      'fitTemporalScm',
      'invalid-argument',
    )
  })
})

describe('sampleSeries', () => {
  it('sets, shifts and scales for a while, and decides by the past', () => {
    const run = (what: object) => sampleSeries(model, 30, { seed: 4, do: what as never }).table
    const X = (what: object) => [...column(run(what) as never, 'X' as never)] as number[]
    const calm = X({})
    expect(X({ X: { set: 7, from: 10, to: 12 } }).slice(9, 13)).toEqual([calm[9], 7, 7, 7])
    expect(X({ X: { set: shift(2), from: 10, to: 10 } })[11]! - calm[11]!).toBeCloseTo(1, 12)
    expect(
      X({
        X: [
          { set: scale(0), to: 3 },
          { set: 1, from: 20 },
        ],
      }).slice(19, 22),
    ).toEqual([expect.any(Number), 1, 1])
    const held = X({
      X: { set: ({ past, natural }: never) => Math.min(natural, (past as (v: string, lag: number) => number)('Y', 1)) },
    })
    const Y = [...column(run({ X: { set: 0 } }) as never, 'Y' as never)] as number[]
    expect(held.length).toBe(30)
    // with X at 0 its effect on Y is the constant and noise
    expect(Y.reduce((a, b) => a + b, 0) / 30).toBeCloseTo(3, 0)
  })

  it('starts where it is told', () => {
    const start = series(table({ X: [100], Y: [0] }))
    expect(column(sampleSeries(model, 2, { start }).table, 'X')[0]).toBeGreaterThan(45)
    const longer = linearTemporalModel({ names: ['X'], effects: [{ from: 'X', to: 'X', lag: 3, effect: 0.5 }] })
    expectCausalError(() => sampleSeries(longer, 2, { start: start as never }), 'sampleSeries', 'too-few-rows')
  })

  it('refuses what cannot be done', () => {
    const run = (what: object) => () => sampleSeries(model, 5, { do: what as never })
    expectCausalError(run({ Z: 1 }), 'sampleSeries', 'unknown-name')
    expectCausalError(run({ X: Number.NaN }), 'sampleSeries', 'invalid-argument')
    expectCausalError(run({ X: { set: 1, from: 3, to: 2 } }), 'sampleSeries', 'invalid-argument')
    expectCausalError(run({ X: [{ set: 1 }, { set: 2, from: 3 }] }), 'sampleSeries', 'overlap')
    expectCausalError(run({ X: { set: () => Number.NaN } }), 'sampleSeries', 'invalid-argument')
    expectCausalError(
      run({ X: ({ past }: { past: (v: string, lag: number) => number }) => past('X', 0) }),
      'sampleSeries',
      'invalid-argument',
    )
    expectCausalError(() => sampleSeries(model, 0), 'sampleSeries', 'invalid-argument')
    expectCausalError(() => sampleSeries({} as never, 5), 'sampleSeries', 'invalid-argument')
  })
})

describe('counterfactualSeries', () => {
  it('replays the noise of what was observed, and hands other columns on', () => {
    const seen = series(table({ day: [5, 6, 7, 9], X: [1, 0, 0, 4], Y: [0, 5, 1, 2], other: [1, 2, 3, 4] }), {
      time: 'day',
    })
    const other = counterfactualSeries(model, seen, { do: { X: { set: 0, from: 5, to: 5 } } })
    // X at day 6 was 0.5 · 1 and noise −0.5; then Y falls by 2 · 1, and rises by what X fell
    expect(column(other.table, 'X')).toEqual(Float64Array.of(0, -0.5, -0.25, 4))
    expect(column(other.table, 'Y')[1]).toBe(5 - 2 + 0.5)
    expect(column(other.table, 'other')).toEqual(column(seen.table, 'other'))
    expect(other.stretches).toEqual(seen.stretches)
  })

  it('needs complete series', () => {
    const gappy = series(table({ X: [1, Number.NaN, 2], Y: [1, 2, 3] }))
    expectCausalError(() => counterfactualSeries(model, gappy, { do: {} }), 'counterfactualSeries', 'missing-values')
  })
})

describe('oneStepForecasts', () => {
  it('forecasts each step from its causes as they were', () => {
    const { errors, rows } = oneStepForecasts(model, data)
    expect(rows.length).toBe(399)
    expect(errors[1]!.error).toBeGreaterThan(0.9)
    expect(errors[1]!.error).toBeLessThan(1.1)
    const short = series(table({ X: [1], Y: [1] }))
    expectCausalError(() => oneStepForecasts(model, short), 'oneStepForecasts', 'too-few-rows')
  })
})

describe('stationaryMoments', () => {
  it('says that a random walk has none', () => {
    const walk = linearTemporalModel({ names: ['W'], effects: [{ from: 'W', to: 'W', lag: 1, effect: 1 }] })
    expect(stationaryMoments(walk)).toMatchObject({ stationary: false, reason: 'unstable' })
  })
})

describe('benchmarkGenerator', () => {
  it('learns a generator from a series whose graph is true of it, whatever the hypothesis', () => {
    const { model: made, graph: truth } = benchmarkGenerator(data, laggedGraph('X[t-1] -> X; Y'))
    expect(truth.nodes).toEqual(['X', 'Y', 'X residual', 'Y residual'])
    const found = sampleSeries(made, 2000, { seed: 3 })
    // X acts on Y through the residual
    expect(truth.edges.some(({ from, to }) => from === 'X' && to === 'Y')).toBe(false)
    expect(truth.edges.filter(({ to }) => to === 'Y residual').length).toBe(2)
    const refit = fitTemporalScm(found, laggedGraph('X[t-1] -> Y')).mechanisms[1]!
    expect(refit.predict([1]) - refit.predict([0])).toBeCloseTo(1.5, 0)
  })

  it('refuses names that are taken, and noise that a hidden cause makes', () => {
    const taken = series(table({ X: column(data.table, 'X'), 'X residual': column(data.table, 'Y') }))
    expectCausalError(
      () => benchmarkGenerator(taken, laggedGraph('X; "X residual"')),
      'benchmarkGenerator',
      'duplicate-name',
    )
    const noise = Float64Array.of(1, 0.5, 0.5, 1)
    expectCausalError(() => benchmarkGenerator({ ...model, noise }, graph), 'benchmarkGenerator', 'not-supported')
  })
})

describe('chooseTemporalScm', () => {
  it('prefers the model whose series look like the real one', () => {
    const candidates = ['X; Y', 'X[t-1] -> X; X[t-1] -> Y; X -> Y'].map((text) => ({ graph: laggedGraph(text) }))
    const { chosen, comparisons } = chooseTemporalScm(data, candidates, { classifiers: undefined as never })
    expect(chosen).toBe(1)
    expect(comparisons[0]!.auc).toBeGreaterThan(comparisons[1]!.auc)
    const partial = [{ graph: laggedGraph('X[t-1] -> X') }]
    expectCausalError(() => chooseTemporalScm(data, partial), 'chooseTemporalScm', 'unknown-name')
    expectCausalError(() => chooseTemporalScm(data, []), 'chooseTemporalScm', 'invalid-argument')
  })
})
