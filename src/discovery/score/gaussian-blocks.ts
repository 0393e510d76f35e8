import { portableLog } from '../../numeric/special/portable-log.js'
import { LEAST_SHARE } from './residual-share.js'

/**
 * The logarithm of the determinant of a correlation matrix of some columns, by its Cholesky factor; a column that those
 * before it determine keeps 1e-13 of its variance.
 *
 * @param at - the correlation of two columns
 */
export function logDeterminantOf(columns: readonly number[], at: (a: number, b: number) => number): number {
  const k = columns.length
  const l = new Float64Array(k * k)
  let total = 0
  for (let i = 0; i < k; i++) {
    let left = at(columns[i]!, columns[i]!)
    for (let j = 0; j < i; j++) {
      let sum = at(columns[i]!, columns[j]!)
      for (let m = 0; m < j; m++) sum -= l[i * k + m]! * l[j * k + m]!
      // what is all but determined takes nothing from others
      const pivot = l[j * k + j]!
      const value = pivot === 0 ? 0 : sum / pivot
      l[i * k + j] = value
      left -= value * value
    }
    total += portableLog(Math.max(left, LEAST_SHARE))
    l[i * k + i] = left > LEAST_SHARE ? Math.sqrt(left) : 0
  }
  return total
}
