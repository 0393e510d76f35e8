import { show } from '../../../show.js'
import { refused } from '../../core/report/refused.js'
import type { RefusedEffect } from '../../core/types/refusal.js'
import type { Repetition } from '../median-of.js'
import type { PanelApproach, PanelProblem, PanelView, TreatmentMean } from './panel-approaches.js'

/** Rows of a unit move together: their influences are summed. */
export function byUnit(
  { estimate, influence }: { readonly estimate: number; readonly influence: Float64Array },
  { rows }: PanelProblem,
  view: PanelView,
): Repetition {
  const sums = new Float64Array(rows.units)
  const share = rows.units / view.row.length
  for (const [k, i] of view.row.entries()) sums[rows.unit[i]!]! += influence[k]! * share
  const square = sums.reduce((sum, value) => sum + value * value, 0)
  return { estimate, influence: sums, standardError: Math.sqrt(square) / rows.units }
}

export function nothingLeft({ treatmentName }: PanelProblem): RefusedEffect {
  return refused(
    'no-overlap',
    `nothing of ${show(treatmentName)} is left once the units' own and the covariates are taken out: it does not change within units, or the learner predicts it without any error.`,
    { treatment: treatmentName },
  )
}

export function formulaOf(
  { outcomeName: y, treatmentName: d, covariates }: PanelProblem,
  approach: PanelApproach,
  mean: TreatmentMean,
): string {
  const names = covariates.map(({ name }) => name)
  const bar = (given: readonly string[]): string => (given.length === 0 ? '' : ` | ${given.join(', ')}`)
  const ratio = (of: (v: string) => string, given: readonly string[]): string =>
    `E[Cov(${of(y)}, ${of(d)}${bar(given)})] / E[Var(${of(d)}${bar(given)})]`
  if (approach === 'first-difference')
    return ratio((v) => `Δ${v}`, [...names, ...names.map((name) => `${name} before`)])
  if (approach === 'within')
    return ratio(
      (v) => `${v} − its unit mean`,
      names.map((name) => `${name} − its unit mean`),
    )
  const means = approach === 'pooled' ? [] : names.map((name) => `mean of ${name}`)
  return ratio((v) => v, [...names, ...means, ...(mean === 'none' ? [] : [`mean of ${d}`])])
}

export function warningsOf(approach: PanelApproach, treatmentMean: TreatmentMean, units: number): string[] {
  const warnings: string[] = []
  if (approach === 'pooled')
    warnings.push("nothing takes the units' own levels out: the estimate holds only if they do not move the treatment.")
  if (approach === 'correlated-random-effects' && treatmentMean === 'none')
    warnings.push("without the treatment's unit mean, what units are of their own may stay in the estimate.")
  if (units < 30)
    warnings.push(`there are ${units} units: standard errors clustered by unit are too small with so few.`)
  return warnings
}

export function rootMean(values: Float64Array): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length)
}
