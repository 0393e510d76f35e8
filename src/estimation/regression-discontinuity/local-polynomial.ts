import { leastSquares } from '../../numeric/least-squares.js'
import { wholePower } from '../../numeric/special/portable-pow.js'
import { type DiscontinuityKernel, kernelAt } from './kernel.js'

/** A local polynomial at 0 of rows on one side. */
export interface LocalPolynomial {
  /** Coefficients of 1, x, x² …, in units of x. */
  readonly coefficients: Float64Array
  /** Residuals of rows with weight, 0 for others. */
  readonly residuals: Float64Array
  /** Leverages of rows with weight, 0 for others. */
  readonly leverage: Float64Array
  /** l with Σ l_i y_i = coefficient j. */
  readonly weightsOf: (j: number) => Float64Array
  /** Rows with weight. */
  readonly count: number
}

/** Weighted least squares of y on powers of x by K(x / h); null where the rows with weight do not determine it. */
export function localPolynomial(
  x: Float64Array,
  y: Float64Array,
  kernel: DiscontinuityKernel,
  h: number,
  degree: number,
): LocalPolynomial | null {
  const n = x.length
  const k = degree + 1
  const rows: number[] = []
  const weight = new Float64Array(n)
  for (let i = 0; i < n; i++) {
    weight[i] = kernelAt(kernel, x[i]! / h)
    if (weight[i]! > 0) rows.push(i)
  }
  const m = rows.length
  if (m <= degree) return null
  const powers = new Float64Array(m * k)
  for (const [r, i] of rows.entries()) {
    let power = 1
    for (let a = 0; a < k; a++) {
      powers[r * k + a] = power
      // in units of h, for the sake of digits
      power *= x[i]! / h
    }
  }
  const w = Float64Array.from(rows, (i) => weight[i]!)
  const fit = leastSquares(
    powers,
    m,
    k,
    Float64Array.from(rows, (i) => y[i]!),
    w,
  )
  if (!fit.ok) return null
  const direction = (j: number): Float64Array => {
    const unit = new Float64Array(k)
    unit[j] = 1
    return fit.inverseTimes(unit)
  }
  const spread = (values: (r: number) => number): Float64Array => {
    const out = new Float64Array(n)
    for (const [r, i] of rows.entries()) out[i] = values(r)
    return out
  }
  return {
    coefficients: fit.coefficients.map((b, a) => b / wholePower(h, a)),
    residuals: spread((r) => fit.residuals[r]!),
    leverage: spread((r) => {
      const row = powers.slice(r * k, r * k + k)
      return fit.inverseTimes(row).reduce((sum, v, a) => sum + v * row[a]!, 0) * w[r]!
    }),
    weightsOf: (j) => {
      const v = direction(j)
      return spread((r) => {
        let sum = 0
        for (let a = 0; a < k; a++) sum += v[a]! * powers[r * k + a]!
        return (sum * w[r]!) / wholePower(h, j)
      })
    },
    count: m,
  }
}

/** Σ l_i x_iʲ. */
export function momentOf(weights: Float64Array, x: Float64Array, j: number): number {
  let sum = 0
  for (let i = 0; i < x.length; i++) sum += weights[i]! * wholePower(x[i]!, j)
  return sum
}

/**
 * y less the mean of its nearest neighbours on the same side, times √(J / (J + 1)): its square estimates the variance at x
 * whatever the regression. At least J = 3 neighbours, ties included. Calonico, Cattaneo & Titiunik 2014, section 5.
 *
 * @param x - ascending
 * @param within - rows farther from 0 are not looked at, and get 0
 */
export function neighbourDeviations(x: Float64Array, y: Float64Array, within: number): Float64Array {
  const least = 3
  const rows = [...x.keys()].filter((i) => Math.abs(x[i]!) <= within)
  const from = rows[0] ?? 0
  const to = (rows.at(-1) ?? -1) + 1
  const out = new Float64Array(x.length)
  for (let i = from; i < to; i++) {
    let [low, high, count, sum] = [i - 1, i + 1, 0, 0]
    let reach = -1
    while (low >= from || high < to) {
      const down = low >= from ? x[i]! - x[low]! : Number.POSITIVE_INFINITY
      const up = high < to ? x[high]! - x[i]! : Number.POSITIVE_INFINITY
      const next = Math.min(down, up)
      if (count >= least && next > reach) break
      reach = next
      sum += down <= up ? y[low--]! : y[high++]!
      count++
    }
    if (count > 0) out[i] = Math.sqrt(count / (count + 1)) * (y[i]! - sum / count)
  }
  return out
}
