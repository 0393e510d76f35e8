import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { covarianceRegression } from '../../src/numeric/covariance-regression.js'
import { euclideanNorm } from '../../src/numeric/euclidean-norm.js'
import { leastSquares } from '../../src/numeric/least-squares.js'
import { standardized } from '../../src/numeric/standardized.js'

const n = 25
const number = fc.double({ min: -3, max: 3, noNaN: true })
const columns = fc.array(fc.array(number, { minLength: n, maxLength: n }), { minLength: 4, maxLength: 4 })
const units = fc.array(fc.integer({ min: -170, max: 170 }), { minLength: 3, maxLength: 3 })

/** Columns in general position. */
const general = (raw: readonly number[][]): Float64Array[] =>
  raw.map((column, k) => Float64Array.from(column, (v, i) => v + Math.sin((i + 1) * (k + 1.7)) * 2))
const matrix = (parts: readonly Float64Array[]): Float64Array => {
  const k = parts.length
  return Float64Array.from({ length: n * k }, (_, i) => parts[i % k]![Math.floor(i / k)]!)
}
const close = (a: number, b: number, size: number) => expect(Math.abs(a - b)).toBeLessThan(1e-8 * size)

describe('leastSquares', () => {
  it('leaves residuals at right angles to every column, weighted', () => {
    fc.assert(
      fc.property(columns, fc.array(fc.integer({ min: 0, max: 3 }), { minLength: n, maxLength: n }), (raw, w) => {
        const [y, ...parts] = general(raw) as [Float64Array, ...Float64Array[]]
        const weights = Float64Array.from(w, (v, i) => (i < 8 ? 1 : v))
        const fit = leastSquares(matrix(parts), n, 3, y, weights)
        if (!fit.ok) throw new Error('collinear')
        for (const part of parts) {
          const product = part.reduce((sum, v, i) => sum + v * weights[i]! * fit.residuals[i]!, 0)
          expect(Math.abs(product)).toBeLessThan(1e-9)
        }
      }),
    )
  })

  it('gives the same answer rescaled in units from 1e-170 to 1e170', () => {
    fc.assert(
      fc.property(columns, units, (raw, powers) => {
        const [y, ...parts] = general(raw) as [Float64Array, ...Float64Array[]]
        const scale = powers.map((power) => Number(`1e${power}`))
        const plain = leastSquares(matrix(parts), n, 3, y)
        const scaled = leastSquares(matrix(parts.map((part, a) => part.map((v) => v * scale[a]!))), n, 3, y)
        if (!plain.ok || !scaled.ok) throw new Error('collinear')
        for (let a = 0; a < 3; a++) close(scaled.coefficients[a]! * scale[a]!, plain.coefficients[a]!, 10)
        for (let i = 0; i < n; i++) close(scaled.residuals[i]!, plain.residuals[i]!, 10)
        // (XᵀX)⁻¹ c in the new units: S⁻¹ (XᵀX)⁻¹ S⁻¹ c
        const direction = scaled.inverseTimes(Float64Array.from(scale)).map((v, a) => v * scale[a]!)
        const wanted = plain.inverseTimes(Float64Array.of(1, 1, 1))
        for (let a = 0; a < 3; a++) close(direction[a]!, wanted[a]!, 10)
      }),
    )
  })

  it('names the column that others determine, in any units', () => {
    fc.assert(
      fc.property(columns, units, (raw, powers) => {
        const [, a, b] = general(raw) as [Float64Array, Float64Array, Float64Array]
        const parts = [a, b, a.map((v, i) => 2 * v - b[i]!)]
        const x = matrix(parts.map((part, k) => part.map((v) => v * Number(`1e${powers[k]}`))))
        expect(leastSquares(x, n, 3, a)).toEqual({ ok: false, column: 2 })
      }),
    )
  })

  it('shrinks with a ridge as the normal equations say', () => {
    fc.assert(
      fc.property(columns, (raw) => {
        const [y, ...parts] = general(raw) as [Float64Array, ...Float64Array[]]
        const x = matrix(parts)
        const ridge = Float64Array.of(0, 5, 50)
        const fit = leastSquares(x, n, 3, y, null, ridge)
        if (!fit.ok) throw new Error('collinear')
        for (const [a, part] of parts.entries()) {
          const product = part.reduce((sum, v, i) => sum + v * fit.residuals[i]!, 0)
          close(product, ridge[a]! * fit.coefficients[a]!, 100)
        }
      }),
    )
  })
})

describe('covarianceRegression', () => {
  it('agrees with least squares on rows', () => {
    fc.assert(
      fc.property(columns, (raw) => {
        const all = general(raw).map((part) => standardized(part)!.column)
        const products = Float64Array.from({ length: 16 }, (_, c) =>
          all[Math.floor(c / 4)]!.reduce((sum, v, i) => sum + v * all[c % 4]![i]!, 0),
        )
        const slopes = covarianceRegression(products, 4, 0, [1, 2, 3])
        const fit = leastSquares(matrix(all.slice(1)), n, 3, all[0]!)
        if (!fit.ok || !slopes.ok) throw new Error('collinear')
        for (let a = 0; a < 3; a++) close(slopes.slopes[a]!, fit.coefficients[a]!, 10)
      }),
    )
  })
})

describe('standardized and euclideanNorm', () => {
  it('have no units', () => {
    fc.assert(
      fc.property(columns, fc.integer({ min: -290, max: 290 }), (raw, power) => {
        const column = general(raw)[0]!
        const scale = Number(`1e${power}`)
        const [plain, scaled] = [standardized(column)!, standardized(column.map((v) => v * scale))!]
        close(scaled.scale / scale, plain.scale, 10)
        close(scaled.center / scale, plain.center, 10)
        for (let i = 0; i < n; i++) close(scaled.column[i]!, plain.column[i]!, 10)
        close(euclideanNorm(column.map((v) => v * scale)) / scale, Math.hypot(...column), 100)
      }),
    )
    expect(standardized(Float64Array.of(5, 5, 5))).toBeNull()
    expect(standardized(Float64Array.of(1e-170, 1e-170))).toBeNull()
    expect(euclideanNorm(Float64Array.of(0, 0))).toBe(0)
    expect(euclideanNorm(Float64Array.of(1, Number.NaN))).toBeNaN()
  })
})
