import { calledAs } from '../../errors.js'
import { unknownName } from '../../names.js'
import { portableLog } from '../../numeric/special/portable-log.js'
import { checkDistribution, checkNumber } from './check-distribution.js'
import type { Distribution } from './distribution.js'
import { lawOf } from './law-of.js'

/**
 * The logarithm of the density of a distribution at a point, or of the probability where single values have one.
 *
 * @param distribution - a distribution
 * @param x - a number, or one of the states of a categorical variable
 * @returns the natural logarithm; −∞ where the density is zero
 * @throws CausalError `invalid-argument` for what is not a distribution or not a number; `unknown-name` for a state it does
 *   not have
 * @complexity O(1), for a finite distribution O(values)
 * @category Probability
 * @example
 * logDensity(normal(0, 1), 40)
 * //=> -800.918939
 */
export function logDensity<V extends string | number>(distribution: Distribution<V>, x: NoInfer<V>): number {
  return calledAs('logDensity', () => {
    checkDistribution(distribution)
    return logDensityAt(distribution, x)
  })
}

/** The checked core of `density` and `logDensity`. */
export function logDensityAt(d: Distribution, x: string | number): number {
  if (d.values !== null) {
    const i = d.values.indexOf(x)
    if (i < 0 && d.values.some((value) => typeof value === 'string'))
      throw unknownName('state', x, d.values.map(String))
    return i < 0 ? Number.NEGATIVE_INFINITY : portableLog(d.probabilities![i]!)
  }
  checkNumber('x', x)
  return lawOf(d as Distribution<number>).logDensity(x as number)
}

/** The logarithm of the density of a continuous distribution, or of the probability of a finite one, as a function of x. */
export function logDensityOf(d: Distribution): (x: number | string) => number {
  if (d.values !== null) {
    const logs = new Map(d.values.map((value, i) => [value, portableLog(d.probabilities![i]!)]))
    return (x) => logs.get(x) ?? Number.NEGATIVE_INFINITY
  }
  return lawOf(d as Distribution<number>).logDensity as (x: number | string) => number
}
