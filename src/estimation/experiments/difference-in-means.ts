import type { Table } from '../../data/types.js'
import { CausalError, calledAs } from '../../errors.js'
import { checkOptions } from '../../options.js'
import { checkedConfidence } from '../core/designs/read-question.js'
import { compareArms } from './compare-arms.js'
import { experimentRows } from './experiment-rows.js'
import { experimentKeys, readExperiment } from './read-experiment.js'
import { reportExperiment } from './report-experiment.js'
import type { ExperimentEstimate, ExperimentOptions, ExperimentQuestion } from './types.js'

/**
 * The effect in a randomised experiment as the difference in means (the A/B test), with Neyman's standard error.
 *
 * Treatment drawn within `strata` (blocks, matched pairs) is compared within them and averaged by their sizes. Treatment drawn
 * by `cluster` (users with many sessions, villages) gets a standard error by cluster, CR2. The interval is of Student's t
 * with Welch's or Bell and McCaffrey's degrees of freedom. `relative` holds the lift in per cent / 100.
 *
 * @param table - a row for each unit (or several, with `cluster`)
 * @param question - treatment, outcome, and how treatment was drawn
 * @param options - the confidence level
 * @returns the effect, or a refusal where an arm or a stratum has nobody to compare
 * @throws CausalError `unknown-name`, `overlap`, `missing-values`, `constant-column` for columns that cannot be used; `invalid-argument` for options out of range
 * @complexity O(n), with clusters O(n + clusters)
 * @category Estimation
 * @see Neyman 1923; Imbens & Rubin 2015, chapter 6; Pashley & Miratrix 2021 for small strata
 * @example
 * const e = differenceInMeans(table({ arm: ['A', 'A', 'A', 'B', 'B', 'B'], sales: [1, 2, 3, 3, 5, 7] }), {
 *   treatment: 'arm',
 *   outcome: 'sales',
 *   contrast: { from: 'A', to: 'B' },
 * })
 * e.estimated && [e.estimate, e.standardError]
 * //=> [3, 1.290994]
 */
export function differenceInMeans<T>(
  table: Table<T>,
  question: ExperimentQuestion<NoInfer<keyof T & string>>,
  options: ExperimentOptions = {},
): ExperimentEstimate {
  return calledAs('differenceInMeans', () => {
    checkOptions('question', question, [...experimentKeys], { strata: 'list' })
    checkOptions('options', options, ['confidence'])
    const confidence = checkedConfidence(options.confidence)
    const data = readExperiment(table as Table<unknown, string>, question)
    if (data.covariates.length > 0) {
      throw new CausalError(
        'invalid-argument',
        'a plain difference in means adjusts for nothing: leave `adjustment` out, or call adjustedDifferenceInMeans or cuped.',
        { option: 'adjustment' },
      )
    }
    const compared = compareArms(data, data.outcome)
    if ('estimated' in compared) return compared
    const [from, to] = data.arms
    const within = data.strata === null ? '' : ', s'
    const difference = `E[${data.outcomeName} | ${to}${within}] − E[${data.outcomeName} | ${from}${within}]`
    return reportExperiment(
      experimentRows(data),
      compared,
      {
        estimator: data.strata === null ? 'difference in means' : 'difference in means within strata',
        specification: data.specification,
        formula: data.strata === null ? difference : `Σ_s P(s) (${difference})`,
      },
      confidence,
    )
  })
}
