import { CausalError } from '../../../errors.js'
import { show } from '../../../show.js'
import type { Covariate } from '../../core/types/estimator.js'
import { type Columns, type CrossFitPlan, columnsOf, crossFit } from '../cross-fit.js'
import type { ScorePlan } from '../score-plan.js'
import { columnsAt, joined, meanColumns, type PanelRows, rowBefore, unitMeans } from './panel-design.js'

/** How the units' own levels are taken out. */
export type PanelApproach = 'correlated-random-effects' | 'first-difference' | 'within' | 'pooled'

/** What is known of each row. */
export interface PanelProblem {
  readonly rows: PanelRows
  readonly treatment: Float64Array
  readonly outcome: Float64Array
  readonly treatmentName: string
  readonly outcomeName: string
  readonly covariates: readonly Covariate[]
}

/** Outcome, treatment and covariates without the units' levels, and the row behind each. */
export interface PanelView {
  readonly columns: Columns
  readonly outcome: Float64Array
  readonly treatment: Float64Array
  /** The rows of the table. */
  readonly row: Int32Array
}

/** The rows that an approach compares. */
export function panelView(approach: PanelApproach, p: PanelProblem): PanelView {
  const { rows, outcome, treatment, covariates } = p
  const n = outcome.length
  const columns = columnsOf(covariates, n)
  const all = Int32Array.from({ length: n }, (_, i) => i)
  if (approach === 'pooled') return { columns, outcome, treatment, row: all }
  if (approach === 'correlated-random-effects') {
    return { columns: joined(columns, meanColumns(covariates, rows)), outcome, treatment, row: all }
  }
  if (approach === 'within') {
    const less = (values: Float64Array): Float64Array => {
      const mean = unitMeans(values, rows)
      return values.map((value, i) => value - mean[i]!)
    }
    const numbers = covariates.map((covariate) => {
      if (covariate.levels === undefined)
        return { name: covariate.name, values: less(covariate.values as Float64Array) }
      throw new CausalError(
        'not-supported',
        `the approach 'within' takes the unit's mean out of each covariate, and ${show(covariate.name)} is categorical: code it as numbers, or take another approach.`,
        { column: covariate.name },
      )
    })
    return { columns: columnsOf(numbers, n), outcome: less(outcome), treatment: less(treatment), row: all }
  }
  const before = rowBefore(rows)
  const row = all.filter((i) => before[i]! >= 0)
  const earlier = Int32Array.from(row, (i) => before[i]!)
  const change = (values: Float64Array): Float64Array =>
    Float64Array.from(row, (i, k) => values[i]! - values[earlier[k]!]!)
  const there = columnsAt(covariates, row)
  const then = columnsAt(covariates, earlier)
  return {
    columns: joined(
      there,
      then.names.map((name, k) => [`${name} before`, then.data[k]!] as const),
    ),
    outcome: change(outcome),
    treatment: change(treatment),
    row,
  }
}

/** Residuals of outcome and treatment. */
export interface PanelResiduals {
  readonly outcome: Float64Array
  readonly treatment: Float64Array
}

/** How the treatment's unit mean enters its regression. */
export type TreatmentMean = 'feature' | 'shift' | 'none'

/**
 * Cross-fitted residuals. With correlated random effects the treatment's unit mean stands for what the unit's level does to the
 * treatment: as one more feature, or (`shift`) by m*(x) = m(x) + mean of d − mean of m over the unit (Clarke & Polselli 2025).
 */
export function panelResiduals(
  view: PanelView,
  p: PanelProblem,
  learners: ScorePlan['learners'],
  plan: CrossFitPlan,
  treatmentMean: TreatmentMean,
): PanelResiduals {
  const { columns, outcome, treatment } = view
  const mean = treatmentMean === 'none' ? null : unitMeans(treatment, p.rows)
  const features = treatmentMean === 'feature' ? joined(columns, [[`mean of ${p.treatmentName}`, mean!]]) : columns
  const l = crossFit(features, { learner: learners.outcome!, name: p.outcomeName, target: outcome }, plan)
  const m = crossFit(features, { learner: learners.treatment!, name: p.treatmentName, target: treatment }, plan)
  const shift = treatmentMean === 'shift' ? unitMeans(m, p.rows) : null
  return {
    outcome: outcome.map((y, i) => y - l[i]!),
    treatment: treatment.map((d, i) => d - m[i]! - (shift === null ? 0 : mean![i]! - shift[i]!)),
  }
}
