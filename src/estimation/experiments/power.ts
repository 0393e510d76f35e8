import { calledAs } from '../../errors.js'
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
 * The plan of an experiment of which the power is asked.
 *
 * @category Estimation
 */
export interface PowerQuestion extends ExperimentPlan {
  /** Units in all arms together. */
  readonly n: number
  /** The true effect: in units of the outcome, or as a difference of shares with `baseline`. */
  readonly effect: number
}

/**
 * The power of an experiment: the probability that a two-sided test finds an effect of this size.
 *
 * For numbers the t test (exact under normal outcomes), for shares the usual test of two proportions; clusters enlarge the
 * variance by 1 + (m − 1) ρ, covariates shrink it by 1 − R².
 *
 * @param plan - units, effect, standard deviation or baseline, level
 * @returns between alpha and 1
 * @throws CausalError `invalid-argument` for values out of range
 * @complexity O(1)
 * @category Estimation
 * @see Cohen 1988; Fleiss 1981 for proportions; Donner & Klar 2000 for clusters
 * @example
 * power({ n: 40, effect: 1, standardDeviation: 1 })
 * //=> 0.8690
 */
export function power(plan: PowerQuestion): number {
  return calledAs('power', () => {
    checkOptions('plan', plan, [...planKeys, 'n', 'effect'], {
      n: 'number',
      effect: 'number',
      ...planKinds,
    })
    const { n, effect } = checkedObject('plan', plan)
    const known = checkedPlan(plan)
    inRange('n', n, leastUnits(known), Number.POSITIVE_INFINITY, true)
    if (known.baseline === null) inRange('effect', effect, -1e300, 1e300, true)
    else inRange('effect', effect, -known.baseline, 1 - known.baseline, false)
    return powerOfTest(known, n, effect)
  })
}
