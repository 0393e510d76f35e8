import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  column,
  counterfactualSeries,
  fitTemporalScm,
  type LinearTemporalModel,
  laggedMoments,
  linearTemporalModel,
  sampleSeries,
  series,
  shift,
  stationaryMoments,
  sustainedEffect,
  table,
} from '../../../src/index.js'
import { laggedDagOf } from '../../../src/timeseries/core/lagged-dag-of.js'
import { makeLaggedGraph } from '../../../src/timeseries/graphs/make-lagged-graph.js'

/** A stable linear model of 2 or 3 variables with lags up to 2: row sums of absolute effects stay below 1. */
const models: fc.Arbitrary<LinearTemporalModel> = fc
  .record({
    p: fc.integer({ min: 2, max: 3 }),
    effects: fc.uniqueArray(
      fc.tuple(fc.nat(2), fc.nat(2), fc.integer({ min: 0, max: 2 }), fc.integer({ min: -4, max: 4 })),
      { minLength: 2, maxLength: 5, selector: ([i, j, lag]) => `${i} ${j} ${lag}` },
    ),
    sd: fc.integer({ min: 1, max: 3 }),
  })
  .map(({ p, effects, sd }) => {
    const names = ['A', 'B', 'C'].slice(0, p)
    const kept = effects.filter(([i, j, lag, effect]) => effect !== 0 && i < p && j < p && (lag > 0 || i < j))
    return linearTemporalModel({
      names,
      effects: kept.map(([i, j, lag, effect]) => ({
        from: names[i]!,
        to: names[j]!,
        lag,
        effect: (effect * 0.22) / kept.length,
      })),
      noise: { A: sd },
      intercept: { B: 2 },
    })
  })

const graphOf = (model: LinearTemporalModel) => {
  const { nodes, edges } = laggedDagOf(model)
  const at = (name: string) => nodes.indexOf(name)
  const known = edges.map((e) => ({
    from: at(e.from),
    to: at(e.to),
    lag: e.lag,
    fromMark: 0 as const,
    toMark: 1 as const,
  }))
  return makeLaggedGraph('lagged-dag', nodes, Math.max(1, model.lagged.length), known)
}

describe('models of series', () => {
  it('are to the last bit what was observed where nothing is done, or what was observed is set', () => {
    let changed = 0
    fc.assert(
      fc.property(models, fc.integer(), fc.constantFrom('residuals', 'gaussian', 'quantile'), (model, seed, noise) => {
        const seen = sampleSeries(model, 60, { seed })
        const fitted = fitTemporalScm(seen, graphOf(model), { noise: noise as 'gaussian' })
        for (const one of [model, fitted]) {
          expect(counterfactualSeries(one, seen, { do: {} }).table.data).toEqual(seen.table.data)
          const A = column(seen.table, 'A')
          const asWas = { A: ({ time }: { time: number }) => A[time]! }
          expect(counterfactualSeries(one, seen, { do: asWas }).table.data).toEqual(seen.table.data)
        }
        const other = counterfactualSeries(fitted, seen, { do: { A: { set: shift(1), from: 30 } } })
        if (
          other.table.data.some(
            (list, i) => i > 0 && (list as Float64Array)[59] !== (seen.table.data[i] as Float64Array)[59],
          )
        )
          changed++
        for (const [i, list] of other.table.data.entries())
          expect((list as Float64Array).subarray(0, 30)).toEqual((seen.table.data[i] as Float64Array).subarray(0, 30))
      }),
      { numRuns: 25 },
    )
    expect(changed).toBeGreaterThan(4)
  })

  it('answer a sustained intervention as the algebra of the model does, with the same noise', () => {
    fc.assert(
      fc.property(models, fc.integer(), (model, seed) => {
        const horizon = 6
        const runs = [0, 1].map((value) => sampleSeries(model, horizon + 1, { seed, do: { A: value } }).table)
        const { responses } = sustainedEffect(model, { cause: 'A', effect: 'B', horizon })
        // a model with a burn-in begins where nothing was done, so that the difference is the effect
        for (let h = 0; h <= horizon; h++)
          expect(column(runs[1]!, 'B')[h]! - column(runs[0]!, 'B')[h]!).toBeCloseTo(responses[h]!, 9)
      }),
      { numRuns: 25 },
    )
  })

  it('generate the moments that the algebra says', () => {
    fc.assert(
      fc.property(models, fc.integer({ min: 0, max: 1000 }), (model, seed) => {
        const moments = stationaryMoments(model, { maxLag: 40 })
        if (!moments.stationary) throw new Error(moments.message)
        const [p, n] = [model.names.length, 3000]
        const found = laggedMoments(sampleSeries(model, n, { seed }), { maxLag: 1 })
        for (let i = 0; i < p; i++) {
          // the sum of all autocovariances is the variance of a mean, times n
          const sum = moments.autocovariance.reduce((s, m, h) => s + (h === 0 ? 1 : 2) * m[i * p + i]!, 0)
          expect(Math.abs(found.mean[i]! - moments.mean[i]!)).toBeLessThan(5 * Math.sqrt(sum / n))
          for (const h of [0, 1]) {
            const variance = moments.autocovariance.reduce(
              (s, m, d) => s + (d === 0 ? 1 : 2) * 2 * m[i * p + i]! ** 2,
              0,
            )
            const value = found.covariance[i * found.names.length + h * p + i]!
            expect(Math.abs(value - moments.autocovariance[h]![i * p + i]!)).toBeLessThan(5.5 * Math.sqrt(variance / n))
          }
        }
      }),
      { numRuns: 15 },
    )
  })

  it('do not depend on the order of variables', () => {
    fc.assert(
      fc.property(models, fc.integer(), (model, seed) => {
        const seen = sampleSeries(model, 60, { seed })
        const { columns, data } = seen.table
        const turned = series(
          table(
            Object.fromEntries([...columns].reverse().map((name) => [name, data[columns.indexOf(name)]!])) as never,
          ),
        )
        const graph = graphOf(model)
        const [a, b] = [seen, turned].map(
          (one) => sampleSeries(fitTemporalScm(one as typeof seen, graph), 20, { seed: 1 }).table,
        )
        expect(b!.columns).toEqual(a!.columns)
        expect(b!.data).toEqual(a!.data)
      }),
      { numRuns: 15 },
    )
  })
})
