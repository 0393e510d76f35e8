import { CausalError, calledAs } from '../../errors.js'
import { checkedObject } from '../../names.js'
import { checkOptions } from '../../options.js'
import {
  checkedPlan,
  type ExperimentPlan,
  inRange,
  leastUnits,
  planKeys,
  planKinds,
  powerOfTest,
} from './power-of-test.js'

/**
 * The plan of an experiment of which the smallest effect is asked that it can find.
 *
 * @category Estimation
 */
export interface DetectableEffectQuestion extends ExperimentPlan {
  /** Units in all arms together. */
  readonly n: number
  /** The probability with which the effect is to be found (default 0.8). */
  readonly power?: number
}

/**
 * The minimum detectable effect: the smallest positive effect that an experiment finds with this power.
 *
 * @param plan - units, power, standard deviation or baseline, level
 * @returns the effect: in units of the outcome, or as a difference of shares with `baseline`
 * @throws CausalError `invalid-argument` for values out of range, or where no share is large enough to be found
 * @complexity O(1)
 * @category Estimation
 * @see Bloom 1995, "Minimum detectable effects"
 * @example
 * minimumDetectableEffect({ n: 40, standardDeviation: 1, power: 0.9 })
 * //=> 1.0520
 */
export function minimumDetectableEffect(plan: DetectableEffectQuestion): number {
  return calledAs('minimumDetectableEffect', () => {
    checkOptions('plan', plan, [...planKeys, 'n', 'power'], {
      n: 'number',
      power: 'number',
      ...planKinds,
    })
    const { n, power = 0.8 } = checkedObject('plan', plan)
    const known = checkedPlan(plan)
    inRange('n', n, leastUnits(known), Number.POSITIVE_INFINITY, true)
    inRange('power', power, known.alpha, 1, false)
    let [low, high] = [0, known.baseline === null ? known.sd! : 1 - known.baseline]
    if (known.baseline === null) while (powerOfTest(known, n, high) < power) high *= 2
    else if (powerOfTest(known, n, high * (1 - 1e-12)) < power) {
      throw new CausalError(
        'invalid-argument',
        `${n} units find not even a share of 1 with power ${power}: plan for more.`,
        { n },
      )
    }
    for (let step = 0; step < 60; step++) {
      const middle = (low + high) / 2
      if (powerOfTest(known, n, middle) < power) low = middle
      else high = middle
    }
    return (low + high) / 2
  })
}
