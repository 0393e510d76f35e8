import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  cholesky,
  invertCholesky,
  logDeterminant,
  solveCholesky,
  solveLower,
  solveLowerTransposed,
} from '../../src/numeric/cholesky.js'
import { arbitraryMatrix, arbitraryPositive, largestDifference, product, transpose } from './arbitrary-matrix.js'

const problem = fc
  .integer({ min: 1, max: 7 })
  .chain((n) => fc.tuple(fc.constant(n), arbitraryPositive(n), arbitraryMatrix(n, 3)))

function factorOf(a: Float64Array, n: number): Float64Array {
  const result = cholesky(a, n)
  if (!result.ok) throw new Error(`column ${result.column} failed`)
  return result.factor
}

describe('cholesky', () => {
  it('gives a lower triangle whose square is the matrix', () => {
    fc.assert(
      fc.property(problem, ([n, a]) => {
        const before = a.slice()
        const l = factorOf(a, n)
        expect(largestDifference(product(l, transpose(l, n, n), n, n, n), a)).toBeLessThan(1e-12 * n * 100)
        for (let i = 0; i < n; i++) for (let j = i + 1; j < n; j++) expect(l[i * n + j]).toBe(0)
        expect(a).toEqual(before)
      }),
    )
  })

  it('solves and inverts', () => {
    fc.assert(
      fc.property(problem, ([n, a, b]) => {
        const l = factorOf(a, n)
        expect(largestDifference(product(a, solveCholesky(l, n, b.slice(), 3), n, n, 3), b)).toBeLessThan(1e-9)
        expect(largestDifference(product(l, solveLower(l, n, b.slice(), 3), n, n, 3), b)).toBeLessThan(1e-9)
        const lt = transpose(l, n, n)
        expect(largestDifference(product(lt, solveLowerTransposed(l, n, b.slice(), 3), n, n, 3), b)).toBeLessThan(1e-9)
        const identity = Float64Array.from({ length: n * n }, (_, c) => (c % (n + 1) === 0 ? 1 : 0))
        const inverse = invertCholesky(l, n)
        expect(largestDifference(product(a, inverse, n, n, n), identity)).toBeLessThan(1e-9)
        expect(inverse).toEqual(transpose(inverse, n, n))
      }),
    )
  })

  it('names the first column that the ones before it determine', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 6 }), fc.nat(), (n, pick) => {
        const bad = 1 + (pick % (n - 1))
        // columns are unit vectors, but the one at fault is the sum of those before it
        const x = Float64Array.from({ length: n * n }, (_, c) => {
          const row = Math.floor(c / n)
          return c % n === bad ? (row < bad ? 1 : 0) : row === c % n ? 1 : 0
        })
        expect(cholesky(product(transpose(x, n, n), x, n, n, n), n)).toMatchObject({ ok: false, column: bad })
      }),
    )
  })

  it('refuses NaN, a zero column and an indefinite matrix', () => {
    expect(cholesky(Float64Array.of(1, 0, 0, Number.NaN), 2)).toMatchObject({ ok: false, column: 1 })
    expect(cholesky(Float64Array.of(0, 0, 0, 1), 2)).toEqual({ ok: false, column: 0, pivot: 0 })
    expect(cholesky(Float64Array.of(1, 2, 2, 1), 2)).toEqual({ ok: false, column: 1, pivot: -3 })
  })

  it('gives the log determinant', () => {
    expect(logDeterminant(factorOf(Float64Array.of(4, 2, 2, 5), 2), 2)).toBeCloseTo(Math.log(16), 14)
  })
})
