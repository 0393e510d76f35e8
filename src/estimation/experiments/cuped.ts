import type { Table } from '../../data/types.js'
import { CausalError, calledAs } from '../../errors.js'
import { leastSquares } from '../../numeric/least-squares.js'
import { checkOptions } from '../../options.js'
import { checkedConfidence } from '../core/designs/read-question.js'
import { designOf } from '../core/regression/design.js'
import { compareArms } from './compare-arms.js'
import { cupedReport } from './cuped-report.js'
import { experimentRows } from './experiment-rows.js'
import { experimentKeys, readExperiment } from './read-experiment.js'
import type { ExperimentEstimate, ExperimentOptions, ExperimentQuestion } from './types.js'

/**
 * CUPED: the difference in means of what covariates from before the experiment leave of the outcome.
 *
 * The outcome less θ (C − mean C), with θ from the regression of the outcome on the covariates in all rows (Deng, Xu, Kohavi &
 * Walker 2013). `diagnostics.varianceReduction` is the share of variance that it saves. Covariates that treatment may have
 * moved bias the effect; a covariate whose means differ between the arms (p < 0.001) is told in `warnings`.
 *
 * @param table - a row for each unit (or several, with `cluster`)
 * @param question - treatment, outcome, and `adjustment`: what was measured before
 * @param options - the confidence level
 * @returns the effect, or a refusal
 * @throws CausalError as `differenceInMeans`; `collinear` for covariates that determine one another
 * @complexity O(n k²) for k covariates
 * @category Estimation
 * @see Deng, Xu, Kohavi & Walker 2013, "Improving the sensitivity of online controlled experiments", WSDM
 * @example
 * const e = cuped(
 *   table({ arm: [0, 1, 0, 1, 0, 1, 0, 1], before: [1, 2, 3, 4, 5, 6, 7, 8], after: [1, 4, 3, 6, 6, 8, 6, 10] }),
 *   { treatment: 'arm', outcome: 'after', adjustment: ['before'] },
 * )
 * e.estimated && e.estimate
 * //=> 1.9524
 */
export function cuped<T>(
  table: Table<T>,
  question: ExperimentQuestion<NoInfer<keyof T & string>>,
  options: ExperimentOptions = {},
): ExperimentEstimate {
  return calledAs('cuped', () => {
    checkOptions('question', question, [...experimentKeys], { strata: 'list' })
    checkOptions('options', options, ['confidence'])
    const confidence = checkedConfidence(options.confidence)
    const data = readExperiment(table as Table<unknown, string>, question)
    if (data.covariates.length === 0) {
      throw new CausalError('invalid-argument', 'name what was measured before the experiment in `adjustment`.', {
        option: 'adjustment',
      })
    }
    const { n, outcome } = data
    const design = designOf(data.covariates, n)
    const fit = leastSquares(design.x, n, design.k, outcome)
    if (!fit.ok)
      throw new CausalError('collinear', `${design.terms[fit.column]} is determined by the other covariates.`)
    // the terms are centred, so the intercept is the mean
    const adjusted = fit.residuals.map((residual) => residual + fit.coefficients[0]!)
    const compared = compareArms(data, adjusted)
    const plain = compareArms(data, outcome)
    if ('estimated' in compared) return compared
    if ('estimated' in plain) return plain
    const terms = design.terms.slice(1).map((name, a) => {
      const before = compareArms(
        data,
        Float64Array.from({ length: n }, (_, i) => design.x[i * design.k + a + 1]!),
      )
      return { name, compared: 'estimated' in before ? null : before }
    })
    return cupedReport(
      experimentRows(data),
      { adjusted: compared, plain, terms },
      {
        arms: data.arms,
        outcome: data.outcomeName,
        covariates: question.adjustment!,
        specification: data.specification,
      },
      confidence,
    )
  })
}
