import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  anchorRegression,
  dag,
  estimateEffect,
  normals,
  randomStream,
  splitStream,
  type Table,
  table,
  twoStageLeastSquares,
} from '../../../../src/index.js'

const n = 60
interface Rows {
  readonly [name: string]: number[]
}

/** Two anchors, two predictors with a hidden cause, an outcome. */
function drawn(seed: number): Rows {
  const noise = (name: string) => [...normals(splitStream(randomStream(seed), name), n).values]
  const [a, b, h, u, v, e] = ['a', 'b', 'h', 'u', 'v', 'e'].map(noise)
  const X = a!.map((value, i) => value + 0.5 * b![i]! + h![i]! + u![i]!)
  const W = b!.map((value, i) => value - h![i]! + v![i]!)
  return { A: a!, B: b!, X, W, Y: X.map((x, i) => x - W[i]! + 2 * h![i]! + e![i]!) }
}
const seeds = fc.integer({ min: 0, max: 1e6 })
const fitted = (rows: Rows | Table<Rows>, gamma: number) =>
  anchorRegression(
    ('columns' in rows ? rows : table(rows)) as never,
    { outcome: 'Y', anchors: ['A', 'B'], gamma } as never,
  )
const slopes = (rows: Rows, gamma: number): number[] => fitted(rows, gamma).coefficients.map(({ estimate }) => estimate)

/** Least squares with a constant by normal equations and elimination. */
function leastSquares(columns: readonly (readonly number[])[], y: readonly number[]): number[] {
  const design = [y.map(() => 1), ...columns]
  const k = design.length
  const m = design.map((p) => [
    ...design.map((q) => p.reduce((s, v, i) => s + v * q[i]!, 0)),
    p.reduce((s, v, i) => s + v * y[i]!, 0),
  ])
  for (let c = 0; c < k; c++)
    for (let r = 0; r < k; r++) {
      if (r === c) continue
      const f = m[r]![c]! / m[c]![c]!
      for (let j = c; j <= k; j++) m[r]![j]! -= f * m[c]![j]!
    }
  return m.map((row, c) => row[k]! / row[c]!)
}
const residuals = (columns: readonly (readonly number[])[], y: readonly number[]): number[] => {
  const b = leastSquares(columns, y)
  return y.map((v, i) => columns.reduce((left, column, k) => left - b[k + 1]! * column[i]!, v - b[0]!))
}
const near = (found: readonly number[], wanted: readonly number[]): void => {
  for (const [k, v] of wanted.entries()) expect(Math.abs(found[k]! - v)).toBeLessThan(1e-8 * (1 + Math.abs(v)))
}

describe('anchorRegression', () => {
  it('is least squares at 1, partialling out at 0, and two-stage least squares at infinity', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const rows = drawn(seed)
        const [A, B, X, W, Y] = ['A', 'B', 'X', 'W', 'Y'].map((name) => rows[name]!) as [
          number[],
          number[],
          number[],
          number[],
          number[],
        ]
        const ols = leastSquares([X, W], Y)
        near([fitted(rows, 1).intercept, ...slopes(rows, 1)], ols)
        near(slopes(rows, 0), leastSquares([residuals([A, B], X), residuals([A, B], W)], residuals([A, B], Y)).slice(1))
        const stage = (column: number[]): number[] => column.map((v, i) => v - residuals([A, B], column)[i]!)
        near(slopes(rows, Number.POSITIVE_INFINITY), leastSquares([stage(X), stage(W)], Y).slice(1))
      }),
      { numRuns: 25 },
    )
  })

  it('with one instrument gives the estimate and the robust error of twoStageLeastSquares', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const { A, X, Y } = drawn(seed)
        const data = table({ A: A!, X: X!, Y: Y! })
        const found = anchorRegression(data, { outcome: 'Y', anchors: 'A', gamma: Number.POSITIVE_INFINITY })
          .coefficients[0]!
        const iv = estimateEffect(data, {
          graph: dag('A -> X -> Y; U -> X; U -> Y; latent U' as never) as never,
          treatment: 'X',
          outcome: 'Y',
          estimator: twoStageLeastSquares(),
        } as never) as unknown as { estimate: number; standardError: number }
        near([found.estimate], [iv.estimate])
        // both robust; the divisors differ by n and n − 2
        expect(Math.abs(found.standardError / iv.standardError - 1)).toBeLessThan(0.05)
      }),
      { numRuns: 10 },
    )
  })

  it('has the least worst-case risk at its own gamma, and more of the one part means less of the other', () => {
    fc.assert(
      fc.property(
        seeds,
        fc.double({ min: 0.05, max: 20, noNaN: true }),
        fc.double({ min: 0.05, max: 20, noNaN: true }),
        (seed, g, other) => {
          const rows = drawn(seed)
          const [own, else_] = [fitted(rows, g), fitted(rows, other)]
          expect(own.withinRisk + g * own.betweenRisk).toBeLessThanOrEqual(
            (else_.withinRisk + g * else_.betweenRisk) * (1 + 1e-9),
          )
          const [low, high] = g < other ? [own, else_] : [else_, own]
          expect(low.withinRisk).toBeLessThanOrEqual(high.withinRisk * (1 + 1e-9))
          expect(high.betweenRisk).toBeLessThanOrEqual(low.betweenRisk * (1 + 1e-9) + 1e-12)
        },
      ),
      { numRuns: 40 },
    )
  })

  it('does not depend on units, on the order of columns and rows, nor on how the anchors are coded', () => {
    fc.assert(
      fc.property(seeds, fc.constantFrom(0, 0.5, 3, Number.POSITIVE_INFINITY), (seed, gamma) => {
        const rows = drawn(seed)
        const [X, W] = fitted(rows, gamma).coefficients
        const turned: Rows = {
          W: rows['W']!.map((v) => 1e6 * v - 4).reverse(),
          Y: rows['Y']!.map((v) => 1e-9 * v).reverse(),
          B: rows['B']!.map((v, i) => v - 3 * rows['A']![i]! + 1).reverse(),
          A: rows['A']!.map((v) => -1e-5 * v).reverse(),
          X: rows['X']!.map((v) => -v).reverse(),
        }
        const again = fitted(turned, gamma).coefficients
        near(
          [
            again[1]!.estimate * -1e9,
            again[0]!.estimate * 1e15,
            again[1]!.standardError * 1e9,
            again[0]!.standardError * 1e15,
          ],
          [X!.estimate, W!.estimate, X!.standardError, W!.standardError],
        )
      }),
      { numRuns: 20 },
    )
  })
})
