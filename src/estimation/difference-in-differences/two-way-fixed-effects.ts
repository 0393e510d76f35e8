import { columnAt } from '../../data/tables/column.js'
import { isNumeric } from '../../data/tables/make-table.js'
import type { Table } from '../../data/types.js'
import { CausalError, calledAs } from '../../errors.js'
import { absorb } from '../../numeric/absorb.js'
import { euclideanNorm } from '../../numeric/euclidean-norm.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { gapsMatter, readPanel } from '../core/designs/read-panel.js'
import { checkedConfidence, checkedWord } from '../core/designs/read-question.js'
import { refusedDesign } from '../core/designs/refused-design.js'
import { reportDesign } from '../core/designs/report-design.js'
import type { DesignEffect, RefusedDesign } from '../core/designs/types.js'
import { linearModel, rowInfluence } from '../core/regression/linear-model.js'
import { sandwich } from '../core/regression/sandwich.js'
import { differenceKeys, readColumns } from './read-difference.js'
import { type TwoWayWeights, treatedWeights } from './treated-weights.js'
import type { DifferenceInDifferencesQuestion, DifferenceInDifferencesSpecification } from './types.js'

/**
 * Options of `twoWayFixedEffects`.
 *
 * @category Estimation
 */
export interface TwoWayFixedEffectsOptions {
  /** How to compute the standard error, by cluster (default `CR1`, with a factor for all unit and time effects). */
  readonly standardErrors?: 'CR0' | 'CR1' | 'CR2' | 'CR3'
  /** The confidence level of the interval, between 0 and 1 (default 0.95). */
  readonly confidence?: number
}

/**
 * The coefficient of a two-way fixed-effects regression.
 *
 * @category Estimation
 */
export interface TwoWayFixedEffect extends DesignEffect<DifferenceInDifferencesSpecification> {
  /** What is averaged. */
  readonly weights: TwoWayWeights
}

/**
 * The two-way fixed-effects regression: the outcome on treatment, an effect of each unit and one of each time.
 *
 * With one effect for all and common trends it is that effect. Where treatment begins at different times and effects differ,
 * it weights the effects of treated cells, some negatively, and can have a sign that none of them has: `weights` counts
 * them and `warnings` says so; `groupTimeEffects` has no such weights (de Chaisemartin & D'Haultfœuille 2020).
 *
 * @param table - a row for each unit and time; gaps are allowed
 * @param question - treatment, outcome, unit, time; `adjustment` are numbers that vary over time
 * @param options - standard errors, confidence
 * @returns the coefficient of treatment with the weights behind it; or a refusal
 * @throws CausalError `invalid-data` for two rows of a unit at one time, or a treatment that is not 0 or 1
 * @complexity O(n) for each pass; a balanced panel needs two
 * @category Estimation
 * @see de Chaisemartin & D'Haultfœuille 2020, American Economic Review 110, theorem 1
 * @example
 * const rows = ['a', 'b', 'c', 'd'].flatMap((shop, s) =>
 *   [1, 2, 3].map((year) => {
 *     const law = s < 2 && year >= 2 + s ? 1 : 0
 *     return { shop, year, law, jobs: 10 * s + year + 2 * law + ((s * year) % 3) / 10 }
 *   }),
 * )
 * const e = twoWayFixedEffects(table(rows), { treatment: 'law', outcome: 'jobs', unit: 'shop', time: 'year' })
 * e.estimated && e.estimate
 * //=> 1.97
 */
export function twoWayFixedEffects<T>(
  table: Table<T>,
  question: DifferenceInDifferencesQuestion<NoInfer<keyof T & string>>,
  options: TwoWayFixedEffectsOptions = {},
): TwoWayFixedEffect | RefusedDesign {
  return calledAs('twoWayFixedEffects', () => {
    checkOptions('question', question, [...differenceKeys])
    checkOptions('options', options, ['standardErrors', 'confidence'])
    const confidence = checkedConfidence(options.confidence)
    const rule = checkedWord('standardErrors', options.standardErrors ?? 'CR1', ['CR0', 'CR1', 'CR2', 'CR3'])
    const source = table as Table<unknown, string>
    const columns = readColumns(source, question)
    const { treated, outcome, clusters, clusterName, specification } = columns
    const panel = readPanel(source, question.unit, question.time)
    const names = specification.adjustment
    const covariates = names.map((name) => {
      const column = columnAt(source, name)
      if (isNumeric(column)) return column
      throw new CausalError(
        'invalid-data',
        `${show(name)} holds categories: code those that vary over time as numbers.`,
        {
          column: name,
        },
      )
    })
    const { n } = panel
    const sets = [
      { codes: panel.units.codes, count: panel.units.labels.length },
      { codes: panel.times.codes, count: panel.times.values.length },
    ]
    const { columns: left, rank, converged } = absorb([outcome, treated, ...covariates], sets)
    const [y, ...regressors] = left as [Float64Array, ...Float64Array[]]
    const k = regressors.length
    for (const [a, column] of regressors.entries()) {
      const before = euclideanNorm([treated, ...covariates][a]!)
      if (euclideanNorm(column) > 1e-9 * before) continue
      return refusedDesign(
        'collinear',
        `${show(a === 0 ? specification.treatment : names[a - 1])} is determined by unit and time: nothing is left to compare.`,
        { column: a === 0 ? specification.treatment : names[a - 1] },
      )
    }
    if (n - rank - k < 1) {
      throw new CausalError(
        'too-few-rows',
        `there are ${n} rows for ${rank + k} coefficients, unit and time effects among them.`,
        {
          rows: n,
          coefficients: rank + k,
        },
      )
    }
    const x = new Float64Array(n * k)
    for (let i = 0; i < n; i++) for (let a = 0; a < k; a++) x[i * k + a] = regressors[a]![i]!
    const model = linearModel(x, n, k, y)
    if (!model.ok) {
      return refusedDesign(
        'collinear',
        `${show(names[model.column - 1])} is determined by the treatment and the other covariates.`,
        {
          column: names[model.column - 1],
        },
      )
    }
    const direction = Float64Array.from({ length: k }, (_, a) => (a === 0 ? 1 : 0))
    const { covariance, degreesOfFreedom } = sandwich(model, rule, clusters, rank)
    const weights = treatedWeights(model.x, k, treated, model.inverse)
    const warnings: string[] = []
    if (weights.negative > 0) {
      warnings.push(
        `${weights.negative} of ${weights.treatedCells} treated cells count with a negative weight (${weights.sumOfNegative.toPrecision(3)} in all): if effects differ between units or over time this number may have the wrong sign. Call groupTimeEffects.`,
      )
    }
    if (clusters.count < 20)
      warnings.push(
        `${clusters.count} clusters (${clusterName}) are few: the interval is likely too narrow; try CR2 or CR3.`,
      )
    if (!panel.balanced) warnings.push(gapsMatter)
    if (!converged) warnings.push('taking out the effects did not settle: digits may be missing.')
    return reportDesign(
      {
        estimate: model.coefficients[0]!,
        standardError: Math.sqrt(covariance[0]!),
        degreesOfFreedom: degreesOfFreedom(direction),
        n,
        population: 'ATT',
        formula: `β in ${specification.outcome} = α_${question.unit} + γ_${question.time} + β ${specification.treatment}${names.map((name) => ` + ${name}`).join('')}`,
        specification,
        estimator: 'two-way fixed effects',
        standardErrorMethod: `${rule} by ${clusterName}`,
        diagnostics: {
          clusters: clusters.count,
          absorbed: rank,
          coefficients: Object.freeze(
            Object.fromEntries([specification.treatment, ...names].map((name, a) => [name, model.coefficients[a]!])),
          ),
          influenceOf: 'row',
        },
        warnings,
        influence: rowInfluence(model, direction),
      },
      confidence,
      { weights },
    )
  })
}
