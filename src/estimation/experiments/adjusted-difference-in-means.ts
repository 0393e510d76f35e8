import type { Table } from '../../data/types.js'
import { CausalError, calledAs } from '../../errors.js'
import { checkOptions } from '../../options.js'
import { checkedConfidence, checkedWord } from '../core/designs/read-question.js'
import { refusedDesign } from '../core/designs/refused-design.js'
import { designOf } from '../core/regression/design.js'
import { linearModel, quadratic, rowInfluence } from '../core/regression/linear-model.js'
import { sandwich } from '../core/regression/sandwich.js'
import { clustersInArms } from './arm-means.js'
import { experimentRows } from './experiment-rows.js'
import { type ExperimentData, experimentKeys, readExperiment } from './read-experiment.js'
import { reportExperiment } from './report-experiment.js'
import type { ExperimentEstimate, ExperimentOptions, ExperimentQuestion } from './types.js'

/**
 * Options of `adjustedDifferenceInMeans`.
 *
 * @category Estimation
 */
export interface AdjustedDifferenceOptions extends ExperimentOptions {
  /** How to compute the standard error (default `HC2`, with clusters `CR2`). */
  readonly standardErrors?: 'HC0' | 'HC1' | 'HC2' | 'HC3' | 'CR0' | 'CR1' | 'CR2' | 'CR3'
}

const byRow = ['HC2', 'HC0', 'HC1', 'HC3'] as const
const byCluster = ['CR2', 'CR0', 'CR1', 'CR3'] as const

/**
 * Lin's regression adjustment of an experiment: the outcome on treatment, centred covariates and their products.
 *
 * The covariates must have been measured before treatment. The estimate is consistent whatever the true outcome model, and in
 * large samples never less precise than the difference in means (Lin 2013). Categories enter as indicators; strata enter
 * likewise. The effect is that in the units of the experiment: how far they differ from a wider population is not counted.
 *
 * @param table - a row for each unit (or several, with `cluster`)
 * @param question - treatment, outcome, and `adjustment`: the covariates
 * @param options - the confidence level, and how to compute the standard error
 * @returns the effect, or a refusal
 * @throws CausalError as `differenceInMeans`; `collinear` for covariates that determine one another; `too-few-rows` for fewer rows than coefficients
 * @complexity O(n k²) for k covariates
 * @category Estimation
 * @see Lin 2013, "Agnostic notes on regression adjustments to experimental data", Annals of Applied Statistics 7
 * @example
 * const e = adjustedDifferenceInMeans(
 *   table({ arm: [0, 1, 0, 1, 0, 1, 0, 1], before: [1, 2, 3, 4, 5, 6, 7, 8], after: [1, 4, 3, 6, 6, 8, 6, 10] }),
 *   { treatment: 'arm', outcome: 'after', adjustment: ['before'] },
 * )
 * e.estimated && e.estimate
 * //=> 2.0500
 */
export function adjustedDifferenceInMeans<T>(
  table: Table<T>,
  question: ExperimentQuestion<NoInfer<keyof T & string>>,
  options: AdjustedDifferenceOptions = {},
): ExperimentEstimate {
  return calledAs('adjustedDifferenceInMeans', () => {
    checkOptions('question', question, [...experimentKeys], { strata: 'list' })
    checkOptions('options', options, ['confidence', 'standardErrors'])
    const confidence = checkedConfidence(options.confidence)
    const data = readExperiment(table as Table<unknown, string>, question)
    const rules = data.clusters === null ? byRow : byCluster
    const rule = checkedWord('standardErrors', options.standardErrors ?? rules[0], rules)
    return linRegression(data, rule, confidence)
  })
}

function linRegression(
  data: ExperimentData,
  rule: (typeof byRow)[number] | (typeof byCluster)[number],
  confidence: number,
): ExperimentEstimate {
  const { n, treated, outcome, clusters, strata } = data
  const covariates =
    strata === null
      ? data.covariates
      : [...data.covariates, { name: 'stratum', values: strata.codes, levels: strata.labels }]
  if (covariates.length === 0) {
    throw new CausalError('invalid-argument', 'name the covariates in `adjustment`, or call differenceInMeans.', {
      option: 'adjustment',
    })
  }
  const design = designOf(covariates, n)
  if (clusters !== null && Math.min(...clustersInArms(treated, clusters)) < 2) {
    return refusedDesign(
      'no-spread',
      'an arm has rows of one cluster only: nothing says how far clusters differ within an arm.',
      {
        clusters: clusters.count,
      },
    )
  }
  const k = 2 * design.k
  if (n <= k) {
    throw new CausalError(
      'too-few-rows',
      `there are ${n} rows for ${k} coefficients: adjust for less, or find more data.`,
      {
        rows: n,
        coefficients: k,
      },
    )
  }
  // the terms are centred on all rows, so that the treatment's coefficient is the average effect
  const x = new Float64Array(n * k)
  for (let i = 0; i < n; i++) {
    for (let a = 0; a < design.k; a++) {
      x[i * k + a] = design.x[i * design.k + a]!
      x[i * k + design.k + a] = treated[i]! * design.x[i * design.k + a]!
    }
  }
  const model = linearModel(x, n, k, outcome)
  if (!model.ok) {
    return refusedDesign(
      'collinear',
      `${design.terms[model.column % design.k]} does not vary within an arm as the regression needs: leave it out, or make its categories coarser.`,
      { term: design.terms[model.column % design.k] },
    )
  }
  const direction = new Float64Array(k)
  direction[design.k] = 1
  const { covariance, degreesOfFreedom } = sandwich(model, rule, clusters)
  const variance = quadratic(covariance, k, direction)
  const base = model.coefficients[0]!
  const v0 = covariance[0]!
  const both = covariance[design.k]! + v0
  const means = {
    control: base,
    treated: base + model.coefficients[design.k]!,
    variance: [v0, v0 + variance + 2 * covariance[design.k]!, both] as const,
    degreesOfFreedom: degreesOfFreedom(direction),
  }
  const names = covariates.map(({ name }) => name).join(', ')
  return reportExperiment(
    experimentRows(data),
    {
      means,
      standardError: Math.sqrt(variance),
      influence: rowInfluence(model, direction),
      standardErrorMethod: `${rule} sandwich`,
      warnings:
        k > n / 10
          ? [`there are ${k} coefficients for ${n} rows: with so many, adjustment can cost more than it gives.`]
          : [],
    },
    {
      estimator: 'regression adjustment with products (Lin)',
      specification: data.specification,
      formula: `β in E[${data.outcomeName}] = α + β T + γ (C − mean C) + δ T (C − mean C) with C = ${names}`,
      diagnostics: { coefficients: k },
    },
    confidence,
  )
}
