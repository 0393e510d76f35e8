import { takeRows } from '../../data/tables/make-table.js'
import type { Table } from '../../data/types.js'
import { CausalError, calledAs } from '../../errors.js'
import { checkedObject } from '../../names.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { checkedConfidence, numbersAt } from '../core/designs/read-question.js'
import type { DesignEffect, RefusedDesign } from '../core/designs/types.js'
import { clustersInArms } from './arm-means.js'
import { compareArms } from './compare-arms.js'
import { experimentRows } from './experiment-rows.js'
import { experimentKeys, readExperiment } from './read-experiment.js'
import { reportExperiment } from './report-experiment.js'
import type { ExperimentOptions, ExperimentQuestion, ExperimentSpecification, RelativeEffect } from './types.js'

/** Below so many units an arm the ratio is not yet normal: 92 % of intervals covered with 20 an arm. */
const FEW = 50

/**
 * What is asked of a ratio metric.
 *
 * @typeParam N - the names of the columns
 * @category Estimation
 */
export interface RatioMetricQuestion<N extends string = string> extends ExperimentQuestion<N> {
  /** The column below the line; the outcome stands above it. */
  readonly denominator: N
}

/**
 * The effect on a ratio of means.
 *
 * @category Estimation
 */
export interface RatioEffect extends DesignEffect<ExperimentSpecification & { readonly denominator: string }> {
  /** The effect as a share of the ratio under `contrast.from`; null where that is 0. */
  readonly relative: RelativeEffect | null
}

/**
 * The effect on a ratio metric, such as clicks per view or revenue per session, where users were drawn: the difference of
 * Σ outcome / Σ denominator between the arms, with the delta method's standard error.
 *
 * The mean of each user's own ratio answers another question, and a standard error that counts sessions as independent is
 * too small. Give a row for each unit that was drawn, or rows below it with `cluster` naming the unit.
 *
 * @param table - a row for each unit with its sums, or several with `cluster`
 * @param question - treatment, `outcome` (above the line), `denominator` (below)
 * @param options - the confidence level
 * @returns the difference of the ratios, their lift in `relative`; or a refusal
 * @throws CausalError as `differenceInMeans`; `invalid-data` where an arm's denominators sum to 0
 * @complexity O(n)
 * @category Estimation
 * @see Deng, Knoblich & Lu 2018, "Applying the delta method in metric analytics", KDD
 * @example
 * const e = ratioMetric(
 *   table({ arm: [0, 0, 0, 1, 1, 1], clicks: [1, 2, 3, 2, 4, 3], views: [10, 10, 20, 10, 20, 15] }),
 *   { treatment: 'arm', outcome: 'clicks', denominator: 'views' },
 * )
 * e.estimated && e.estimate
 * //=> 0.0500
 */
export function ratioMetric<T>(
  table: Table<T>,
  question: RatioMetricQuestion<NoInfer<keyof T & string>>,
  options: ExperimentOptions = {},
): RatioEffect | RefusedDesign {
  return calledAs('ratioMetric', () => {
    checkOptions('question', question, [...experimentKeys, 'denominator'], { strata: 'list' })
    checkOptions('options', options, ['confidence'])
    const confidence = checkedConfidence(options.confidence)
    const source = table as Table<unknown, string>
    const { denominator } = checkedObject('question', question)
    const data = readExperiment(source, question, { denominator })
    if (data.covariates.length > 0 || data.strata !== null) {
      throw new CausalError(
        'not-supported',
        'a ratio metric is compared over all rows: leave `adjustment` and `strata` out.',
      )
    }
    if (typeof denominator !== 'string') {
      throw new CausalError('invalid-argument', `\`denominator\` must name a column, got ${show(denominator)}.`)
    }
    const below = takeRows(numbersAt(source, denominator, 'denominator'), data.rows) as Float64Array
    const sums = [0, 0].map(() => ({ above: 0, below: 0, rows: 0 }))
    for (let i = 0; i < data.n; i++) {
      const arm = sums[data.treated[i]!]!
      arm.above += data.outcome[i]!
      arm.below += below[i]!
      arm.rows++
    }
    for (const [a, arm] of sums.entries()) {
      if (arm.below !== 0) continue
      throw new CausalError(
        'invalid-data',
        `${show(denominator)} sums to 0 where ${data.arms[a]}: there is no ratio.`,
        {
          column: denominator,
        },
      )
    }
    const ratios = sums.map((arm) => arm.above / arm.below)
    // linearised: the mean of (above − ratio · below) / mean below is 0, its variance that of the ratio
    const linear = data.outcome.map((y, i) => {
      const a = data.treated[i]!
      return ratios[a]! + (y - ratios[a]! * below[i]!) / (sums[a]!.below / sums[a]!.rows)
    })
    const compared = compareArms(data, linear)
    if ('estimated' in compared) return compared
    const pieces = Math.min(
      ...(data.clusters === null ? sums.map(({ rows }) => rows) : clustersInArms(data.treated, data.clusters)),
    )
    const whole = `${data.outcomeName} / E ${denominator}`
    return reportExperiment(
      experimentRows(data),
      { ...compared, standardErrorMethod: `delta method; ${compared.standardErrorMethod}` },
      {
        estimator: 'difference of ratios of means',
        formula: `(E ${whole} | ${data.arms[1]}) − (E ${whole} | ${data.arms[0]})`,
        specification: { ...data.specification, denominator },
        warnings:
          pieces < FEW
            ? [
                `an arm has ${pieces} units: with fewer than ${FEW} the delta method makes intervals a little too narrow.`,
              ]
            : [],
      },
      confidence,
    )
  })
}
