import { CausalError } from '../../errors.js'
import type { LeastSquares } from '../../numeric/least-squares.js'
import { symmetricEigen } from '../../numeric/symmetric-eigen.js'

/** What the correction reads of a model. */
interface LeveragedModel {
  readonly z: Float64Array
  readonly n: number
  readonly k: number
}

/**
 * The standard error of a coefficient c′b by CR2 (Bell & McCaffrey 2002): each cluster's residuals are multiplied by
 * (I − H_gg)^(−½). With (XᵀWX)⁻¹ = B Bᵀ and Q = Bᵀ S_g B = V Λ Vᵀ, that is S_g-free work in k × k matrices: the cluster's
 * score s_g gains S_g B V diag(((1 − λ)^(−½) − 1) / λ) Vᵀ Bᵀ s_g.
 */
export function leverageCorrected(
  fit: LeastSquares & { ok: true },
  { z, n, k }: LeveragedModel,
  derivative: Float64Array,
  weights: Float64Array | null,
): (codes: Int32Array, count: number) => number {
  return (codes, count) => {
    if (weights !== null) {
      throw new CausalError('not-supported', 'CR2 is for rows without weights: say CR1 or CR3.', {})
    }
    const b = rootOfInverse(fit, k)
    const direction = fit.inverseTimes(derivative)
    const rows = rowsByCluster(codes, count)
    let variance = 0
    for (const group of rows) {
      const s = new Float64Array(k)
      const gram = new Float64Array(k * k)
      for (const i of group) {
        for (let a = 0; a < k; a++) {
          const value = z[i * k + a]!
          s[a]! += value * fit.residuals[i]!
          for (let c = 0; c < k; c++) gram[a * k + c]! += value * z[i * k + c]!
        }
      }
      const score = adjusted(s, gram, b, k)
      let part = 0
      for (let a = 0; a < k; a++) part += direction[a]! * score[a]!
      variance += part * part
    }
    return n > 0 ? Math.sqrt(variance) : 0
  }
}

function adjusted(s: Float64Array, gram: Float64Array, b: Float64Array, k: number): Float64Array {
  const gb = product(gram, b, k)
  const q = new Float64Array(k * k)
  for (let a = 0; a < k; a++)
    for (let c = 0; c < k; c++) for (let d = 0; d < k; d++) q[a * k + c]! += b[d * k + a]! * gb[d * k + c]!
  const { values, vectors } = symmetricEigen(q, k)
  const inB = new Float64Array(k)
  for (let a = 0; a < k; a++) for (let d = 0; d < k; d++) inB[a]! += b[d * k + a]! * s[d]!
  const inner = new Float64Array(k)
  for (let j = 0; j < k; j++) {
    const lambda = Math.min(1, Math.max(0, values[j]!))
    if (lambda < 1e-14) continue
    // a cluster that fixes a direction alone leaves no residual there (generalised inverse)
    const factor = 1 - lambda < 1e-10 ? 0 : (1 / Math.sqrt(1 - lambda) - 1) / lambda
    let along = 0
    for (let a = 0; a < k; a++) along += vectors[j * k + a]! * inB[a]!
    for (let a = 0; a < k; a++) inner[a]! += factor * along * vectors[j * k + a]!
  }
  return s.map((value, a) => {
    let gain = 0
    for (let c = 0; c < k; c++) gain += gb[a * k + c]! * inner[c]!
    return value + gain
  })
}

/** B with (XᵀX)⁻¹ = B Bᵀ, by the eigenvectors of the inverse. */
function rootOfInverse(fit: LeastSquares & { ok: true }, k: number): Float64Array {
  const inverse = new Float64Array(k * k)
  for (let a = 0; a < k; a++) {
    const unit = new Float64Array(k)
    unit[a] = 1
    inverse.set(fit.inverseTimes(unit), a * k)
  }
  const { values, vectors } = symmetricEigen(inverse, k)
  const b = new Float64Array(k * k)
  for (let a = 0; a < k; a++)
    for (let j = 0; j < k; j++) b[a * k + j] = vectors[j * k + a]! * Math.sqrt(Math.max(0, values[j]!))
  return b
}

function rowsByCluster(codes: Int32Array, count: number): number[][] {
  const rows = Array.from({ length: count }, (): number[] => [])
  for (let i = 0; i < codes.length; i++) rows[codes[i]!]!.push(i)
  return rows
}

function product(a: Float64Array, b: Float64Array, k: number): Float64Array {
  const out = new Float64Array(k * k)
  for (let i = 0; i < k; i++)
    for (let j = 0; j < k; j++) for (let c = 0; c < k; c++) out[i * k + c]! += a[i * k + j]! * b[j * k + c]!
  return out
}
