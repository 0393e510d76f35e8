import { type DiscontinuityKernel, kernelAt } from './kernel.js'
import { localPolynomial } from './local-polynomial.js'

/** A density at the end of its side. */
export interface BoundaryDensity {
  readonly density: number
  readonly variance: number
  /** Rows with weight. */
  readonly rows: number
}

/**
 * The density at 0 of the rows on one side: the slope at 0 of a local polynomial of the empirical distribution function
 * (Cattaneo, Jansson & Ma 2020, equation 2). With weights l_i the slope is Σ_i l_i F(x_i), a mean over all rows j of
 * Σ_i l_i 1(x_j ≤ x_i), and its variance is that of the mean. Null where the side does not determine it.
 *
 * @param x - all rows, ascending, the cut-off at 0
 * @param side - −1: rows below 0; 1: rows at and above
 */
export function boundaryDensity(
  x: Float64Array,
  side: -1 | 1,
  h: number,
  degree: number,
  kernel: DiscontinuityKernel,
): BoundaryDensity | null {
  const n = x.length
  const start = x.findIndex((v) => v >= 0)
  const left = start < 0 ? n : start
  const [from, to] = side < 0 ? [0, left] : [left, n]
  const own = x.subarray(from, to) as Float64Array
  // the share of rows at or below each: ties share the highest rank
  const share = new Float64Array(own.length)
  for (let i = own.length - 1; i >= 0; i--) {
    share[i] = i + 1 < own.length && own[i] === own[i + 1] ? share[i + 1]! : (from + i + 1) / n
  }
  const fit = localPolynomial(own, share, kernel, h, degree)
  if (fit === null) return null
  const l = fit.weightsOf(1)
  const density = fit.coefficients[1]!
  // Σ_i l_i 1(x_j ≤ x_i) for row j of this side; rows below all of it have Σ l_i = 0, rows above none
  const above = new Float64Array(own.length)
  let sum = 0
  for (let i = own.length - 1; i >= 0; ) {
    let first = i
    while (first > 0 && own[first - 1] === own[i]) first--
    for (let j = first; j <= i; j++) sum += l[j]!
    for (let j = first; j <= i; j++) above[j] = sum
    i = first - 1
  }
  let square = (n - own.length) * density ** 2
  for (const value of above) square += (value - density) ** 2
  const rows = own.filter((v) => kernelAt(kernel, v / h) > 0).length
  return { density, variance: square / n / n, rows }
}
