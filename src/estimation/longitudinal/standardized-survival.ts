import { checkTable } from '../../data/tables/check-table.js'
import type { Table } from '../../data/types.js'
import { CausalError, calledAs } from '../../errors.js'
import { checkedList, checkedObject, lookUp } from '../../names.js'
import { euclideanNorm } from '../../numeric/euclidean-norm.js'
import { normalQuantile } from '../../numeric/special/normal.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { covariateOf } from '../core/columns/coded-columns.js'
import { treatmentOf } from '../core/columns/coded-treatment.js'
import { requireCompleteColumns } from '../core/columns/require-complete-columns.js'
import { refused } from '../core/report/refused.js'
import type { RefusedEffect } from '../core/types/refusal.js'
import { cellsOf } from '../matching/places.js'
import { discrete, weightColumn } from './panel-columns.js'
import { type CellHazards, type CountedSurvival, hazardsOf, survivalCurve } from './survival-curve.js'
import type { StandardizedSurvival, SurvivalFigure, SurvivalQuestion } from './survival-types.js'

/**
 * Survival curves under two treatments in periods, standardized to the covariates of all: the chance of the event if nobody
 * were censored.
 *
 * Within each stratum of the covariates the hazards of competing event and event are taken as the rows have them, in the order
 * censoring, competing event, event within a period; the curves are averaged over the strata of all rows. Right where treatment
 * and censoring hang on the covariates alone. With a competing event the risk is that with the competing event as it is (a
 * subdistribution). The standard errors come from influence values.
 *
 * @param table - n units, one row each; complete columns
 * @param question - time, event, competing event, treatment, covariates
 * @returns curves, risks and restricted means with errors; or a refusal that names a stratum without anybody at risk
 * @throws CausalError `unknown-name`, `overlap`, `invalid-data` for times that are no whole numbers from 0, `missing-values`
 * @complexity O(n + s k²) for s strata and k periods
 * @see Hernán & Robins, Causal Inference: What If, chapter 17; Young et al. 2020 for competing events
 * @category Estimation
 * @example
 * const t = table({ a: [0, 0, 0, 0, 1, 1, 1, 1], time: [0, 1, 2, 2, 1, 2, 2, 2], event: [1, 1, 0, 0, 1, 0, 0, 0] })
 * const s = standardizedSurvival(t, { time: 'time', event: 'event', treatment: 'a', covariates: [] })
 * s.estimated && [s.riskDifference.estimate, s.restrictedMeanDifference.estimate]
 * //=> [-0.25, 0.25]
 */
export function standardizedSurvival<T>(
  table: Table<T>,
  question: SurvivalQuestion<keyof T & string>,
): StandardizedSurvival | RefusedEffect {
  return calledAs('standardizedSurvival', () => {
    checkOptions(
      'question',
      question,
      ['time', 'event', 'competing', 'treatment', 'contrast', 'covariates', 'periods', 'weights', 'confidence'],
      { periods: 'number' },
    )
    const asked = checkedObject('question', question) as SurvivalQuestion
    checkTable(table)
    const { contrast, treatment, covariates, confidence = 0.95, weights } = asked
    const data = columnsOf(table, asked)
    const coded = treatmentOf(table, treatment, contrast, false)
    if (coded.arms === null || coded.levels !== undefined) {
      throw new CausalError('not-supported', `${show(treatment)} must have two values: take the rows of two.`, {
        treatment,
      })
    }
    const own = weights === undefined ? new Float64Array(table.rowCount).fill(1) : weightColumn(table, weights)
    const strata = covariates.map((name) => discrete(table, name))
    const { cell, cells } = cellsOf(
      strata.map(({ codes, states }) => ({ codes, size: states.length })),
      table.rowCount,
    )
    const hazards = hazardsOf({ ...data, treatment: coded.values, weights: own, cell, cells })
    for (const [c, arms] of hazards.entries()) {
      const arm = arms.findIndex((hazard) => hazard.unseen !== null)
      if (arm < 0) continue
      const row = cell.indexOf(c)
      const words = strata.map(({ name, states, codes }) => `${name} = ${states[codes[row]!]}`)
      const where = words.length > 0 ? words.join(', ') : 'the data'
      return refused(
        'no-overlap',
        `in ${where} nobody with ${coded.arms[arm as 0 | 1]} is at risk in period ${arms[arm]!.unseen}: follow fewer periods, or merge strata.`,
        { period: arms[arm]!.unseen, treatment: coded.arms[arm as 0 | 1] },
      )
    }
    return report({ ...data, treatment: coded.values, weights: own, cell, cells }, hazards, coded.contrast, confidence)
  })
}

function columnsOf(
  table: Table<unknown, string>,
  { time, event, competing, treatment, covariates, periods, weights, confidence = 0.95 }: SurvivalQuestion,
): Pick<CountedSurvival, 'n' | 'periods' | 'time' | 'status'> {
  const index = new Map(table.columns.map((name, i) => [name, i]))
  const used = [
    time,
    event,
    ...(competing === undefined ? [] : [competing]),
    treatment,
    ...checkedList('covariates', covariates),
  ]
  for (const name of [...used, ...(weights === undefined ? [] : [weights])]) lookUp('column', index, name)
  if (new Set(used).size < used.length) {
    throw new CausalError('overlap', 'time, events, treatment and covariates must be different columns.', {
      columns: used,
    })
  }
  if (!(confidence > 0 && confidence < 1)) {
    throw new CausalError('invalid-argument', `confidence must be between 0 and 1, got ${show(confidence)}.`, {})
  }
  requireCompleteColumns(table, [...used, ...(weights === undefined ? [] : [weights])])
  const n = table.rowCount
  const times = covariateOf(table, time)
  const bad = times.levels === undefined ? times.values.findIndex((v) => !(Number.isSafeInteger(v) && v >= 0)) : 0
  if (bad >= 0 || n === 0) {
    throw new CausalError('invalid-data', `column ${show(time)} holds periods: whole numbers from 0.`, { column: time })
  }
  const flag = (name: string | undefined): Float64Array => {
    if (name === undefined) return new Float64Array(n)
    const { values, levels } = covariateOf(table, name)
    if (levels === undefined && values.every((v) => v === 0 || v === 1)) return values as Float64Array
    throw new CausalError('invalid-data', `column ${show(name)} says whether a unit left by an event: 0 or 1.`, {
      column: name,
    })
  }
  const [main, other] = [flag(event), flag(competing)]
  const status = Int32Array.from(main, (v, i) => (v === 1 ? 1 : other[i] === 1 ? 2 : 0))
  const both = main.findIndex((v, i) => v === 1 && other[i] === 1)
  if (both >= 0)
    throw new CausalError('invalid-data', `row ${both} (counting from 0) left by both events.`, { row: both })
  let last = -1
  for (let i = 0; i < n; i++) if (status[i]! > 0) last = Math.max(last, times.values[i]!)
  if (last < 0) throw new CausalError('invalid-data', 'no unit left by an event.', { column: event })
  const end = periods ?? last + 1
  if (!(Number.isSafeInteger(end) && end >= 1)) {
    throw new CausalError('invalid-argument', `periods must be a whole number from 1, got ${show(periods)}.`, {
      periods,
    })
  }
  return { n, periods: end, time: Int32Array.from(times.values), status }
}

/** A quantity with each unit's influence on it. */
interface Quantity {
  readonly value: number
  readonly influence: Float64Array
}

function report(
  data: CountedSurvival,
  hazards: readonly (readonly CellHazards[])[],
  contrast: { readonly from: string; readonly to: string },
  confidence: number,
): StandardizedSurvival {
  const half = normalQuantile((1 + confidence) / 2)
  const figure = ({ value, influence }: Quantity): SurvivalFigure => {
    const standardError = euclideanNorm(influence) / data.n
    const interval = Object.freeze([value - half * standardError, value + half * standardError] as const)
    return Object.freeze({ estimate: value, standardError, interval })
  }
  const combined = (a: Quantity, b: Quantity, fa: number, fb: number): Quantity => ({
    value: fa * a.value + fb * b.value,
    influence: a.influence.map((v, i) => fa * v + fb * b.influence[i]!),
  })
  const [zero, one] = ([0, 1] as const).map((arm) => survivalCurve(data, hazards, arm)) as [
    ReturnType<typeof survivalCurve>,
    ReturnType<typeof survivalCurve>,
  ]
  const end = data.periods - 1
  const [r0, r1] = [zero.incidence[end]!, one.incidence[end]!]
  // at the period's start: one period for all, then the survivors of each period but the last
  const mean = ({ survival }: typeof zero): Quantity =>
    survival.slice(0, -1).reduce((sum, q) => combined(sum, q, 1, 1), { value: 1, influence: new Float64Array(data.n) })
  return Object.freeze({
    estimated: true,
    contrast: Object.freeze(contrast),
    eventFreeSurvival: Object.freeze([
      Object.freeze(zero.survival.map(figure)),
      Object.freeze(one.survival.map(figure)),
    ] as const),
    cumulativeIncidence: Object.freeze([
      Object.freeze(zero.incidence.map(figure)),
      Object.freeze(one.incidence.map(figure)),
    ] as const),
    riskDifference: figure(combined(r1, r0, 1, -1)),
    riskRatio:
      r0.value > 0
        ? figure({
            value: r1.value / r0.value,
            influence: r1.influence.map((v, i) => v / r0.value - (r1.value / r0.value ** 2) * r0.influence[i]!),
          })
        : null,
    restrictedMeanDifference: figure(combined(mean(one), mean(zero), 1, -1)),
    n: data.n,
  })
}
