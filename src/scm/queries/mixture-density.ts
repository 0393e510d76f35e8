import { calledAs } from '../../errors.js'
import { normalDensity } from '../../numeric/special/normal.js'
import { checkNumber } from '../../probability/families/check-distribution.js'
import { checkMixture, type NormalMixture } from './mixture-of.js'

/**
 * The density of a mixture of normal distributions at a point.
 *
 * @param mixture - the mixture, see {@link mixtureOf}
 * @param x - a number
 * @returns the density, per unit of x; infinite at the value of a component without variance
 * @throws CausalError `invalid-argument` for what is no mixture or no number
 * @complexity O(components)
 * @category Models
 * @example
 * const answer = query(scm({ C: bernoulli(0.5), X: linear({ C: 4 }, normal(0, 1)) }), ['X'])
 * if (answer.method !== 'mixture') throw new Error(answer.method)
 * mixtureDensity(mixtureOf(answer, 'X'), 2)
 * //=> 0.053991
 */
export function mixtureDensity(mixture: NormalMixture, x: number): number {
  return calledAs('mixtureDensity', () => {
    checkMixture(mixture)
    checkNumber('x', x)
    const { weights, means, sds } = mixture
    let sum = 0
    for (const [k, w] of weights.entries()) {
      if (sds[k] !== 0) sum += (w * normalDensity((x - means[k]!) / sds[k]!)) / sds[k]!
      else if (x === means[k] && w > 0) return Number.POSITIVE_INFINITY
    }
    return sum
  })
}
