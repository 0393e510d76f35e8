import { CausalError } from '../../../errors.js'
import { portableLog } from '../../../numeric/special/portable-log.js'
import { show } from '../../../show.js'
import type { PreparedEffect } from '../problem/prepare-effect.js'
import { totalWeight } from '../problem/row-weights.js'
import { refused } from '../report/refused.js'
import type { EstimatorFit } from '../types/estimator.js'
import type { RefusedEffect } from '../types/refusal.js'
import type { EffectMeasure } from '../types/terms.js'

/** An estimate on the scale on which its interval is made: ratios as logarithms. */
export interface OnScale {
  readonly value: number
  /** Each row's influence on it, sampling weights counted in. */
  readonly influence: Float64Array
  readonly log: boolean
  /** The estimator's own standard error, where it has one. */
  readonly own: number | null
}

/** The log ratio of two means, or of their odds. */
export function ratioOfMeans([from, to]: readonly [number, number], measure: EffectMeasure): number | null {
  const odds = measure === 'odds-ratio'
  const ok = (mean: number): boolean => mean > 0 && (!odds || mean < 1)
  if (!ok(from) || !ok(to)) return null
  const of = (mean: number): number => portableLog(odds ? mean / (1 - mean) : mean)
  return of(to) - of(from)
}

/** A fit as the difference or the log ratio that was asked for. */
export function onScale({ design, problem, treatment }: PreparedEffect, fit: EstimatorFit): OnScale | RefusedEffect {
  const { measure = 'difference', estimator } = design.request
  const { weights, weightKind } = problem
  const { step } = treatment
  const share = weightKind === 'sampling' ? problem.n / totalWeight(weights!, problem.n) : null
  const weighted = (parts: Float64Array, factor: number): Float64Array =>
    share === null
      ? factor === 1
        ? parts
        : parts.map((part) => part * factor)
      : parts.map((part, i) => part * factor * share * weights![i]!)
  if (measure === 'difference') {
    const own = fit.standardError === undefined ? null : fit.standardError * Math.abs(step)
    return { value: fit.estimate * step, influence: weighted(fit.influence, step), log: false, own }
  }
  if (fit.arms === undefined) {
    throw new CausalError(
      'not-supported',
      `${estimator.name} estimates a difference alone, not the two means of ${show(problem.outcomeName)} that a ratio needs: leave \`measure\` out, or use another estimator, such as aipw().`,
      { measure },
    )
  }
  const { means, influence } = fit.arms
  const value = ratioOfMeans(means, measure)
  if (value === null) {
    return refused(
      'undefined-ratio',
      `the mean outcome is ${means[0]} under ${treatment.contrast.from} and ${means[1]} under ${treatment.contrast.to}, so the ${measure} has no value: ask for the difference.`,
      { means, measure },
    )
  }
  const slope = (mean: number): number => 1 / (measure === 'odds-ratio' ? mean * (1 - mean) : mean)
  const [down, up] = [slope(means[0]), slope(means[1])]
  const parts = influence[1].map((part, i) => up * part - down * influence[0][i]!)
  return { value, influence: weighted(parts, 1), log: true, own: null }
}
