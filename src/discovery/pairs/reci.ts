import type { Table } from '../../data/types.js'
import { CausalError, calledAs } from '../../errors.js'
import { checkedObject } from '../../names.js'
import { euclideanNorm } from '../../numeric/euclidean-norm.js'
import { leastSquares } from '../../numeric/least-squares.js'
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
    checkOptions('options', options, ['degree'], { degree: 'number' })

    const { degree = 3 } = checkedObject('options', options)
    if (!Number.isInteger(degree) || degree < 1 || degree > 8) {
      throw new CausalError('invalid-argument', `degree is ${show(degree)}: give a whole number from 1 to 8.`, {
        degree,
      })
    }
    const { values } = readPair(data, 10)
    const [a, b] = [toUnitInterval(values[0]), toUnitInterval(values[1])]
    return directionOf(data, -meanSquaredError(a, b, degree), -meanSquaredError(b, a, degree))
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
  const design = Float64Array.from(Array.from(x, basis).flat())
  // a cause with few distinct values determines fewer coefficients: the ridge picks the smallest
  const fit = leastSquares(design, n, k, y, null, new Float64Array(k).fill(1e-9 * n))
  if (!fit.ok) throw new CausalError('collinear', 'the polynomial cannot be fitted: take a lower degree.')
  return euclideanNorm(fit.residuals) ** 2 / n
}
