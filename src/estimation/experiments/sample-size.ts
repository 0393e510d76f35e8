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
 * The plan of an experiment of which the size is asked.
 *
 * @category Estimation
 */
export interface SampleSizeQuestion extends ExperimentPlan {
  /** The effect to be found: in units of the outcome, or as a difference of shares with `baseline`. */
  readonly effect: number
  /** The probability with which it is to be found (default 0.8). */
  readonly power?: number
}

/** No plan has more units than this. */
const most = 2 ** 52

/**
 * How many units an experiment needs to find an effect with this power.
 *
 * @param plan - effect, power, standard deviation or baseline, level
 * @returns units in all arms together, a whole number
 * @throws CausalError `invalid-argument` for values out of range, or an effect too small for any sample
 * @complexity O(1)
 * @category Estimation
 * @see Cohen 1988
 * @example
 * sampleSize({ effect: 0.02, baseline: 0.1 })
 * //=> 7682
 */
export function sampleSize(plan: SampleSizeQuestion): number {
  return calledAs('sampleSize', () => {
    checkOptions('plan', plan, [...planKeys, 'effect', 'power'], {
      effect: 'number',
      power: 'number',
      ...planKinds,
    })
    const { effect, power = 0.8 } = checkedObject('plan', plan)
    const known = checkedPlan(plan)
    inRange('power', power, known.alpha, 1, false)
    if (known.baseline === null) inRange('effect', effect, -1e300, 1e300, true)
    else inRange('effect', effect, -known.baseline, 1 - known.baseline, false)
    if (effect === 0) throw new CausalError('invalid-argument', 'effect must not be 0: no sample finds nothing.')
    let low = Math.ceil(leastUnits(known))
    let high = low
    while (powerOfTest(known, high, effect) < power) {
      low = high
      high *= 2
      if (high > most) {
        throw new CausalError('invalid-argument', `no sample below 2⁵² units finds an effect of ${effect}.`, { effect })
      }
    }
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2)
      if (powerOfTest(known, middle, effect) < power) low = middle
      else high = middle
    }
    return high
  })
}
