import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { symmetricEigen } from '../../src/numeric/symmetric-eigen.js'
import { expectCausalError } from '../support/errors.js'
import { arbitraryPositive, largestDifference, product, transpose } from './arbitrary-matrix.js'

describe('symmetricEigen', () => {
  it('puts the matrix together again from ascending values and orthonormal vectors', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 7 }).chain((n) => fc.tuple(fc.constant(n), arbitraryPositive(n))),
        ([n, a]) => {
          const { values, vectors } = symmetricEigen(a, n)
          const columns = transpose(vectors, n, n)
          const scaled = Float64Array.from(columns, (v, c) => v * values[c % n]!)
          expect(largestDifference(product(scaled, vectors, n, n, n), a)).toBeLessThan(1e-10)
          const identity = Float64Array.from({ length: n * n }, (_, c) => (c % (n + 1) === 0 ? 1 : 0))
          expect(largestDifference(product(vectors, columns, n, n, n), identity)).toBeLessThan(1e-12)
          expect([...values]).toEqual([...values].sort((p, q) => p - q))
        },
      ),
    )
  })

  it('takes a matrix that rounding made unsymmetric', () => {
    const { values } = symmetricEigen(Float64Array.of(2, 1 + 1e-16, 1 - 1e-16, 2), 2)
    expect(values[0]).toBeCloseTo(1, 14)
    expect(values[1]).toBeCloseTo(3, 14)
  })

  it('turns each vector so that its largest component is positive', () => {
    const { vectors } = symmetricEigen(Float64Array.of(3, 0, 0, 1), 2)
    expect([...vectors]).toEqual([0, 1, 1, 0])
  })

  it('takes no NaN', () => {
    expectCausalError(() => symmetricEigen(Float64Array.of(Number.NaN), 1), null, 'invalid-argument')
    expect(symmetricEigen(new Float64Array(0), 0).values).toEqual(new Float64Array(0))
  })
})
