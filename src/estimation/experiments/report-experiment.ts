import { normalQuantile } from '../../numeric/special/normal.js'
import { studentTQuantile } from '../../numeric/special/student-t.js'
import { reportDesign } from '../core/designs/report-design.js'
import type { DesignEffect } from '../core/designs/types.js'
import type { ArmMeans } from './arm-means.js'
import type { ComparedArms } from './compare-arms.js'
import type { RelativeEffect } from './types.js'

/** What a report says of the rows of an experiment. */
export interface ExperimentRows {
  readonly n: number
  readonly treated: number
  readonly event: string | null
  readonly clusters: number | null
  readonly strata: number | null
  readonly warnings: readonly string[]
}

/** A comparison of arms as an answer. */
export function reportExperiment<S>(
  rows: ExperimentRows,
  { means, standardError, influence, standardErrorMethod, warnings }: ComparedArms,
  about: {
    readonly estimator: string
    readonly formula: string
    readonly specification: S
    readonly diagnostics?: Readonly<Record<string, unknown>>
    readonly warnings?: readonly string[]
  },
  confidence: number,
): Readonly<DesignEffect<S> & { readonly relative: RelativeEffect | null }> {
  return reportDesign(
    {
      estimate: means.treated - means.control,
      standardError,
      degreesOfFreedom: means.degreesOfFreedom,
      n: rows.n,
      population: 'ATE',
      formula: about.formula,
      specification: about.specification,
      estimator: about.estimator,
      standardErrorMethod,
      diagnostics: {
        ...(rows.event === null ? {} : { event: rows.event }),
        meanUnderTreatment: means.treated,
        meanUnderControl: means.control,
        rows: Object.freeze({ treated: rows.treated, control: rows.n - rows.treated }),
        ...(rows.clusters === null ? {} : { clusters: rows.clusters }),
        ...(rows.strata === null ? {} : { strata: rows.strata }),
        ...about.diagnostics,
        ...(influence.length > 0 ? { influenceOf: 'row' } : {}),
      },
      warnings: [...rows.warnings, ...warnings, ...(about.warnings ?? [])],
      influence,
    },
    confidence,
    { relative: relativeEffect(means, confidence) },
  )
}

/** (treated − control) / control by the delta method: variance (v₁ + r² v₀ − 2 r c) / control² with r = treated / control. */
export function relativeEffect(means: ArmMeans, confidence: number): RelativeEffect | null {
  const { control, treated, variance, degreesOfFreedom: df } = means
  if (control === 0) return null
  const [v0, v1, both] = variance
  const ratio = treated / control
  const estimate = ratio - 1
  const standardError = Math.sqrt(Math.max(v1 + ratio ** 2 * v0 - 2 * ratio * both, 0)) / Math.abs(control)
  const quantile = Number.isFinite(df)
    ? studentTQuantile((1 + confidence) / 2, df)
    : normalQuantile((1 + confidence) / 2)
  if (!Number.isFinite(estimate) || !Number.isFinite(standardError)) return null
  return Object.freeze({
    estimate,
    standardError,
    interval: Object.freeze([estimate - quantile * standardError, estimate + quantile * standardError] as const),
  })
}
