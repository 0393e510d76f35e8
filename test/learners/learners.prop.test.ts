import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  forest,
  gradientBoosting,
  kernelRidge,
  type Learner,
  lasso,
  logisticRegression,
  nearestNeighbors,
  ridge,
  splines,
  superLearner,
  type Table,
  table,
} from '../../src/index.js'

const n = 60

/** Each learner, whether it takes numbers, and whether draws (of folds or rows) go by the order of rows. */
const learners: readonly [string, Learner, { readonly odds?: true; readonly draws?: true }][] = [
  ['least squares', ridge({ penalty: 0 }), {}],
  ['ridge', ridge(), {}],
  ['lasso', lasso({ penalty: 0.05 }), {}],
  ['lasso, cross-validated', lasso({ folds: 4 }), { draws: true }],
  ['logistic regression', logisticRegression({ penalty: 0.01 }), { odds: true }],
  ['logistic lasso', logisticRegression({ penalty: 0.02, kind: 'lasso' }), { odds: true }],
  ['splines', splines({ knots: 5 }), {}],
  ['splines for chances', splines({ knots: 5 }), { odds: true }],
  ['kernel ridge', kernelRidge({ width: 0.7, penalty: 0.01 }), {}],
  ['neighbours', nearestNeighbors({ neighbors: 6 }), {}],
  ['neighbours, cross-validated', nearestNeighbors(), {}],
  ['boosting', gradientBoosting({ rounds: 20, minLeaf: 4 }), {}],
  ['boosted chances', gradientBoosting({ rounds: 20, minLeaf: 4 }), { odds: true }],
  ['one tree', forest({ trees: 1, subsample: 1, columns: 3 }), {}],
  ['forest', forest({ trees: 20 }), { draws: true }],
  ['forest of chances', forest({ trees: 20 }), { draws: true, odds: true }],
  ['mixture', superLearner({ learners: [ridge(), nearestNeighbors({ neighbors: 5 })] }), { draws: true }],
]

interface Columns {
  readonly x: Float64Array
  readonly z: Float64Array
  readonly g: string[]
  readonly y: Float64Array | string[]
}

const arbitrary = fc
  .record({
    seed: fc.integer({ min: 1, max: 1e6 }),
    noise: fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: n, maxLength: n }),
    copies: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: n, maxLength: n }),
    order: fc.shuffledSubarray(
      Array.from({ length: n }, (_, i) => i),
      { minLength: n, maxLength: n },
    ),
    powers: fc.tuple(
      fc.integer({ min: -30, max: 30 }),
      fc.integer({ min: -30, max: 30 }),
      fc.integer({ min: -30, max: 30 }),
    ),
  })
  .map(({ seed, noise, copies, order, powers }) => {
    // irregular numbers without ties
    const x = Float64Array.from(noise, (v, i) => v + Math.sin(seed + 7 * i))
    const z = Float64Array.from(noise, (v, i) => v / 2 + 2 * Math.cos(seed * 1.7 + 3.1 * i))
    const g = noise.map((_, i) => ['p', 'q', 'r'][(i * i + seed) % 3]!)
    const y = Float64Array.from(
      noise,
      (_, i) => x[i]! + z[i]! * z[i]! + (g[i] === 'p' ? 1 : 0) + Math.sin(11 * i + seed),
    )
    return { columns: { x, z, g, y }, copies: copies.map((c, i) => (i % 5 === 0 ? Math.max(1, c) : c)), order, powers }
  })

function withChances(
  { x, z, g, y }: { x: Float64Array; z: Float64Array; g: string[]; y: Float64Array },
  odds: boolean,
): Columns {
  return { x, z, g, y: odds ? Array.from(y, (v, i) => (v + Math.sin(5 * i) * 3 > 2 ? 'yes' : 'no')) : y }
}
const at = <V>(values: ArrayLike<V>, rows: readonly number[]): V[] => rows.map((i) => values[i]!)
function rowsOf({ x, z, g, y }: Columns, rows: readonly number[]): Columns {
  return {
    x: Float64Array.from(at(x, rows)),
    z: Float64Array.from(at(z, rows)),
    g: at(g, rows),
    y: y instanceof Float64Array ? Float64Array.from(at(y, rows)) : at(y, rows),
  }
}
const tableOf = (columns: Columns): Table => table({ ...columns }) as unknown as Table
function same(got: Float64Array, wanted: Float64Array, scale = 1): void {
  for (let i = 0; i < wanted.length; i++) expect(Math.abs(got[i]! / scale - wanted[i]!)).toBeLessThan(1e-6)
}

describe.each(learners)('%s', (_, learner, { odds = false, draws = false }) => {
  const check = (law: (data: Columns, given: typeof arbitrary extends fc.Arbitrary<infer G> ? G : never) => void) =>
    fc.assert(
      fc.property(arbitrary, (given) => law(withChances(given.columns, odds), given)),
      { numRuns: 8 },
    )

  it('a weight counts as copies of a row, and a row without weight as none', () =>
    check((data, { copies }) => {
      const there = tableOf(data)
      const weighted = learner.fit(there, 'y', { weights: Float64Array.from(copies), seed: 3 })
      const rows = copies.flatMap((count, i) => new Array<number>(draws ? Math.min(1, count) : count).fill(i))
      const copied = tableOf(rowsOf(data, rows))
      // where rows are drawn as wholes, only their absence can be compared
      const weights = draws ? { weights: Float64Array.from(rows, (i) => copies[i]!) } : {}
      // a mixture cuts rows without weight into its folds too
      if (draws && learner.name.startsWith('super')) return
      same(weighted.predict(there), learner.fit(copied, 'y', { ...weights, seed: 3 }).predict(there))
    }))

  it('the order of columns does not matter', () =>
    check((data) => {
      const turned = table({ y: data.y, g: data.g, z: data.z, x: data.x }) as unknown as Table
      same(learner.fit(turned, 'y').predict(turned), learner.fit(tableOf(data), 'y').predict(tableOf(data)))
    }))

  it('the order of rows does not matter, unless rows are drawn', () =>
    check((data, { order }) => {
      if (draws) return
      const there = tableOf(data)
      const turned = learner.fit(tableOf(rowsOf(data, order)), 'y')
      same(turned.predict(there), learner.fit(there, 'y').predict(there))
    }))

  it('units do not matter', () =>
    check((data, { powers: [p, q, r] }) => {
      const there = tableOf(data)
      const y = data.y instanceof Float64Array ? data.y.map((v) => v * 2 ** r) : data.y
      const scaled = tableOf({ ...data, x: data.x.map((v) => v * 2 ** p), z: data.z.map((v) => v * 2 ** q), y })
      const scale = data.y instanceof Float64Array ? 2 ** r : 1
      same(learner.fit(scaled, 'y').predict(scaled), learner.fit(there, 'y').predict(there), scale)
    }))

  it('the same seed gives the same numbers', () =>
    check((data) => {
      const there = tableOf(data)
      const again = learner.fit(there, 'y', { seed: 'again' }).predict(there)
      expect([...learner.fit(there, 'y', { seed: 'again' }).predict(there)]).toEqual([...again])
      expect(again.every(Number.isFinite)).toBe(true)
    }))
})
