import { CausalError } from '../../../errors.js'
import type { Estimand } from '../../../estimand/terms/types.js'
import { estimandText } from '../../../estimand/text/estimand-text.js'
import { euclideanNorm } from '../../../numeric/euclidean-norm.js'
import { portableExp } from '../../../numeric/special/portable-exp.js'
import { show } from '../../../show.js'
import { clusterError } from '../clusters/cluster-error.js'
import { strataError } from '../clusters/strata-error.js'
import { type OnScale, onScale, ratioOfMeans } from '../inference/effect-scale.js'
import { inference } from '../inference/inference.js'
import type { PreparedEffect } from '../problem/prepare-effect.js'
import { timesOwn, unitCount } from '../problem/row-weights.js'
import { specificationOf } from '../question/effect-design.js'
import { effectEstimand } from '../question/effect-estimand.js'
import type { EffectEstimate, EstimatedEffect } from '../types/effect.js'
import type { EstimatorFit } from '../types/estimator.js'
import type { RefusedEffect } from '../types/refusal.js'
import { withoutInJson } from './long-arrays.js'
import { isRefused } from './refused.js'

/** A fit as a frozen answer, with standard error, interval and p-value. */
export function reportEffect(prepared: PreparedEffect, fit: EstimatorFit | RefusedEffect): EffectEstimate {
  if (isRefused(fit)) return fit
  const scaled = onScale(prepared, fit)
  if (isRefused(scaled)) return scaled
  const { design, problem, treatment, event } = prepared
  const { estimator, measure = 'difference', confidence = 0.95 } = design.request
  const error = errorOf(prepared, fit, scaled)
  return summarized(scaled, error, {
    confidence,
    measure,
    n: unitCount(problem),
    population: estimator.population,
    ...formulaOf(prepared),
    contrast: Object.freeze(treatment.contrast),
    estimator: estimator.name,
    strategy: estimator.strategy,
    identification: design.identification,
    specification: specificationOf(design, treatment.asked),
    adjustment: Object.freeze([...design.plan.adjustment]),
    standardErrorMethod: error.method,
    diagnostics: Object.freeze({ ...(event === null ? {} : { event }), ...fit.diagnostics }),
    warnings: Object.freeze([...prepared.warnings, ...fit.warnings, ...error.warnings]),
    names: [problem.treatmentName, problem.outcomeName],
  })
}

/** What a report says besides the numbers that follow from estimate and standard error. */
export type ReportParts = Omit<
  EstimatedEffect,
  'estimated' | 'estimate' | 'standardError' | 'interval' | 'pValue' | 'degreesOfFreedom' | 'influence'
> & { readonly names: readonly string[] }

/** The answer for an estimate on its scale (a logarithm for ratios) with its standard error there. */
export function summarized(
  { value, influence, log }: OnScale,
  { standardError, degreesOfFreedom }: StandardError,
  { names, ...parts }: ReportParts,
): EffectEstimate {
  const estimate = log ? portableExp(value) : value
  if (!Number.isFinite(estimate) || !Number.isFinite(standardError)) {
    throw new CausalError(
      'invalid-data',
      `the numbers of ${names.map(show).join(' or ')} are too large to be squared: rescale the columns.`,
      { columns: names },
    )
  }
  const test = inference(value, standardError, degreesOfFreedom ?? Number.POSITIVE_INFINITY, parts.confidence)
  const [low, high] = test.interval
  const end = (at: number): number => (log ? portableExp(at) : at)
  const { contrast, confidence, measure, n, population, ...rest } = parts
  return withoutInJson(
    {
      estimated: true,
      estimate,
      standardError: log ? estimate * standardError : standardError,
      interval: Object.freeze([end(low), end(high)] as const),
      confidence,
      pValue: test.pValue,
      degreesOfFreedom,
      measure,
      n,
      population,
      contrast,
      ...rest,
      influence: log ? influence.map((part) => estimate * part) : influence,
    },
    ['identification', 'influence'],
  )
}

interface StandardError {
  readonly standardError: number
  readonly degreesOfFreedom: number | null
}

function errorOf(
  prepared: PreparedEffect,
  fit: EstimatorFit,
  { value, influence, log, own }: OnScale,
): StandardError & { readonly method: string; readonly warnings: readonly string[] } {
  const { problem, clusters, strata, estimator, treatment, design } = prepared
  const { measure = 'difference', clusterErrors = 'CR1' } = design.request
  const counts = problem.weightKind === 'counts' ? problem.weights! : null
  const rows = unitCount(problem)
  if (clusters.length + strata.length > 0) {
    if (fit.rowsOnly === true) {
      throw new CausalError(
        'not-supported',
        `${design.request.estimator.name} has a standard error for independent rows alone: leave \`${clusters.length > 0 ? 'cluster' : 'strata'}\` out, or use another estimator.`,
        {},
      )
    }
    if (strata.length > 0) return strataError({ strata, clusters, counts, parts: influence.map((part) => part / rows) })
    const step = Math.abs(treatment.step)
    const leveraged = fit.clustered
    return clusterError({
      columns: clusters,
      kind: clusterErrors,
      parts: influence.map((part, i) => (part * (counts?.[i] ?? 1)) / rows),
      rows,
      coefficients: fit.coefficients ?? null,
      leveraged: leveraged === undefined || log ? undefined : (codes, count) => step * leveraged(codes, count),
      estimate: value,
      without: (kept) => {
        if (measure === 'difference') {
          const left = estimator.reweighted(timesOwn(problem, kept))
          return left === null ? null : treatment.step * left
        }
        const means = estimator.reweightedMeans?.(timesOwn(problem, kept)) ?? null
        return means === null ? null : ratioOfMeans(means, measure)
      },
    })
  }
  const spread =
    counts === null
      ? euclideanNorm(influence) / rows
      : Math.sqrt(influence.reduce((sum, part, i) => sum + counts[i]! * part * part, 0)) / rows
  return {
    standardError: own ?? spread,
    degreesOfFreedom: own === null ? null : (fit.degreesOfFreedom ?? null),
    method: fit.standardErrorMethod + (problem.weightKind === 'sampling' ? ', sampling weights' : ''),
    warnings: [],
  }
}

/** What was computed, with the names of the columns: as a tree with its text, or as a text alone. */
export function formulaOf({ design, treatment }: Pick<PreparedEffect, 'design' | 'treatment'>): {
  readonly estimand: Estimand | null
  readonly formula: string
} {
  const { strategy, population, formula, name } = design.request.estimator
  const names = {
    treatment: design.treatment,
    outcome: design.outcome,
    adjustment: design.plan.adjustment,
    through: design.plan.through,
  }
  if (formula !== undefined) return { estimand: null, formula: formula(names) }
  const estimand = design.plan.estimand ?? effectEstimand({ ...names, strategy, population, states: treatment.states })
  return { estimand, formula: estimand === null ? `what ${name} computes` : estimandText(estimand) }
}
