import type { Table } from '../../data/types.js'
import { calledAs } from '../../errors.js'
import { portableLog } from '../../numeric/special/portable-log.js'
import { checkOptions } from '../../options.js'
import { directionOf, type PairDirection, readPair, standardised, toUnitInterval } from './pair-direction.js'

/**
 * IGCI: information-geometric causal inference, for a pair of numbers related by a nearly deterministic, invertible
 * function.
 *
 * If x is the cause, its density and the slope of the function are chosen independently of each other, so the mean
 * logarithm of the slope is negative: the score of x as the cause is minus that mean, over neighbours in the order of x
 * (ties and flat steps are left out).
 *
 * @param data - two columns of numbers, complete, at least 10 rows
 * @param options - `reference`: compare with a `'uniform'` density on the range (default) or a `'gaussian'` one
 * @returns the direction with its margin. It takes a side even when its assumptions fail
 * @throws CausalError `invalid-data`, `missing-values`, `too-few-rows`, `constant-column`
 * @complexity O(n log n)
 * @category Discovery
 * @see Janzing et al. 2012, "Information-geometric approach to inferring causal directions", Artificial Intelligence 182
 * @example
 * const x = Array.from({ length: 100 }, (_, i) => i / 99)
 * igci(table({ y: x.map((v) => v ** 3), x })).cause
 * //=> 'x'
 */
export function igci<T>(
  data: Table<T>,
  options: { readonly reference?: 'uniform' | 'gaussian' } = {},
): PairDirection<keyof T & string> {
  return calledAs('igci', () => {
    checkOptions('options', options, ['reference'])

    const { values } = readPair(data, 10)
    const scale = options.reference === 'gaussian' ? standardised : toUnitInterval
    const [a, b] = [scale(values[0]), scale(values[1])]
    return directionOf(data, -meanLogSlope(a, b), -meanLogSlope(b, a))
  })
}

/** The mean of log |Δy / Δx| between neighbours in the order of x. */
function meanLogSlope(x: Float64Array, y: Float64Array): number {
  const order = Array.from(x.keys()).sort((i, j) => x[i]! - x[j]! || y[i]! - y[j]!)
  let sum = 0
  let count = 0
  for (let k = 1; k < order.length; k++) {
    const dx = x[order[k]!]! - x[order[k - 1]!]!
    const dy = Math.abs(y[order[k]!]! - y[order[k - 1]!]!)
    if (dx === 0 || dy === 0) continue
    sum += portableLog(dy / dx)
    count++
  }
  return count === 0 ? 0 : sum / count
}
