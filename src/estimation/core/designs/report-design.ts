import { CausalError } from '../../../errors.js'
import { show } from '../../../show.js'
import { inference } from '../inference/inference.js'
import type { TargetPopulation } from '../question/contrast.js'
import { withoutInJson } from '../report/long-arrays.js'
import type { DesignEffect } from './types.js'

/** What an estimator knows of its design's effect. */
export interface DesignFit<S> {
  readonly estimate: number
  readonly standardError: number
  /** Infinity for the normal distribution. */
  readonly degreesOfFreedom: number
  readonly n: number
  readonly population: TargetPopulation
  readonly formula: string
  readonly specification: S
  readonly estimator: string
  readonly standardErrorMethod: string
  readonly diagnostics: Readonly<Record<string, unknown>>
  readonly warnings: readonly string[]
  readonly influence: Float64Array
}

/** A fit as a frozen answer; `more` are fields of the design's own, and `long` those of them that stay out of JSON. */
export function reportDesign<S, M extends object>(
  fit: DesignFit<S>,
  confidence: number,
  more: M,
  long: readonly (keyof M & string)[] = [],
): Readonly<DesignEffect<S> & M> {
  const { estimate, standardError, degreesOfFreedom } = fit
  if (!Number.isFinite(estimate) || !Number.isFinite(standardError)) {
    throw new CausalError(
      'invalid-data',
      `the numbers are too large or too small to be computed with (estimate ${show(estimate)}, standard error ${show(standardError)}): rescale the columns.`,
    )
  }
  const known = inference(estimate, standardError, degreesOfFreedom, confidence)
  const result: DesignEffect<S> & M = {
    estimated: true,
    estimate,
    standardError,
    interval: known.interval,
    confidence,
    pValue: known.pValue,
    degreesOfFreedom: known.degreesOfFreedom,
    n: fit.n,
    population: fit.population,
    formula: fit.formula,
    specification: Object.freeze(fit.specification),
    estimator: fit.estimator,
    standardErrorMethod: fit.standardErrorMethod,
    diagnostics: Object.freeze(fit.diagnostics),
    warnings: Object.freeze([...fit.warnings]),
    influence: fit.influence,
    ...more,
  }
  return withoutInJson(result, ['influence', ...long])
}
