import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { gram } from '../../src/numeric/gram.js'
import { compensatedSum, dot } from '../../src/numeric/sums.js'
import { arbitraryMatrix, largestDifference, product, transpose } from './arbitrary-matrix.js'

describe('gram', () => {
  it('is the product of the transpose with the matrix, for every number of rows and columns', () => {
    fc.assert(
      fc.property(
        fc
          .tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 12 }))
          .chain(([n, p]) => fc.tuple(fc.constant(n), fc.constant(p), arbitraryMatrix(n, p))),
        ([n, p, x]) => {
          const xt = transpose(x, n, p)
          const columns = Array.from({ length: p }, (_, j) => xt.slice(j * n, (j + 1) * n))
          const found = gram(columns)
          expect(largestDifference(found, product(xt, x, p, n, p))).toBeLessThan(1e-12)
          expect(found).toEqual(transpose(found, p, p))
        },
      ),
    )
  })

  it('crosses the blocks of rows without loss', () => {
    const n = 2500
    const x = Float64Array.from({ length: n }, (_, i) => (i % 7) - 3)
    const y = Float64Array.from({ length: n }, (_, i) => (i % 5) - 2)
    const z = Float64Array.from({ length: n }, (_, i) => i % 3)
    const plain = (a: Float64Array, b: Float64Array): number => a.reduce((s, v, i) => s + v * b[i]!, 0)
    expect([...gram([x, y, z])]).toEqual([x, y, z].flatMap((a) => [x, y, z].map((b) => plain(a, b))))
    expect(dot(x, y)).toBe(plain(x, y))
  })

  it('of no columns is empty', () => {
    expect(gram([])).toEqual(new Float64Array(0))
  })
})

describe('compensatedSum', () => {
  it('keeps what a plain sum loses', () => {
    expect(compensatedSum([1, 1e100, 1, -1e100])).toBe(2)
    expect(compensatedSum(new Float64Array(1e6).fill(0.1))).toBe(100000)
  })
  it('passes infinities on', () => {
    expect(compensatedSum([1, Number.POSITIVE_INFINITY])).toBe(Number.POSITIVE_INFINITY)
    expect(compensatedSum([])).toBe(0)
  })
})
