import type { Table } from '../../data/types.js'
import { CausalError, calledAs } from '../../errors.js'
import { leastSquares } from '../../numeric/least-squares.js'
import { checkOptions } from '../../options.js'
import { checkedConfidence } from '../core/designs/read-question.js'
import { inference } from '../core/inference/inference.js'
import { designOf } from '../core/regression/design.js'
import { compareArms } from './compare-arms.js'
import { experimentKeys, readExperiment } from './read-experiment.js'
import { reportExperiment } from './report-experiment.js'
import type { ExperimentEstimate, ExperimentOptions, ExperimentQuestion } from './types.js'

/** A difference before treatment this improbable by chance is told. */
const IMBALANCE = 0.001

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
    checkOptions('question', question, [...experimentKeys])
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
    const uneven = design.terms.filter((_, a) => {
      if (a === 0) return false
      const term = Float64Array.from({ length: n }, (_, i) => design.x[i * design.k + a]!)
      const before = compareArms(data, term)
      if ('estimated' in before) return false
      const { means, standardError } = before
      const gap = means.treated - means.control
      return standardError > 0 && inference(gap, standardError, means.degreesOfFreedom, 0.95).pValue < IMBALANCE
    })
    const saved = plain.standardError > 0 ? 1 - (compared.standardError / plain.standardError) ** 2 : 0
    return reportExperiment(
      data,
      compared,
      {
        estimator: 'difference in means after CUPED',
        specification: data.specification,
        formula: `E[Y* | ${data.arms[1]}] − E[Y* | ${data.arms[0]}] with Y* = ${data.outcomeName} − θ (C − mean C), C = ${question.adjustment!.join(', ')}`,
        diagnostics: { varianceReduction: saved, unadjusted: plain.means.treated - plain.means.control },
        warnings: [
          ...(uneven.length > 0
            ? [
                `${uneven.join(', ')} differed between the arms before treatment (p < ${IMBALANCE}): was treatment drawn at random, and was this measured before it?`,
              ]
            : []),
          ...(saved < 0 ? ['the covariates explain so little that the adjustment adds noise: leave it out.'] : []),
        ],
      },
      confidence,
    )
  })
}
