import type { Table } from '../../data/types.js'
import { CausalError, calledAs } from '../../errors.js'
import { checkedObject } from '../../names.js'
import { cholesky, solveCholesky } from '../../numeric/cholesky.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { directionOf, type PairDirection, readPair, toUnitInterval } from './pair-direction.js'

/**
 * RECI: regression error based causal inference. Of two regressions on the unit interval, the one of the effect on the
 * cause leaves the smaller error, when the function is nearly invertible and the noise small.
 *
 * @param data - two columns of numbers, complete, at least 10 rows
 * @param options - `degree` of the polynomial that is fitted (default 3)
 * @returns the direction; a score is minus the mean squared error with that column as the cause
 * @throws CausalError `invalid-data`, `missing-values`, `too-few-rows`, `constant-column`, `invalid-argument`
 * @complexity O(n degree²)
 * @category Discovery
 * @see Blöbaum, Janzing, Washio, Shimizu & Schölkopf 2018, "Cause-effect inference by comparing regression errors",
 *   AISTATS
 * @example
 * const x = Array.from({ length: 100 }, (_, i) => i / 99)
 * reci(table({ y: x.map((v) => v ** 3), x })).cause
 * //=> 'x'
 */
export function reci<T>(data: Table<T>, options: { readonly degree?: number } = {}): PairDirection<keyof T & string> {
  return calledAs('reci', () => {
    checkOptions('options', options, ['degree'])

    const { degree = 3 } = checkedObject('options', options)
    if (!Number.isInteger(degree) || degree < 1 || degree > 8) {
      throw new CausalError('invalid-argument', `degree is ${show(degree)}: give a whole number from 1 to 8.`, {
        degree,
      })
    }
    const { names, values } = readPair(data, 10)
    const [a, b] = [toUnitInterval(values[0]), toUnitInterval(values[1])]
    return directionOf(names, -meanSquaredError(a, b, degree), -meanSquaredError(b, a, degree))
  })
}

function meanSquaredError(x: Float64Array, y: Float64Array, degree: number): number {
  const n = x.length
  const k = degree + 1
  const basis = (at: number): number[] => {
    // Legendre polynomials on [−1, 1]: far better conditioned than powers
    const t = 2 * at - 1
    const p = [1, t]
    for (let d = 2; d < k; d++) p.push(((2 * d - 1) * t * p[d - 1]! - (d - 1) * p[d - 2]!) / d)
    return p
  }
  const gram = new Float64Array(k * k)
  const across = new Float64Array(k)
  for (let i = 0; i < n; i++) {
    const p = basis(x[i]!)
    for (let a = 0; a < k; a++) {
      across[a]! += p[a]! * y[i]!
      for (let b = 0; b < k; b++) gram[a * k + b]! += p[a]! * p[b]!
    }
  }
  // a cause with few distinct values determines fewer coefficients: the ridge picks the smallest
  for (let a = 0; a < k; a++) gram[a * k + a]! += 1e-9 * n
  const solved = cholesky(gram, k, 0)
  if (!solved.ok) throw new CausalError('collinear', 'the polynomial cannot be fitted: take a lower degree.')
  const beta = solveCholesky(solved.factor, k, across)
  let sum = 0
  for (let i = 0; i < n; i++) {
    const p = basis(x[i]!)
    let error = y[i]!
    for (let a = 0; a < k; a++) error -= beta[a]! * p[a]!
    sum += error * error
  }
  return sum / n
}
