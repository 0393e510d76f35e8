import type { Table } from '../../data/types.js'
import { CausalError } from '../../errors.js'
import { checkedList } from '../../names.js'
import { armsOfTable } from '../core/columns/arms-of-table.js'
import { covariateOf } from '../core/columns/coded-columns.js'
import { requireCompleteColumns } from '../core/columns/require-complete-columns.js'
import { numbersAt } from '../core/designs/read-question.js'
import { noOverlap, overlapGaps } from '../core/problem/overlap-gaps.js'
import { requireArms, requireRows } from '../core/problem/target-share.js'
import { checkColumns } from '../core/question/effect-design.js'
import { type Design, designOf } from '../core/regression/design.js'
import { refused } from '../core/report/refused.js'
import type { EffectProblem } from '../core/types/estimator.js'
import type { RefusedEffect } from '../core/types/refusal.js'
import { armWeights } from '../weighting/arm-weights.js'
import { type ArmPropensities, fitArmPropensities } from '../weighting/propensity.js'
import { censoringModel } from './censoring-model.js'
import { type StepCurve, weightedKaplanMeier } from './weighted-kaplan-meier.js'
import type { WeightedSurvival, WeightedSurvivalQuestion } from './weighted-survival-types.js'

/** What the curves are made from. */
export interface SurvivalData {
  readonly problem: EffectProblem
  readonly contrast: WeightedSurvival['contrast']
  readonly warnings: readonly string[]
  readonly design: Design
  /** What censoring hangs on, row-major without the intercept; null for nothing. */
  readonly censoring: Design | null
  readonly time: Float64Array
  readonly event: Float64Array
  /** Rows by time, events before those censored at the same time. */
  readonly order: Int32Array
  readonly horizon: number
}

export function readSurvival(table: Table, asked: WeightedSurvivalQuestion): SurvivalData | RefusedEffect {
  const { treatment, contrast, covariates, censoring = [], horizon } = asked
  for (const name of [asked.time, asked.event, treatment]) checkColumns('column', table.columns, [name])
  if (checkedList('covariates', covariates).length > 0) checkColumns('covariate', table.columns, covariates)
  if (checkedList('censoring', censoring).length > 0) checkColumns('censoring', table.columns, censoring)
  const own = [asked.time, asked.event, treatment]
  if (new Set(own).size < 3 || [...covariates, ...censoring].some((name) => own.includes(name))) {
    throw new CausalError(
      'overlap',
      'time, event and treatment must be different columns, and none of them a covariate.',
      {
        columns: own,
      },
    )
  }
  requireCompleteColumns(table, [...own, ...covariates, ...censoring])
  const time = numbersAt(table, asked.time, 'time')
  const event = numbersAt(table, asked.event, 'event')
  if (time.some((t) => t < 0) || event.some((e) => e !== 0 && e !== 1)) {
    throw new CausalError('invalid-data', 'times are numbers from 0, and events are 0 (censored) or 1.', {
      columns: [asked.time, asked.event],
    })
  }
  if (!(horizon > 0 && Number.isFinite(horizon))) {
    throw new CausalError('invalid-argument', `horizon must be a number above 0, got ${horizon}.`, { horizon })
  }
  const { problem, coded } = armsOfTable(table, { treatment, covariates, contrast })
  requireArms(problem, 'weightedSurvival')
  if (coded.levels !== undefined) {
    throw new CausalError('not-supported', 'survival is compared between two treatments: take the rows of two.', {
      treatment,
    })
  }
  requireRows(problem, 2)
  const n = problem.n
  const gaps = overlapGaps(problem, asked.population ?? 'ATE')
  if (gaps.length > 0) return noOverlap(problem, gaps, '')
  for (const arm of [0, 1] as const) {
    let last = 0
    for (let i = 0; i < n; i++) if (problem.treatment[i] === arm) last = Math.max(last, time[i]!)
    if (last >= horizon) continue
    return refused(
      'no-overlap',
      `nobody with ${problem.arms![arm]} is followed to ${horizon}: the last one leaves at ${last}. Ask for a horizon up to that.`,
      { treatment: problem.arms![arm], last, horizon },
    )
  }
  const order = Int32Array.from(time.keys()).sort((a, b) => time[a]! - time[b]! || event[b]! - event[a]! || a - b)
  return {
    problem,
    contrast: Object.freeze(coded.contrast),
    warnings: coded.warnings,
    design: designOf(problem.covariates, n),
    censoring:
      censoring.length === 0
        ? null
        : designOf(
            censoring.map((name) => covariateOf(table, name)),
            n,
          ),
    time,
    event,
    order,
    horizon,
  }
}

export interface Curves {
  readonly curves: readonly [StepCurve, StepCurve]
  readonly propensity: ArmPropensities
}

/** Both curves for a sample in which row i counts `sample[i]` times; null where it does not determine them. */
export function curvesOf(
  data: SurvivalData,
  population: NonNullable<WeightedSurvivalQuestion['population']>,
  sample: Float64Array | null,
  near?: ArmPropensities,
): Curves | null {
  const { problem, design, order } = data
  const propensity = fitArmPropensities(design, problem.treatment, null, sample, near)
  if (propensity === null) return null
  const weights = armWeights(problem.treatment, propensity, population)
  const curves: StepCurve[] = []
  for (const arm of [0, 1] as const) {
    const own = arm === 1 ? weights.treated : weights.control
    const rows = order.filter((i) => problem.treatment[i] === arm && (sample === null || sample[i]! > 0))
    // in a sample that ends before the horizon the curve stays where it is
    if (rows.length === 0) return null
    const weight = Float64Array.from(rows, (i) => own[i]! * (sample?.[i] ?? 1))
    curves.push(curveOf(data, rows, weight, sample))
  }
  return { curves: [curves[0]!, curves[1]!], propensity }
}

export function curveOf(
  { time, event, censoring, horizon }: SurvivalData,
  rows: Int32Array,
  weight: Float64Array,
  sample: Float64Array | null,
): StepCurve {
  const units = {
    time: Float64Array.from(rows, (i) => time[i]!),
    event: Float64Array.from(rows, (i) => event[i]!),
    weight,
  }
  const left = units.event.some((e, j) => e === 0 && units.time[j]! < horizon)
  if (censoring === null || !left) return weightedKaplanMeier({ ...units, uncensored: null }, horizon)
  const k = censoring.k - 1
  const x = new Float64Array(rows.length * k)
  for (const [j, i] of rows.entries()) x.set(censoring.x.subarray(i * censoring.k + 1, (i + 1) * censoring.k), j * k)
  const uncensored = censoringModel({
    time: units.time,
    censored: units.event.map((e) => 1 - e),
    weight: Float64Array.from(rows, (i) => sample?.[i] ?? 1),
    x,
    k,
  })
  return weightedKaplanMeier({ ...units, uncensored }, horizon)
}
