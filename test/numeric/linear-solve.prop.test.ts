import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { linearSolve } from '../../src/numeric/linear-solve.js'
import { arbitraryMatrix, largestDifference, product } from './arbitrary-matrix.js'

describe('linearSolve', () => {
  it('gives back what it was multiplied from', () => {
    fc.assert(
      fc.property(
        fc
          .integer({ min: 1, max: 6 })
          .chain((n) => fc.tuple(fc.constant(n), arbitraryMatrix(n, n), arbitraryMatrix(n, 2))),
        ([n, a, x]) => {
          for (let i = 0; i < n; i++) a[i * n + ((i + 1) % n)]! += 20
          const b = product(a, x, n, n, 2)
          const result = linearSolve(a, n, b, 2)
          expect(result.ok && largestDifference(result.solution, x) < 1e-11).toBe(true)
        },
      ),
    )
  })

  it('does not need ordered or scaled rows', () => {
    expect(linearSolve(Float64Array.of(0, 1e-9, 1e9, 0), 2, Float64Array.of(2e-9, 3e9))).toEqual({
      ok: true,
      solution: Float64Array.of(3, 2),
    })
  })

  it('names the column without a pivot', () => {
    expect(linearSolve(Float64Array.of(1, 2, 2, 4), 2, Float64Array.of(1, 1))).toMatchObject({ ok: false, column: 1 })
    expect(linearSolve(Float64Array.of(0, 0, 0, 1), 2, Float64Array.of(1, 1))).toMatchObject({ ok: false, column: 0 })
    expect(linearSolve(Float64Array.of(Number.NaN), 1, Float64Array.of(1)).ok).toBe(false)
  })
})
