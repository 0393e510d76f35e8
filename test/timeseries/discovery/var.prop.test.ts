import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  dynotears,
  fitLinearTemporalModel,
  granger,
  impulseResponse,
  laggedGraph,
  linearTemporalModel,
  longRunEffect,
  type Series,
  series,
  sustainedEffect,
  table,
  varianceDecomposition,
  varModel,
} from '../../../src/index.js'
import { generator } from '../../../src/probability/streams/stream.js'

const names = ['a', 'b', 'c'] as const
const seeds = fc.integer({ min: 0, max: 1e6 })

/** A stable series of three variables, in levels and units of their own. */
function sample(seed: number, n = 60): Record<string, number[]> {
  const random = generator(seed)
  const own = Array.from({ length: 9 }, () => 0.6 * random.uniform() - 0.3)
  const columns = names.map(() => new Array<number>(n).fill(0))
  for (let t = 0; t < n; t++) {
    for (let i = 0; i < 3; i++) {
      let value = random.normal()
      for (let j = 0; j < 3; j++) value += own[i * 3 + j]! * (columns[j]![t - 1] ?? 0)
      columns[i]![t] = value
    }
  }
  return Object.fromEntries(names.map((name, i) => [name, columns[i]!]))
}
const near = (a: number, b: number, size = 1): void => {
  expect(Math.abs(a - b)).toBeLessThanOrEqual(1e-7 * Math.max(size, Math.abs(b)))
}

describe('laws of linear series', () => {
  it('units multiply coefficients and leave tests alone', () => {
    fc.assert(
      fc.property(seeds, fc.constantFrom(1e-6, 1, 1e6), (seed, unit) => {
        const data = sample(seed)
        const other: Record<string, number[]> = { ...data, a: data['a']!.map((v) => v * unit + 5 * unit) }
        const [one, two] = [series(table(data)), series(table(other))]
        const [m, o] = [varModel(one, { maxLag: 2 }), varModel(two, { maxLag: 2 })]
        near(o.lagged[1]![1]! / unit, m.lagged[1]![1]!)
        near(o.spectralRadius, m.spectralRadius)
        near(o.whiteness!.statistic, m.whiteness!.statistic)
        const question = { cause: 'a', effect: 'b', given: ['c'], maxLag: 2 } as const
        near(granger(two, question).statistic, granger(one, question).statistic)
        const edges = (s: typeof one) => dynotears(s, { penalty: 0.2 }).graph.edges
        expect(edges(two)).toEqual(edges(one))
      }),
      { numRuns: 12 },
    )
  })
  it('the order of columns permutes the answer', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const data = sample(seed)
        const turned: Record<string, number[]> = { c: data['c']!, a: data['a']!, b: data['b']! }
        const order = ['b', 'a', 'c']
        const of = (s: Series<unknown, string>) => {
          const model = varModel(s, { maxLag: 1 })
          const { responses, standardErrors } = impulseResponse(model, {
            horizon: 3,
            kind: 'orthogonal',
            order,
          })
          const at = (i: string, j: string) => model.names.indexOf(i) * 3 + model.names.indexOf(j)
          return (i: string, j: string) => [responses[3]![at(i, j)]!, standardErrors![3]![at(i, j)]!]
        }
        const [one, two] = [of(series(table(data))), of(series(table(turned)))]
        for (const i of names) {
          for (const j of names) {
            near(two(i, j)[0]!, one(i, j)[0]!)
            near(two(i, j)[1]!, one(i, j)[1]!)
          }
        }
      }),
      { numRuns: 10 },
    )
  })
  it('recordings in one series give what their sums give', () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 20, max: 40 }), (seed, cut) => {
        const data = sample(seed)
        const unit = data['a']!.map((_, t) => (t < cut ? 'p' : 'q'))
        const parted = series(table({ unit, ...data }), { unit: 'unit' })
        // the same as one recording in which the steps between the two are missing
        const gap = Object.fromEntries(
          Object.entries(data).map(([name, v]) => [name, [...v.slice(0, cut), Number.NaN, ...v.slice(cut)]]),
        )
        const [m, o] = [varModel(parted, { maxLag: 2 }), varModel(series(table(gap)), { maxLag: 2 })]
        expect(o.n).toBe(m.n)
        for (const [k, v] of m.lagged[0]!.entries()) near(o.lagged[0]![k]!, v)
        for (const [k, c] of m.coefficients.entries()) near(o.coefficients[k]!.standardError, c.standardError)
      }),
      { numRuns: 10 },
    )
  })
  it('a graph with every edge fits the autoregression', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const s = series(table(sample(seed)))
        const text = names.flatMap((i) => names.map((j) => `${i}[t-1] -> ${j}`)).join('; ')
        const [model, fitted] = [varModel(s), fitLinearTemporalModel(s, laggedGraph(text))]
        for (const [k, v] of model.lagged[0]!.entries()) near(fitted.lagged[0]![k]!, v)
        for (let i = 0; i < 3; i++) near(fitted.intercept[i]!, model.intercept[i]!)
        expect(fitted.spectralRadius).toBeCloseTo(model.spectralRadius, 7)
      }),
      { numRuns: 10 },
    )
  })
})

describe('laws of effects over time', () => {
  /** Effects at random on a triangle within the step, and any from earlier ones. */
  const models = seeds.map((seed) => {
    const random = generator(seed)
    const effects = names.flatMap((from, j) =>
      names.flatMap((to, i) =>
        [0, 1, 2]
          .filter((lag) => (lag > 0 || j < i) && random.uniform() < 0.6)
          .map((lag) => ({ from, to, lag, effect: 0.5 * random.uniform() - 0.25 })),
      ),
    )
    return linearTemporalModel({ names, effects, noise: { a: 2, c: 0.5 } })
  })
  it('the sum of responses is the long run, and a sustained change leads to its limit', () => {
    let looked = 0
    fc.assert(
      fc.property(models, (model) => {
        const found = longRunEffect(model, { cause: 'a', effect: 'c' })
        if (!found.estimated || found.spectralRadius > 0.9 || found.sustained === null) return
        looked++
        const { responses } = impulseResponse(model, { horizon: 300, kind: 'structural' })
        near(
          responses.reduce((sum, r) => sum + r[2 * 3]!, 0),
          found.cumulative,
        )
        near(sustainedEffect(model, { cause: 'a', effect: 'c', horizon: 300 }).responses[300]!, found.sustained)
      }),
      { numRuns: 30 },
    )
    expect(looked).toBeGreaterThan(5)
  })
  it('orthogonal shocks in the causal order are structural ones times the noise', () => {
    fc.assert(
      fc.property(models, (model) => {
        const structural = impulseResponse(model, { horizon: 4, kind: 'structural' }).responses
        const orthogonal = impulseResponse(model, { horizon: 4, kind: 'orthogonal', order: ['a', 'b', 'c'] }).responses
        for (const [h, r] of structural.entries())
          for (const [k, v] of r.entries()) near(orthogonal[h]![k]!, v * [2, 1, 0.5][k % 3]!)
        const { shares } = varianceDecomposition(model, { horizon: 4 })
        for (let i = 0; i < 3; i++)
          near(
            shares[4]!.subarray(3 * i, 3 * i + 3).reduce((a, b) => a + b),
            1,
          )
      }),
      { numRuns: 20 },
    )
  })
})
