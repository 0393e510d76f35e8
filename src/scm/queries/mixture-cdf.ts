import { calledAs } from '../../errors.js'
import { normalCdf, normalUpperTail } from '../../numeric/special/normal.js'
import { checkNumber } from '../../probability/families/check-distribution.js'
import { checkMixture, type NormalMixture } from './mixture-of.js'

/**
 * The probability that a number with a mixture of normal distributions is at most x.
 *
 * @param mixture - the mixture, see {@link mixtureOf}
 * @param x - a number
 * @returns a probability
 * @throws CausalError `invalid-argument` for what is no mixture or no number
 * @complexity O(components)
 * @category Models
 * @example
 * const answer = query(scm({ C: bernoulli(0.5), X: linear({ C: 4 }, normal(0, 1)) }), ['X'])
 * if (answer.method !== 'mixture') throw new Error(answer.method)
 * mixtureCdf(mixtureOf(answer, 'X'), 2)
 * //=> 0.5
 */
export function mixtureCdf(mixture: NormalMixture, x: number): number {
  return calledAs('mixtureCdf', () => {
    checkMixture(mixture)
    checkNumber('x', x)
    return Math.min(1, tailOf(mixture, x, false))
  })
}

/** P(X ≤ x), or P(X > x). */
export function tailOf({ weights, means, sds }: NormalMixture, x: number, isUpper: boolean): number {
  const tail = isUpper ? normalUpperTail : normalCdf
  let sum = 0
  for (let k = 0; k < weights.length; k++) {
    const share = sds[k] === 0 ? (isUpper === x < means[k]! ? 1 : 0) : tail((x - means[k]!) / sds[k]!)
    sum += weights[k]! * share
  }
  return sum
}
