import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  admg,
  aipw,
  type CausalGraph,
  counts,
  dag,
  type EffectEstimate,
  type Estimator,
  entropyBalancing,
  estimateEffect,
  frontDoorEstimator,
  ipw,
  liml,
  matching,
  moments,
  plugIn,
  regressionAdjustment,
  standardization,
  subclassification,
  table,
  tmle,
  twoStageLeastSquares,
} from '../../src/index.js'

const n = 80
const backDoor = dag('G -> T -> Y; G -> Y; H -> T; H -> Y')
const door = admg('T -> M -> Y; T <-> Y')
const instrument = admg('G -> T -> Y; H -> T; T <-> Y')

const methods: readonly [Estimator, CausalGraph][] = [
  [standardization(), dag('G -> T -> Y; G -> Y')],
  [standardization({ population: 'ATT' }), dag('G -> T -> Y; G -> Y')],
  [regressionAdjustment(), backDoor],
  [regressionAdjustment({ population: 'ATC' }), backDoor],
  [regressionAdjustment({ interactions: false }), backDoor],
  ...(['HC1', 'HC2', 'HC3', 'classical'] as const).map((standardErrors): [Estimator, CausalGraph] => [
    regressionAdjustment({ interactions: false, standardErrors }),
    backDoor,
  ]),
  [ipw(), backDoor],
  [ipw({ population: 'ATO' }), backDoor],
  [ipw({ normalized: false }), backDoor],
  [ipw({ stabilized: true, standardErrors: 'fixed' }), backDoor],
  [aipw(), backDoor],
  [aipw({ population: 'ATT' }), backDoor],
  [tmle(), backDoor],
  [entropyBalancing(), backDoor],
  [frontDoorEstimator(), door],
  [frontDoorEstimator({ model: 'linear' }), door],
  [frontDoorEstimator({ model: 'semiparametric' }), door],
  [plugIn(), door],
  [twoStageLeastSquares(), instrument],
  [twoStageLeastSquares({ standardErrors: 'HC1' }), instrument],
  [liml({ standardErrors: 'classical' }), instrument],
  [matching(), backDoor],
  [subclassification({ strata: 2 }), backDoor],
]

const column = (least = 0, most = 1) => fc.array(fc.integer({ min: least, max: most }), { minLength: n, maxLength: n })
const arbitrary = fc
  .record({ G: column(), H: column(), t: column(0, 3), M: column(), Y: column(0, 3) })
  .map(({ G, H, t, M, Y }) => ({
    G,
    H,
    T: t.map((v, i) => (v + G[i]! + H[i]! > 2 ? 1 : 0)),
    M: M.map((v, i) => (i % 3 === 0 ? v : t[i]! > 1 ? 1 : 0)),
    Y: Y.map((v, i) => v + G[i]! + M[i]!),
  }))

const ask = (source: unknown, graph: CausalGraph, estimator: Estimator, more: object = {}): EffectEstimate | null => {
  try {
    return estimateEffect(source as never, { graph, treatment: 'T', outcome: 'Y', estimator, ...more } as never)
  } catch {
    // too few rows of an arm, a constant column
    return null
  }
}
const close = (a: number, b: number, what: string): void =>
  expect(Math.abs(a - b) / (Math.abs(a) + 1), what).toBeLessThan(1e-10)

describe('counts', () => {
  for (const [estimator, graph] of methods) {
    it(`give what the rows give: ${estimator.name}, ${estimator.population}`, () => {
      let judged = 0
      fc.assert(
        fc.property(arbitrary, (columns) => {
          const rows = table(columns)
          const [a, b] = [ask(rows, graph, estimator), ask(counts(rows), graph, estimator)]
          if (a === null || b === null) {
            expect(a).toBe(b)
            return
          }
          if (!a.estimated || !b.estimated) {
            expect([a.estimated, b.estimated]).toEqual([false, false])
            return
          }
          judged++
          close(a.estimate, b.estimate, 'estimate')
          close(a.standardError, b.standardError, 'standard error')
          close(a.interval[0], b.interval[0], 'interval')
          expect(b.n).toBe(a.n)
          expect(b.formula).toBe(a.formula)
        }),
        { numRuns: 15 },
      )
      expect(judged).toBeGreaterThan(5)
    })
  }
})

describe('sampling weights', () => {
  const weighted = methods.filter(([estimator]) => estimator.weighted === true)
  for (const [estimator, graph] of weighted) {
    it(`that are all the same change nothing: ${estimator.name}, ${estimator.population}`, () => {
      let judged = 0
      fc.assert(
        fc.property(arbitrary, fc.integer({ min: 1, max: 9 }), (columns, weight) => {
          const rows = table({ ...columns, w: columns.G.map(() => weight) })
          const [a, b] = [ask(rows, graph, estimator), ask(rows, graph, estimator, { weights: 'w' })]
          if (!a?.estimated || !b?.estimated) return
          judged++
          close(a.estimate, b.estimate, 'estimate')
          expect(Math.abs(a.standardError / b.standardError - 1)).toBeLessThan(0.02)
        }),
        { numRuns: 10 },
      )
      expect(judged).toBeGreaterThan(3)
    })

    it(`give the estimate of rows repeated as often, and its influence: ${estimator.name}, ${estimator.population}`, () => {
      let judged = 0
      fc.assert(
        fc.property(arbitrary, column(1, 4), (columns, w) => {
          const names = Object.keys(columns) as (keyof typeof columns)[]
          const repeated = Object.fromEntries(
            names.map((name) => [name, w.flatMap((times, i) => Array<number>(times).fill(columns[name][i]!))]),
          )
          const a = ask(table({ ...columns, w }), graph, estimator, { weights: 'w' })
          const b = ask(table(repeated as never), graph, estimator)
          if (!a?.estimated || !b?.estimated) return
          judged++
          close(a.estimate, b.estimate, 'estimate')
          const scale = Math.max(1, ...a.influence.map(Math.abs))
          expect(Math.abs(a.influence.reduce((sum, v) => sum + v, 0)) / scale).toBeLessThan(1e-6)
        }),
        { numRuns: 10 },
      )
      expect(judged).toBeGreaterThan(3)
    })
  }
})

describe('moments', () => {
  const estimators: readonly [Estimator, CausalGraph][] = [
    [regressionAdjustment({ interactions: false, standardErrors: 'classical' }), backDoor],
    [twoStageLeastSquares({ standardErrors: 'classical' }), instrument],
    [liml({ standardErrors: 'classical' }), instrument],
  ]
  for (const [estimator, graph] of estimators) {
    it(`give what the rows give: ${estimator.name}`, () => {
      let judged = 0
      fc.assert(
        fc.property(arbitrary, (columns) => {
          const rows = table(columns)
          const [a, b] = [ask(rows, graph, estimator), ask(moments(rows), graph, estimator)]
          if (!a?.estimated || !b?.estimated) return
          judged++
          // an instrument that hardly moves the treatment costs digits both ways
          if (((a.diagnostics['firstStageF'] as number | undefined) ?? 10) < 0.1) return
          close(a.estimate, b.estimate, 'estimate')
          close(a.standardError, b.standardError, 'standard error')
          expect(b.degreesOfFreedom).toBe(a.degreesOfFreedom)
          expect(b.influence.length).toBe(0)
        }),
        { numRuns: 25 },
      )
      expect(judged).toBeGreaterThan(10)
    })
  }
})
