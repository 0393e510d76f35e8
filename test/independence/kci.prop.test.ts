import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { gaussianKernel, kci, kernelMatrix, table } from '../../src/index.js'
import { blockedCholesky } from '../../src/numeric/blocked-cholesky.js'
import { linearSolve } from '../../src/numeric/linear-solve.js'
import { pivotedCholesky } from '../../src/numeric/pivoted-cholesky.js'
import { productTransposed } from '../../src/numeric/product-transposed.js'
import { gammaUpperTail } from '../../src/numeric/special/gamma.js'
import { generator } from '../../src/probability/streams/stream.js'
import { tested } from '../support/tested.js'

const normals = (n: number, seed: number): Float64Array => {
  const random = generator(seed)
  return Float64Array.from({ length: n }, () => random.normal())
}
const times = (a: Float64Array, b: Float64Array, n: number): Float64Array => {
  const c = new Float64Array(n * n)
  for (let i = 0; i < n; i++)
    for (let k = 0; k < n; k++) for (let j = 0; j < n; j++) c[i * n + j]! += a[i * n + k]! * b[k * n + j]!
  return c
}
const centred = (k: Float64Array, n: number): Float64Array => {
  const h = Float64Array.from({ length: n * n }, (_, i) => (i % (n + 1) === 0 ? 1 : 0) - 1 / n)
  return times(times(h, k, n), h, n)
}
const standard = (x: Float64Array): Float64Array => {
  const mean = x.reduce((a, v) => a + v, 0) / x.length
  const sd = Math.sqrt(x.reduce((a, v) => a + (v - mean) ** 2, 0) / (x.length - 1))
  return x.map((v) => (v - mean) / sd)
}

describe('kci by its definition, with dense matrices', () => {
  // rank below and above n / 3: both routes of the factorisation
  it.each([0.2, 1.5])('parity, width %s', (width) => {
    fc.assert(
      fc.property(fc.integer({ min: 20, max: 75 }), fc.integer({ min: 1, max: 1e6 }), (n, seed) => {
        const [x, y, z] = [normals(n, seed), normals(n, seed + 1), normals(n, seed + 2)].map(standard)
        const kernel = gaussianKernel({ width })
        const gram = (columns: Record<string, Float64Array>): Float64Array =>
          centred(kernelMatrix(kernel, table(columns)), n)
        const kz = gram({ z: z! })
        const ridge = kz.map((v, i) => v + (i % (n + 1) === 0 ? 1e-3 : 0))
        const unit = Float64Array.from({ length: n * n }, (_, i) => (i % (n + 1) === 0 ? 1e-3 : 0))
        const solved = linearSolve(ridge, n, unit, n)
        if (!solved.ok) throw new Error('singular')
        const r = solved.solution
        const residual = (k: Float64Array): Float64Array => times(times(r, k, n), r, n)
        const a = residual(gram({ x: x!, half: z!.map((v) => v / 2) }))
        const h = residual(gram({ y: y! })).map((v, i) => v * a[i]!)
        const total = h.reduce((s, v) => s + v, 0)
        let trace = 0
        for (let i = 0; i < n; i++) trace += h[i * (n + 1)]!
        const variance = 2 * h.reduce((s, v) => s + v * v, 0)
        const p = gammaUpperTail(total, (trace * trace) / variance, variance / trace)
        const test = kci(table({ x: x!, y: y!, z: z! }), { parity: 'causal-learn', kernel })
        const found = tested(test('x', 'y', ['z']))
        expect(found.statistic).toBeCloseTo(total, 4)
        expect(Math.abs(found.pValue - p)).toBeLessThan(1e-5)
      }),
      { numRuns: 12 },
    )
  })
})

describe('the linear algebra below it', () => {
  const size = fc.integer({ min: 1, max: 130 })

  it('A Bᵀ of any shape, odd ones too', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 1, max: 9 }),
        (m, p, k) => {
          const a = normals(m * k, m)
          const b = normals(p * k, p + 100)
          const c = productTransposed(a, b, m, p, k)
          for (let i = 0; i < m; i++) {
            for (let j = 0; j < p; j++) {
              let sum = 0
              for (let l = 0; l < k; l++) sum += a[i * k + l]! * b[j * k + l]!
              expect(c[i * p + j]).toBeCloseTo(sum, 12)
            }
          }
        },
      ),
    )
  })

  it('blocked and pivoted Cholesky give the matrix back', () => {
    fc.assert(
      fc.property(size, fc.integer({ min: 1, max: 1e6 }), (n, seed) => {
        const b = normals(n * n, seed)
        const a = productTransposed(b, b, n, n, n)
        for (let i = 0; i < n; i++) a[i * n + i]! += 0.1
        const l = a.slice()
        expect(blockedCholesky(l, n)).toBe(true)
        for (let i = 0; i < n; i++) l.fill(0, i * n + i + 1, (i + 1) * n)
        const back = productTransposed(l, l, n, n, n)
        const factor = pivotedCholesky(
          {
            size: n,
            diagonal: (out) => out.set(Float64Array.from(out, (_, i) => a[i * n + i]!)),
            column: (j, out) => out.set(a.subarray(j * n, (j + 1) * n)),
          },
          1e-14,
        )
        for (let i = 0; i < n; i++) {
          for (let j = 0; j < n; j++) {
            let low = 0
            for (let k = 0; k < factor.rank; k++) low += factor.rows[k * n + i]! * factor.rows[k * n + j]!
            expect(Math.abs(back[i * n + j]! - a[i * n + j]!)).toBeLessThan(1e-9)
            expect(Math.abs(low - a[i * n + j]!)).toBeLessThan(1e-9)
          }
        }
      }),
      { numRuns: 6 },
    )
  })
})
