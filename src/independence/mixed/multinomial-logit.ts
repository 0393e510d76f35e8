import { cholesky, solveCholesky } from '../../numeric/cholesky.js'
import { portableExp } from '../../numeric/special/portable-exp.js'
import { portableLog } from '../../numeric/special/portable-log.js'

/**
 * The largest log-likelihood of a multinomial logistic regression of a category on columns (an intercept is added), by
 * Newton steps with halving; where the classes can be separated it goes to its supremum.
 *
 * @param code - the category of each row, 0 … levels − 1
 * @param columns - the regressors
 */
export function multinomialLogLikelihood(code: Int32Array, levels: number, columns: readonly Float64Array[]): number {
  return multinomialLogit(code, levels, columns).value
}

/** The fit itself: for each class but the last (the reference) an intercept and a weight for each column, row-major. */
export function multinomialLogit(
  code: Int32Array,
  levels: number,
  columns: readonly Float64Array[],
): { readonly value: number; readonly coefficients: Float64Array } {
  const n = code.length
  const k = columns.length + 1
  const m = (levels - 1) * k
  const design = new Float64Array(n * k)
  for (let i = 0; i < n; i++) {
    design[i * k] = 1
    for (let c = 1; c < k; c++) design[i * k + c] = columns[c - 1]![i]!
  }
  const beta = new Float64Array(m)
  let value = evaluate(beta)
  for (let step = 0; step < 50; step++) {
    const { gradient, information } = derivatives(beta)
    for (let a = 0; a < m; a++) information[a * m + a]! += 1e-9 * (1 + information[a * m + a]!)
    const solved = cholesky(information, m, 0)
    if (!solved.ok) break
    const move = solveCholesky(solved.factor, m, gradient)
    let length = 1
    let after = evaluate(beta.map((b, a) => b + move[a]!))
    while (!(after >= value) && length > 1e-4) {
      length /= 2
      after = evaluate(beta.map((b, a) => b + length * move[a]!))
    }
    const gain = after - value
    if (!(gain > 0)) break
    for (let a = 0; a < m; a++) beta[a]! += length * move[a]!
    value = after
    if (gain < 1e-10 * (1 + Math.abs(value))) break
  }
  return { value, coefficients: beta }

  /** Class probabilities of a row into `p`, the last class as reference; returns the log of the row's own. */
  function probabilities(at: Float64Array, i: number, p: Float64Array): number {
    let largest = 0
    for (let l = 0; l + 1 < levels; l++) {
      let eta = 0
      for (let c = 0; c < k; c++) eta += at[l * k + c]! * design[i * k + c]!
      p[l] = eta
      largest = Math.max(largest, eta)
    }
    p[levels - 1] = 0
    let sum = 0
    for (let l = 0; l < levels; l++) sum += portableExp(p[l]! - largest)
    const own = p[code[i]!]! - largest - portableLog(sum)
    for (let l = 0; l < levels; l++) p[l] = portableExp(p[l]! - largest) / sum
    return own
  }

  function evaluate(at: Float64Array): number {
    const p = new Float64Array(levels)
    let sum = 0
    for (let i = 0; i < n; i++) sum += probabilities(at, i, p)
    return sum
  }

  function derivatives(at: Float64Array): { gradient: Float64Array; information: Float64Array } {
    const p = new Float64Array(levels)
    const gradient = new Float64Array(m)
    const information = new Float64Array(m * m)
    for (let i = 0; i < n; i++) {
      probabilities(at, i, p)
      for (let l = 0; l + 1 < levels; l++) {
        const rest = (code[i] === l ? 1 : 0) - p[l]!
        for (let c = 0; c < k; c++) gradient[l * k + c]! += rest * design[i * k + c]!
        for (let o = 0; o <= l; o++) {
          const weight = p[l]! * ((o === l ? 1 : 0) - p[o]!)
          for (let c = 0; c < k; c++) {
            for (let d = 0; d < k; d++) {
              information[(l * k + c) * m + o * k + d]! += weight * design[i * k + c]! * design[i * k + d]!
            }
          }
        }
      }
    }
    return { gradient, information }
  }
}
