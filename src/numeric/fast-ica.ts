import { gramOfRows, productTransposed, transposed } from './product-transposed.js'
import { portableTanh } from './special/portable-exp.js'
import { symmetricEigen } from './symmetric-eigen.js'

/** An unmixing matrix, or why there is none. */
export type FastIca =
  | {
      readonly ok: true
      /** p × p row-major: each row times the centred data is a source of variance 1. */
      readonly unmixing: Float64Array
      /** Steps taken. */
      readonly steps: number
    }
  | { readonly ok: false; readonly why: 'collinear' | 'no convergence' }

/**
 * Independent component analysis by symmetric FastICA with the contrast log cosh (Hyvärinen 1999, "Fast and robust
 * fixed-point algorithms for independent component analysis", equations 20 and 45).
 *
 * @param columns - p columns of n numbers each
 * @param start - p × p numbers to start from, such as normal draws
 * @param settings - the change that counts as none (default 1e-7); the most steps (default 1000); what is called at each
 */
export function fastIca(
  columns: readonly Float64Array[],
  start: Float64Array,
  {
    tolerance = 1e-7,
    most = 1000,
    onStep,
  }: {
    readonly tolerance?: number
    readonly most?: number
    readonly onStep?: (step: number, most: number) => void
  } = {},
): FastIca {
  const p = columns.length
  const n = columns[0]!.length
  const data = new Float64Array(p * n)
  for (const [k, column] of columns.entries()) {
    let mean = 0
    for (let i = 0; i < n; i++) mean += (column[i]! - column[0]!) / n
    for (let i = 0; i < n; i++) data[k * n + i] = column[i]! - column[0]! - mean
  }
  const whitening = inverseRoot(
    gramOfRows(data, p, n).map((v) => v / n),
    p,
  )
  if (whitening === null) return { ok: false, why: 'collinear' }
  // whitened data, one row a component
  const points = transposed(data, p, n)
  const white = productTransposed(whitening, points, p, n, p)
  const whitePoints = transposed(white, p, n)
  let w = decorrelated(start, p)
  for (let step = 1; w !== null && step <= most; step++) {
    onStep?.(step, most)
    const sources = productTransposed(w, whitePoints, p, n, p)
    const slope = new Float64Array(p)
    for (let k = 0; k < p; k++) {
      for (let i = k * n; i < (k + 1) * n; i++) {
        const g = portableTanh(sources[i]!)
        sources[i] = g
        slope[k]! += (1 - g * g) / n
      }
    }
    const moved = productTransposed(sources, white, p, p, n)
    for (let k = 0; k < p; k++)
      for (let j = 0; j < p; j++) moved[k * p + j] = moved[k * p + j]! / n - slope[k]! * w[k * p + j]!
    const next = decorrelated(moved, p)
    if (next === null) break
    let change = 0
    for (let k = 0; k < p; k++) {
      let along = 0
      for (let j = 0; j < p; j++) along += next[k * p + j]! * w[k * p + j]!
      change = Math.max(change, Math.abs(Math.abs(along) - 1))
    }
    w = next
    if (change < tolerance) {
      return { ok: true, unmixing: productTransposed(w, transposed(whitening, p, p), p, p, p), steps: step }
    }
  }
  return { ok: false, why: 'no convergence' }
}

/** (W Wᵀ)^(−1/2) W, or null where it is not to be had. */
function decorrelated(w: Float64Array, p: number): Float64Array | null {
  const root = inverseRoot(productTransposed(w, w, p, p, p), p)
  return root === null ? null : productTransposed(root, transposed(w, p, p), p, p, p)
}

/** A^(−1/2) of a positive definite matrix. */
function inverseRoot(a: Float64Array, p: number): Float64Array | null {
  const { values, vectors } = symmetricEigen(a, p)
  if (!(values[0]! > 1e-12 * values[p - 1]!)) return null
  const scaled = vectors.map((v, k) => v / Math.sqrt(Math.sqrt(values[Math.floor(k / p)]!)))
  const columns = transposed(scaled, p, p)
  return productTransposed(columns, columns, p, p, p)
}
