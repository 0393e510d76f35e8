import { leastSquares } from '../../../numeric/least-squares.js'
import type { Input, Rest } from './rest.js'
import { meanOf } from './sum-of.js'

/** Least squares; a cause that the ones before it determine adds nothing and is left out. */
export function linearRest(
  own: { readonly before: Float64Array; readonly after: Float64Array },
  inputs: readonly Input[],
): Rest {
  const [n, m] = [own.before.length, own.after.length]
  const used = [...inputs]
  for (;;) {
    const k = used.length + 1
    // centred at the means before: no slope changes, and large levels cost no digits
    const centers = used.map(({ before }) => meanOf(before))
    const level = meanOf(own.before)
    const design = (rows: number, columnsOf: (input: Input) => Float64Array): Float64Array => {
      const x = new Float64Array(rows * k)
      const columns = used.map(columnsOf)
      for (let r = 0; r < rows; r++) {
        x[r * k] = 1
        for (let a = 1; a < k; a++) x[r * k + a] = columns[a - 1]![r]! - centers[a - 1]!
      }
      return x
    }
    const x = design(n, (input) => input.before)
    const fit = leastSquares(
      x,
      n,
      k,
      own.before.map((v) => v - level),
    )
    if (!fit.ok) {
      used.splice(fit.column - 1, 1)
      continue
    }
    const inverse = new Float64Array(k * k)
    for (let a = 0; a < k; a++) {
      const unit = new Float64Array(k)
      unit[a] = 1
      inverse.set(fit.inverseTimes(unit), a * k)
    }
    const later = design(m, (input) => input.after)
    const after = own.after.map((v, r) => {
      let predicted = level
      for (let a = 0; a < k; a++) predicted += later[r * k + a]! * fit.coefficients[a]!
      return v - predicted
    })
    const middle = new Float64Array(k)
    for (let r = 0; r < m; r++) for (let a = 0; a < k; a++) middle[a]! += later[r * k + a]! / m
    const meanLeverage = quadratic(inverse, k, middle, 0)
    for (let r = 0; r < m; r++) for (let a = 0; a < k; a++) later[r * k + a]! -= middle[a]!
    return {
      before: fit.residuals,
      after,
      k,
      leverage: {
        before: Float64Array.from({ length: n }, (_, r) => quadratic(inverse, k, x, r * k)),
        after: Float64Array.from({ length: m }, (_, r) => quadratic(inverse, k, later, r * k)),
      },
      meanLeverage,
      slopes: used.map(({ cause, lag }, a) => ({ cause, lag, slope: fit.coefficients[a + 1]! })),
    }
  }
}

/** vᵀ A v for the k numbers from `at` on. */
function quadratic(a: Float64Array, k: number, v: Float64Array, at: number): number {
  let sum = 0
  for (let p = 0; p < k; p++) for (let q = 0; q < k; q++) sum += v[at + p]! * a[p * k + q]! * v[at + q]!
  return sum
}
