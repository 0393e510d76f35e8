import { portableLog } from '../../numeric/special/portable-log.js'
import { show } from '../../show.js'
import { refusedDesign } from '../core/designs/refused-design.js'
import { reportDesign } from '../core/designs/report-design.js'
import type { RefusedDesign } from '../core/designs/types.js'
import { inference } from '../core/inference/inference.js'
import {
  fitMediation,
  type MediationData,
  type MediationFit,
  type PathFunction,
  type PathValues,
  pathEffects,
} from './linear-mediation.js'
import { bootstrapped, crossProducts, type MediationRules } from './mediation-bootstrap.js'
import { mediationSensitivity } from './mediation-sensitivity.js'
import type { MediationEffects, MediationPart, MediationSpecification } from './types.js'

const methods = {
  sandwich: 'stacked estimating equations (sandwich) with n / (n − k), delta method',
  classical: 'equal variances, divisor n − k, delta method (Sobel)',
  'maximum-likelihood': 'maximum likelihood, divisor n, expected information, delta method',
  bootstrap: 'bootstrap, percentile intervals',
} as const

/** Below so many rows intervals by the delta method may cover less than they should. */
const FEW = 100

/** Fits, takes effects from the coefficients, and their errors. */
export function reportMediation(
  data: MediationData,
  specification: MediationSpecification,
  [t0, t1]: readonly [number, number],
  rules: MediationRules,
  warnings: readonly string[],
): MediationEffects | RefusedDesign {
  const fit = fitMediation(data, null)
  const { treatment, mediator, outcome } = specification
  if (fit === null) {
    return refusedDesign(
      'collinear',
      `${show(treatment)}, ${show(mediator)} and what is adjusted for determine one another: the ways cannot be told apart.`,
      { columns: [treatment, mediator, ...specification.adjustment] },
    )
  }
  const effects = pathEffects(fit.values, t0, t1)
  const draws = rules.standardErrors === 'bootstrap' ? bootstrapped(data, rules) : null
  if (draws !== null && draws.length < 2) {
    return refusedDesign('no-spread', 'hardly any bootstrap sample determines the effects: there are too few rows.', {
      rows: data.n,
    })
  }
  const part = partMaker(fit, rules, draws)
  const named = (
    name: 'indirect' | 'direct' | 'total' | 'indirectFrom' | 'indirectTo' | 'directFrom' | 'directTo',
  ): MediationPart => part(effects[name], (values) => pathEffects(values, t0, t1)[name].value)
  const path = (j: number): MediationPart =>
    part(
      {
        value: fit.values[j]!,
        gradient: [0, 1, 2, 3, 4].map((l) => (l === j ? 1 : 0)) as unknown as PathFunction['gradient'],
      },
      (values) => values[j]!,
    )
  const indirect = named('indirect')
  const { gradient } = effects.indirect
  const influence = Float64Array.from({ length: data.n }, (_, i) =>
    gradient.reduce((sum, g, j) => sum + g * fit.influence[j]![i]!, 0),
  )
  const c = specification.adjustment.length > 0 ? `, ${specification.adjustment.join(', ')}` : ''
  const report = reportDesign(
    {
      ...indirect,
      degreesOfFreedom: freedomOf(fit, rules, data.n),
      n: data.n,
      population: 'ATE',
      formula: `a b${data.interaction ? ' + a d t' : ''} with ${mediator} = a ${treatment}${c}; ${outcome} = c ${treatment} + b ${mediator}${data.interaction ? ` + d ${treatment} ${mediator}` : ''}${c}`,
      specification,
      estimator: `linear mediation${data.interaction ? ' with interaction' : ''}`,
      standardErrorMethod: methods[rules.standardErrors],
      diagnostics: {
        logLikelihood: logLikelihood(fit, data.n),
        ...(draws === null ? {} : { draws: draws.length }),
        influenceOf: 'row',
      },
      warnings: [
        ...warnings,
        ...(data.n < FEW && rules.standardErrors !== 'bootstrap'
          ? [
              `with ${data.n} rows (fewer than ${FEW}) a product of coefficients is not yet normal: take { standardErrors: 'bootstrap' }.`,
            ]
          : []),
        ...(twoValued(data.mediator)
          ? [`${show(mediator)} has two values: a line is an approximation of its chance.`]
          : []),
        ...(twoValued(data.outcome)
          ? [`${show(outcome)} has two values: a line is an approximation of its chance.`]
          : []),
      ],
      influence,
    },
    rules.confidence,
    {
      interval: indirect.interval,
      indirect,
      direct: named('direct'),
      total: named('total'),
      proportion:
        effects.proportion === null
          ? null
          : part(effects.proportion, (values) => pathEffects(values, t0, t1).proportion?.value ?? Number.NaN),
      byTreatment: data.interaction
        ? Object.freeze({
            indirectFrom: named('indirectFrom'),
            indirectTo: named('indirectTo'),
            directFrom: named('directFrom'),
            directTo: named('directTo'),
          })
        : null,
      paths: Object.freeze({ a: path(1), b: path(3), c: path(2), d: data.interaction ? path(4) : null }),
      sensitivity: data.interaction ? null : mediationSensitivity(data, fit, t1 - t0),
    },
  )
  return report
}

/** Turns a function of the coefficients into an estimate with error and interval. */
function partMaker(
  fit: MediationFit,
  { standardErrors, confidence }: MediationRules,
  draws: readonly PathValues[] | null,
): (of: PathFunction, again: (values: PathValues) => number) => MediationPart {
  const n = fit.residuals[0].length
  const df = freedomOf(fit, { standardErrors }, n)
  const covariance =
    standardErrors === 'sandwich'
      ? // with the factor of HC1, for few rows
        crossProducts(fit.influence).map((value) => (value * n) / (n - fit.coefficients))
      : fit.covariance(standardErrors === 'maximum-likelihood' ? 'n' : 'n - k')
  return ({ value, gradient }, again) => {
    if (draws === null) {
      let variance = 0
      for (let p = 0; p < 5; p++)
        for (let q = 0; q < 5; q++) variance += gradient[p]! * gradient[q]! * covariance[p * 5 + q]!
      const standardError = Math.sqrt(Math.max(variance, 0))
      const { interval, pValue } = inference(value, standardError, df, confidence)
      return Object.freeze({ estimate: value, standardError, interval, pValue })
    }
    const replicates = Float64Array.from(draws, again)
      .filter((v) => Number.isFinite(v))
      .sort()
    const size = replicates.length
    const mean = replicates.reduce((sum, v) => sum + v, 0) / size
    const standardError = Math.sqrt(replicates.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (size - 1))
    const quantile = (p: number): number => {
      const at = p * (size - 1)
      const low = Math.floor(at)
      return replicates[low]! + (at - low) * (replicates[Math.min(low + 1, size - 1)]! - replicates[low]!)
    }
    const interval = Object.freeze([quantile((1 - confidence) / 2), quantile((1 + confidence) / 2)] as const)
    return Object.freeze({
      estimate: value,
      standardError,
      interval,
      pValue: inference(value, standardError, Number.POSITIVE_INFINITY, confidence).pValue,
    })
  }
}

/** Student's t where the variance of errors is estimated, the normal distribution for maximum likelihood and bootstrap. */
function freedomOf(fit: MediationFit, { standardErrors }: Pick<MediationRules, 'standardErrors'>, n: number): number {
  return standardErrors === 'sandwich' || standardErrors === 'classical'
    ? n - fit.coefficients
    : Number.POSITIVE_INFINITY
}

/** Of mediator and outcome given treatment and covariates, normal, at the maximum. */
function logLikelihood({ residuals }: MediationFit, n: number): number {
  return residuals.reduce((sum, e) => {
    const variance = e.reduce((square, v) => square + v * v, 0) / n
    return sum - (n / 2) * (portableLog(2 * Math.PI * variance) + 1)
  }, 0)
}

function twoValued(values: Float64Array): boolean {
  return new Set(values).size === 2
}
