import { CausalError, calledAs } from '../../errors.js'
import { checkedNumbers, checkedObject } from '../../names.js'
import { portableExp } from '../../numeric/special/portable-exp.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import type { EstimatedEffect } from '../core/types/effect.js'
import { outcomeSpread } from './outcome-spread.js'

/**
 * An effect as a risk ratio, or as a standardised difference of means.
 *
 * @category Estimation
 */
export type EffectSize =
  | {
      /** The risk ratio (or a rate ratio; an odds ratio of a rare outcome), above 0. */
      readonly riskRatio: number
      /** Its confidence interval. */
      readonly interval?: readonly [number, number]
    }
  | {
      /** The difference of means in standard deviations of the outcome. */
      readonly standardizedDifference: number
      /** Its standard error. */
      readonly standardError?: number
    }

/**
 * How strong a hidden confounder would have to be.
 *
 * @category Estimation
 */
export interface EValue {
  /** The E-value of the estimate, at least 1. */
  readonly point: number
  /** The E-value of the confidence limit nearest to no effect (1 when the interval holds it); null without an interval. */
  readonly limit: number | null
  /** The estimate as a risk ratio. */
  readonly riskRatio: number
  /** Its confidence interval as risk ratios, or null. */
  readonly interval: readonly [number, number] | null
}

/**
 * The E-value: the least strength, as a risk ratio with both treatment and outcome, that a hidden confounder would need to
 * explain an association away (VanderWeele & Ding 2017).
 *
 * A standardised difference d counts as the risk ratio exp(0.91 d), with the interval exp(0.91 d ± 1.78 se).
 *
 * Of an effect from `estimateEffect` ratios count as they are (an odds ratio as its root, for outcomes that are not rare), and
 * a difference in standard deviations of the outcome.
 *
 * @param effect - a risk ratio with its interval, or a standardised difference with its standard error; or an effect
 * @returns the E-values of the estimate and of the limit nearest to no effect
 * @throws CausalError `invalid-argument` for a ratio that is not above 0, an interval that does not hold the estimate, or
 *   a negative standard error
 * @complexity constant
 * @category Estimation
 * @example
 * eValue({ riskRatio: 1.5, interval: [0.9727, 2.3132] })
 * //=> { point: 2.366, limit: 1, riskRatio: 1.5, interval: [0.9727, 2.3132] }
 */
export function eValue(effect: EffectSize | EstimatedEffect): EValue {
  return calledAs('eValue', () => {
    const size = checkedObject('effect', effect)
    return ofSize('estimated' in size ? sizeOf(size) : size)
  })
}

/** An estimated effect as a risk ratio or a standardised difference: an odds ratio as its root (VanderWeele 2017). */
function sizeOf(effect: EstimatedEffect): EffectSize {
  if (effect.estimated !== true) {
    throw new CausalError('invalid-argument', 'the effect was refused: there is nothing to explain away.', {})
  }
  const { measure, estimate, standardError, interval } = effect
  if (measure === 'difference') {
    const spread = outcomeSpread(effect)
    return { standardizedDifference: estimate / spread, standardError: standardError / spread }
  }
  if (measure !== 'odds-ratio') return { riskRatio: estimate, interval }
  return { riskRatio: Math.sqrt(estimate), interval: [Math.sqrt(interval[0]), Math.sqrt(interval[1])] }
}

function ofSize(effect: EffectSize): EValue {
  const ratio = 'riskRatio' in checkedObject('effect', effect)
  checkOptions('effect', effect, ratio ? ['riskRatio', 'interval'] : ['standardizedDifference', 'standardError'], {
    riskRatio: 'number',
    standardizedDifference: 'number',
    standardError: 'number',
  })
  const { riskRatio, interval } =
    'riskRatio' in effect
      ? { riskRatio: effect.riskRatio, interval: effect.interval ?? null }
      : fromDifference(effect.standardizedDifference, effect.standardError)
  if (typeof riskRatio !== 'number' || !(riskRatio > 0 && riskRatio < Number.POSITIVE_INFINITY)) {
    throw new CausalError('invalid-argument', `a risk ratio is a number above 0, got ${show(riskRatio)}.`, {
      riskRatio,
    })
  }
  if (interval !== null) checkedNumbers('ends of the interval', interval)
  if (interval !== null && !(interval[0] > 0 && interval[0] <= riskRatio && riskRatio <= interval[1])) {
    throw new CausalError(
      'invalid-argument',
      `the interval [${interval}] is above 0 and holds the estimate ${riskRatio}.`,
      { interval },
    )
  }
  const point = strength(riskRatio)
  const nearest = interval === null ? null : riskRatio >= 1 ? Math.max(1, interval[0]) : Math.min(1, interval[1])
  return Object.freeze({
    point,
    limit: nearest === null ? null : strength(nearest),
    riskRatio,
    interval: interval === null ? null : Object.freeze([interval[0], interval[1]] as const),
  })
}

function strength(ratio: number): number {
  const r = ratio < 1 ? 1 / ratio : ratio
  return r + Math.sqrt(r * (r - 1))
}

function fromDifference(d: number, se: number | undefined): { riskRatio: number; interval: [number, number] | null } {
  if (!Number.isFinite(d) || (se !== undefined && (typeof se !== 'number' || !(se >= 0)))) {
    throw new CausalError(
      'invalid-argument',
      `the difference is a number and its standard error at least 0, got ${show(d)} and ${show(se)}.`,
      { d, se },
    )
  }
  return {
    riskRatio: portableExp(0.91 * d),
    interval: se === undefined ? null : [portableExp(0.91 * d - 1.78 * se), portableExp(0.91 * d + 1.78 * se)],
  }
}
