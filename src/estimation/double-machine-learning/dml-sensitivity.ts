import { CausalError, calledOnResult } from '../../errors.js'
import { checkedNumber } from '../../learners/core/check-numbers.js'
import { checkedObject } from '../../names.js'
import { normalQuantile } from '../../numeric/special/normal.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import type { EstimatedEffect } from '../core/types/effect.js'
import { checkedConfidence } from '../effects-by-group/scored.js'
import { isSensitivityParts, type SensitivityParts } from './sensitivity-parts.js'

/**
 * How strong a confounder that nobody measured is assumed to be.
 *
 * @category Estimation
 */
export interface DmlSensitivityQuestion {
  /** The share of what is left of the outcome's variance that it explains, from 0 up to 1 (default 0.03). */
  readonly outcome?: number
  /** The share of the variance of treatment weights that it would add, from 0 to below 1 (default 0.03); in the partially linear model the share of what is left of the treatment. */
  readonly treatment?: number
  /** How far what it does to both goes together, from 0 to 1 (default 1: the worst). */
  readonly correlation?: number
  /** The effect of which one asks whether it can be excluded (default 0). */
  readonly nullValue?: number
  /** The confidence level, between 0 and 1 (default 0.95). */
  readonly confidence?: number
}

/**
 * What an unmeasured confounder of a given strength could do.
 *
 * @category Estimation
 */
export interface DmlSensitivity {
  /** The least and the greatest effect that such a confounder leaves possible. */
  readonly bounds: readonly [number, number]
  /** Their standard errors. */
  readonly standardErrors: readonly [number, number]
  /** Bounds with sampling error: a one-sided confidence limit below the lower, and one above the upper. */
  readonly interval: readonly [number, number]
  /** The strength, the same in outcome and treatment, at which a bound reaches the null value. */
  readonly robustnessValue: number
  /** The same for a bound with sampling error; 0 where the null value is not excluded to begin with. */
  readonly robustnessValueWithError: number
}

/**
 * How much an unmeasured confounder could change an effect that double machine learning found (Chernozhukov, Cinelli, Newey,
 * Sharma & Syrgkanis 2022).
 *
 * The bias is at most correlation · S · √(outcome · treatment / (1 − treatment)), where S² is the variance of the outcome that
 * is left times that of the weights (the Riesz representer) by which the effect averages outcomes; nothing is assumed of the form
 * of the confounder. Compare the strengths with what measured covariates explain.
 *
 * @param effect - what `estimateEffect` gave with `doubleMachineLearning`, model `partially-linear` or `interactive`
 * @param question - the assumed strength, the null value
 * @returns bounds, their errors, and robustness values
 * @throws CausalError `invalid-argument` for strengths out of range and for an effect of another estimator
 * @complexity O(n) for each of about 50 strengths
 * @see Chernozhukov, Cinelli, Newey, Sharma & Syrgkanis 2022, "Long story short: omitted variable bias in causal machine learning"
 * @category Estimation
 * @example
 * const x = Array.from({ length: 200 }, (_, i) => Math.sin(i))
 * const T = x.map((v, i) => v * v + Math.sin(3 * i * i))
 * const Y = T.map((v, i) => 2 * v + 5 * x[i]! ** 2 + Math.sin(7 * i * i))
 * const e = estimateEffect(table({ x, T, Y }), {
 *   graph: dag('x -> T -> Y; x -> Y'),
 *   treatment: 'T',
 *   outcome: 'Y',
 *   estimator: doubleMachineLearning({ learner: splines() }),
 * })
 * if (!e.estimated) throw new Error(e.message)
 * dmlSensitivity(e).robustnessValue > 0.5
 * //=> true
 */
export function dmlSensitivity(effect: EstimatedEffect, question: DmlSensitivityQuestion = {}): DmlSensitivity {
  return calledOnResult('dmlSensitivity', 'estimateEffect with doubleMachineLearning', () => {
    const parts = partsOf(effect)
    checkOptions('question', question, ['outcome', 'treatment', 'correlation', 'nullValue', 'confidence'], {
      outcome: 'number',
      treatment: 'number',
      correlation: 'number',
      nullValue: 'number',
    })
    const given = checkedObject('question', question)
    const outcome = checkedNumber('outcome', given.outcome ?? 0.03, 0, { most: 1 })
    const treatment = checkedNumber('treatment', given.treatment ?? 0.03, 0, { most: 1 - 1e-9 })
    const correlation = checkedNumber('correlation', given.correlation ?? 1, 0, { most: 1 })
    const confidence = checkedConfidence(given.confidence)
    const { nullValue = 0 } = given
    if (!Number.isFinite(nullValue)) {
      throw new CausalError('invalid-argument', `nullValue must be a finite number, got ${show(nullValue)}.`, {
        nullValue,
      })
    }
    const at = (strength: number): Bounds => boundsAt(effect, parts, correlation * strength, confidence)
    const found = at(Math.sqrt((outcome * treatment) / (1 - treatment)))
    const above = effect.estimate >= nullValue
    // the end that faces the null value
    const facing = (ends: readonly [number, number]): number => (above ? ends[0] - nullValue : nullValue - ends[1])
    return Object.freeze({
      bounds: Object.freeze(found.bounds),
      standardErrors: Object.freeze(found.standardErrors),
      interval: Object.freeze(found.interval),
      robustnessValue: strengthAt((s) => facing(at(s).bounds)),
      robustnessValueWithError: strengthAt((s) => facing(at(s).interval)),
    })
  })
}

interface Bounds {
  readonly bounds: readonly [number, number]
  readonly standardErrors: readonly [number, number]
  readonly interval: readonly [number, number]
}

function partsOf(effect: EstimatedEffect): SensitivityParts {
  const parts: unknown = typeof effect === 'object' && effect !== null ? effect.diagnostics?.['sensitivity'] : undefined
  if (isSensitivityParts(parts) && effect.influence instanceof Float64Array) return parts
  throw new CausalError(
    'invalid-argument',
    `expected an effect that estimateEffect found with doubleMachineLearning, model 'partially-linear' or 'interactive' for the ATE and one cut of the rows, got ${show(effect)}.`,
  )
}

/** θ ± strength · S with S = √(σ² ν²), and the errors of both by their influence (Chernozhukov et al. 2022, theorem 5). */
function boundsAt(effect: EstimatedEffect, parts: SensitivityParts, strength: number, confidence: number): Bounds {
  const { influence, estimate } = effect
  const { residualVariance, weightVariance } = parts
  const n = influence.length
  const S = Math.sqrt(residualVariance * weightVariance)
  const bias = strength * S
  const moves = S > 0 ? strength / (2 * S) : 0
  const errors = [-1, 1].map((sign) => {
    let square = 0
    for (let i = 0; i < n; i++) {
      const change = residualVariance * parts.weightInfluence[i]! + weightVariance * parts.residualInfluence[i]!
      const value = influence[i]! + sign * moves * change
      square += value * value
    }
    return Math.sqrt(square) / n
  }) as [number, number]
  const reach = normalQuantile(confidence)
  return {
    bounds: [estimate - bias, estimate + bias],
    standardErrors: errors,
    interval: [estimate - bias - reach * errors[0], estimate + bias + reach * errors[1]],
  }
}

/** The share r, the same for outcome and treatment, at which a gap that falls with the strength r / √(1 − r) closes; 1 where none does. */
function strengthAt(gap: (strength: number) => number): number {
  if (!(gap(0) > 0)) return 0
  let [low, high] = [0, 1]
  for (let step = 0; step < 50; step++) {
    const middle = (low + high) / 2
    if (gap(middle / Math.sqrt(1 - middle)) > 0) low = middle
    else high = middle
  }
  return (low + high) / 2
}
