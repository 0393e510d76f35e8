import { CausalError, calledAs } from '../../errors.js'
import { logBetaFront } from '../../numeric/special/incomplete-beta.js'
import { portableExp } from '../../numeric/special/portable-exp.js'
import { portableLog, portableLog1p } from '../../numeric/special/portable-log.js'
import { show } from '../../show.js'
import { type FiniteDistribution, finite } from './distribution.js'

/**
 * The binomial distribution of the number of successes, over the finitely many counts 0 … trials.
 *
 * @param trials - how many trials, a whole number from 0 to 10,000,000
 * @param p - the probability of success in each
 * @returns the distribution, which exact engines can enumerate
 * @throws CausalError `invalid-argument`, `not-probability`
 * @complexity O(trials)
 * @category Probability
 * @example
 * binomial(2, 0.5).probabilities
 * //=> [0.25, 0.5, 0.25]
 */
export function binomial(trials: number, p: number): FiniteDistribution<number> {
  return calledAs('binomial', () => {
    if (!(Number.isInteger(trials) && trials >= 0 && trials <= 1e7)) {
      const message = `the number of trials must be a whole number from 0 to 10,000,000, got ${show(trials)}.`
      throw new CausalError('invalid-argument', message, { trials })
    }
    if (typeof p !== 'number' || !(p >= 0 && p <= 1)) {
      throw new CausalError('not-probability', `p must lie between 0 and 1, got ${show(p)}.`, { p })
    }
    const values = Array.from({ length: trials + 1 }, (_, k) => k)
    // however improbable, a count that can come up has a chance: the least number there is
    const least = p === 0 || p === 1 ? 0 : Number.MIN_VALUE
    const chances = values.map((k) => Math.max(least, chanceOf(k, trials, p)))
    const sum = chances.reduce((s, c) => s + c, 0)
    return finite(
      values,
      chances.map((c) => c / sum),
    )
  })
}

/** C(n, k) pᵏ (1 − p)ⁿ⁻ᵏ, from the saddle-point form of pᵏ (1 − p)ⁿ⁻ᵏ / B(k, n − k) = C(n, k) … k (n − k) / n. */
function chanceOf(k: number, n: number, p: number): number {
  if (p === 0 || p === 1) return k === (p === 0 ? 0 : n) ? 1 : 0
  const logX = portableLog(p)
  const logY = portableLog1p(-p)
  if (k === 0 || k === n) return portableExp(n * (k === 0 ? logY : logX))
  return (portableExp(logBetaFront(k, n - k, { x: p, y: 1 - p, logX, logY })) * n) / (k * (n - k))
}
