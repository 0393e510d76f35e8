import { calledAs } from '../../errors.js'
import { portableExp } from '../../numeric/special/portable-exp.js'
import { checkDistribution } from './check-distribution.js'
import type { Distribution } from './distribution.js'
import { logDensityAt } from './log-density.js'

/**
 * The density of a distribution at a point, or the probability where single values have one.
 *
 * @param distribution - a distribution
 * @param x - a number, or one of the states of a categorical variable
 * @returns the density, at least zero
 * @throws CausalError `invalid-argument` for what is not a distribution or not a number; `unknown-name` for a state it does
 *   not have
 * @complexity O(1), for a finite distribution O(values)
 * @category Probability
 * @example
 * density(normal(0, 1), 0)
 * //=> 0.398942
 * density(categorical({ low: 0.3, high: 0.7 }), 'low')
 * //=> 0.3
 */
export function density<V extends string | number>(distribution: Distribution<V>, x: NoInfer<V>): number {
  return calledAs('density', () => {
    checkDistribution(distribution)
    return portableExp(logDensityAt(distribution, x))
  })
}
