import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { generalEigenvalues, spectralRadius } from '../../src/numeric/general-eigenvalues.js'
import { symmetricEigen } from '../../src/numeric/symmetric-eigen.js'
import { generator } from '../../src/probability/streams/stream.js'

const sizes = fc.integer({ min: 1, max: 8 })
const seeds = fc.integer({ min: 0, max: 1e6 })
const matrix = (n: number, seed: number): Float64Array => {
  const random = generator(seed)
  return Float64Array.from({ length: n * n }, () => random.normal())
}

describe('generalEigenvalues', () => {
  it('knows a rotation and a companion', () => {
    expect(spectralRadius(Float64Array.of(0, -2, 2, 0), 2)).toBeCloseTo(2, 12)
    // x³ = 6 x² − 11 x + 6 has the roots 1, 2, 3
    const { real } = generalEigenvalues(Float64Array.of(6, -11, 6, 1, 0, 0, 0, 1, 0), 3)
    expect([...real].sort()).toEqual([1, 2, 3].map((v) => expect.closeTo(v, 10)))
    expect(spectralRadius(new Float64Array(0), 0)).toBe(0)
    expect(spectralRadius(Float64Array.of(0, 1, 0, 0), 2)).toBe(0)
  })
  it('has the trace as its sum, and the trace of the square as the sum of squares', () => {
    fc.assert(
      fc.property(sizes, seeds, (n, seed) => {
        const a = matrix(n, seed)
        const { real, imaginary } = generalEigenvalues(a, n)
        let [trace, square] = [0, 0]
        for (let i = 0; i < n; i++) {
          trace += a[i * n + i]!
          for (let j = 0; j < n; j++) square += a[i * n + j]! * a[j * n + i]!
        }
        expect(real.reduce((s, v) => s + v, 0)).toBeCloseTo(trace, 8)
        expect(imaginary.reduce((s, v) => s + v, 0)).toBeCloseTo(0, 8)
        expect(real.reduce((s, v, i) => s + v * v - imaginary[i]! ** 2, 0)).toBeCloseTo(square, 7)
      }),
      { numRuns: 60 },
    )
  })
  it('agrees with the solver for symmetric matrices, in any units', () => {
    fc.assert(
      fc.property(sizes, seeds, (n, seed) => {
        const b = matrix(n, seed)
        const a = b.map((v, k) => v + b[(k % n) * n + Math.floor(k / n)]!)
        const units = Float64Array.from({ length: n }, (_, i) => 10 ** ((i % 3) * 4))
        const scaled = a.map((v, k) => (v * units[Math.floor(k / n)]!) / units[k % n]!)
        const wanted = [...symmetricEigen(a, n).values].sort((x, y) => x - y)
        const found = [...generalEigenvalues(scaled, n).real].sort((x, y) => x - y)
        for (const [i, v] of wanted.entries()) expect(found[i]).toBeCloseTo(v, 7)
      }),
      { numRuns: 60 },
    )
  })
})
