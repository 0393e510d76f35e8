import { symmetricEigen } from '../../numeric/symmetric-eigen.js'
import { transposedTimes, weightedGram } from '../../numeric/weighted-gram.js'

/** Ten to the powers −7, −6⅔, −6⅓ … 2: the penalties among which leave-one-out chooses. */
export const ridgePenalties: readonly number[] = powers()

function powers(): number[] {
  const third = 2.154434690031884
  const list: number[] = []
  for (let exponent = -7; exponent < 2; exponent++) {
    let power = 1
    for (let e = 0; e < Math.abs(exponent); e++) power *= 10
    const whole = exponent < 0 ? 1 / power : power
    list.push(whole, whole * third, whole * third * third)
  }
  return [...list, 100]
}

/** What leave-one-out chose. */
export interface ChosenRidge {
  readonly b: Float64Array
  readonly penalty: number
  /** The mean squared error of predicting each row from the others. */
  readonly error: number
}

/**
 * Ridge regression of a centred outcome on k centred columns (minimises Σ w (y − x b)² / 2W + penalty Σ b² / 2), with the
 * penalty of least leave-one-out error. In the basis of eigenvectors of XᵀWX / W = V diag(d) Vᵀ, with Z = X V, the leverage of
 * one row is 1 / W + Σ z² / W (d + penalty), and leaving it out divides its residual by one less that (Golub, Heath & Wahba
 * 1979). A row of weight w is w copies, one of which is left out. O(n k²) for the basis, O(n k) for each penalty.
 */
export function ridgeByLeaveOneOut(
  x: Float64Array,
  n: number,
  k: number,
  y: Float64Array,
  weights: Float64Array | null,
  total: number,
  penalties: readonly number[] = ridgePenalties,
): ChosenRidge {
  const scaled = weightedGram(x, n, k, weights).map((value) => value / total)
  const { values, vectors } = symmetricEigen(scaled, k)
  const d = values.map((value) => Math.max(0, value))
  const z = rotated(x, n, k, vectors)
  const wy = weights === null ? y : y.map((value, i) => value * weights[i]!)
  const zy = transposedTimes(z, n, k, wy).map((value) => value / total)
  let best: { c: Float64Array; penalty: number; error: number } | null = null
  for (const penalty of penalties) {
    const c = zy.map((value, a) => value / (d[a]! + penalty))
    const inverse = d.map((value) => 1 / (total * (value + penalty)))
    let error = 0
    for (let i = 0; i < n; i++) {
      let [fitted, leverage] = [0, 1 / total]
      for (let a = 0, at = i * k; a < k; a++, at++) {
        const value = z[at]!
        fitted += value * c[a]!
        leverage += value * value * inverse[a]!
      }
      const left = (y[i]! - fitted) / Math.max(1 - leverage, 1e-9)
      error += (weights === null ? 1 : weights[i]!) * left * left
    }
    error /= total
    if (best === null || error < best.error) best = { c, penalty, error }
  }
  const b = new Float64Array(k)
  for (let a = 0; a < k; a++) for (let j = 0; j < k; j++) b[j]! += vectors[a * k + j]! * best!.c[a]!
  return { b, penalty: best!.penalty, error: best!.error }
}

/** X Vᵀ for a row-major matrix V whose rows are the eigenvectors. */
function rotated(x: Float64Array, n: number, k: number, vectors: Float64Array): Float64Array {
  const z = new Float64Array(n * k)
  for (let i = 0; i < n; i++) {
    for (let a = 0; a < k; a++) {
      let sum = 0
      for (let j = 0; j < k; j++) sum += x[i * k + j]! * vectors[a * k + j]!
      z[i * k + a] = sum
    }
  }
  return z
}
