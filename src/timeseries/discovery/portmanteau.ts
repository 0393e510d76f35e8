import { cholesky, solveCholesky } from '../../numeric/cholesky.js'
import { chiSquareUpperTail } from '../../numeric/special/chi-square.js'
import type { PortmanteauTest } from './var-types.js'

/**
 * n² Σₕ tr(Cₕᵀ C₀⁻¹ Cₕ C₀⁻¹) / (n − h) for h = 1 … `most`, chi-square with p² (most − lags) degrees of freedom (Hosking 1980).
 * Two residuals are taken together only where their rows lie in one stretch.
 *
 * @param rows - the row of each residual; rows of one stretch follow each other
 * @param stretchOf - the stretch of each row
 */
export function portmanteau(
  residuals: readonly Float64Array[],
  scatter: Float64Array,
  rows: Int32Array,
  stretchOf: Int32Array,
  lags: number,
  most: number,
): PortmanteauTest | null {
  const p = residuals.length
  const n = rows.length
  if (most <= lags || n <= most + 1) return null
  const root = cholesky(scatter, p)
  if (!root.ok) return null
  const place = new Int32Array(stretchOf.length).fill(-1)
  for (const [r, t] of rows.entries()) place[t] = r
  let statistic = 0
  for (let h = 1; h <= most; h++) {
    const cross = new Float64Array(p * p)
    for (const [r, t] of rows.entries()) {
      const before = t - h
      if (before < 0 || place[before]! < 0 || stretchOf[before] !== stretchOf[t]) continue
      for (let i = 0; i < p; i++) {
        for (let j = 0; j < p; j++) cross[i * p + j]! += residuals[i]![r]! * residuals[j]![place[before]!]!
      }
    }
    // tr(Cᵀ C₀⁻¹ C C₀⁻¹), with sums in place of means: the divisors cancel
    const left = solveCholesky(root.factor, p, cross.slice(), p)
    const other = Float64Array.from({ length: p * p }, (_, k) => cross[(k % p) * p + Math.floor(k / p)]!)
    const right = solveCholesky(root.factor, p, other, p)
    let trace = 0
    for (let i = 0; i < p; i++) for (let j = 0; j < p; j++) trace += left[i * p + j]! * right[j * p + i]!
    statistic += (n * n * trace) / (n - h)
  }
  const degreesOfFreedom = p * p * (most - lags)
  return Object.freeze({
    lags: most,
    statistic,
    degreesOfFreedom,
    pValue: chiSquareUpperTail(statistic, degreesOfFreedom),
  })
}
