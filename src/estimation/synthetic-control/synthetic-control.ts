import type { Table } from '../../data/types.js'
import { calledAs } from '../../errors.js'
import { checkOptions } from '../../options.js'
import type { RefusedDesign } from '../core/designs/types.js'
import { syntheticEstimate } from './block-estimate.js'
import { syntheticKeys } from './read-block.js'
import { syntheticEffect } from './synthetic-effect.js'
import type { SyntheticControlEffect, SyntheticControlOptions, SyntheticControlQuestion } from './types.js'

/**
 * The synthetic control: the treated unit against the mixture of untreated units that was nearest to it before treatment.
 *
 * Weights are at least 0 and sum to 1, found exactly by an active-set method from the outcomes before treatment. The p-value
 * is the rank of the treated among placebos: each donor in turn is given out for treated, and the gap after treatment is
 * compared with that before. The standard error is the placebos' standard deviation,
 * the interval of Student's t with donors − 1 degrees of freedom. Right when the mixture would have gone
 * on like the treated; several treated units are taken by their mean.
 *
 * @param table - a balanced panel, a row for each unit and time
 * @param question - treatment (0, then 1 for good), outcome, unit, time
 * @param options - the number of placebos, their seed, confidence
 * @returns the mean effect after treatment with weights, paths and placebos; or a refusal where there are too few donors or times before
 * @throws CausalError `invalid-data` for two rows of a unit at one time, gaps, a treatment that is not 0 or 1; `not-supported` for treatments that begin at different times
 * @complexity O(placebos · donors² · (times + steps)); some dozens of donors in milliseconds
 * @category Estimation
 * @see Abadie, Diamond & Hainmueller 2010, "Synthetic control methods for comparative case studies", Journal of the American Statistical Association 105; Wolfe 1976 for the weights
 * @example
 * const rows = ['a', 'b', 'c', 'd'].flatMap((land, u) =>
 *   [1, 2, 3, 4, 5].map((year) => ({
 *     land,
 *     year,
 *     law: land === 'a' && year === 5 ? 1 : 0,
 *     // before the law, a is half b and half c
 *     sales: [5.5 * year, 4 * year, 7 * year, 20 - year][u]! + (land === 'a' && year === 5 ? -3 : 0),
 *   })),
 * )
 * const e = syntheticControl(table(rows), { treatment: 'law', outcome: 'sales', unit: 'land', time: 'year' })
 * e.estimated && [Math.round(e.estimate), e.weights]
 * //=> [-3, { b: 0.5000, c: 0.5000 }]
 */
export function syntheticControl<T>(
  table: Table<T>,
  question: SyntheticControlQuestion<NoInfer<keyof T & string>>,
  options: SyntheticControlOptions = {},
): SyntheticControlEffect | RefusedDesign {
  return calledAs('syntheticControl', () => {
    checkOptions('question', question, [...syntheticKeys])
    checkOptions('options', options, ['placebos', 'seed', 'confidence'], { placebos: 'number' })
    return syntheticEffect(table as Table<unknown, string>, question, options, {
      name: 'synthetic control',
      estimator: syntheticEstimate,
      formula: (y) =>
        `mean over times after treatment of ${y}_treated − Σ_d w_d ${y}_d, w ≥ 0, Σ w = 1, nearest before treatment`,
      rankBy: 'ratio',
    })
  })
}
