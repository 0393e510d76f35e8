import type { Table } from '../../data/types.js'
import { calledAs } from '../../errors.js'
import { checkOptions } from '../../options.js'
import type { RefusedDesign } from '../core/designs/types.js'
import { syntheticDifferenceEstimate } from './block-estimate.js'
import { syntheticKeys } from './read-block.js'
import { syntheticEffect } from './synthetic-effect.js'
import type { SyntheticControlEffect, SyntheticControlOptions, SyntheticControlQuestion } from './types.js'

/**
 * Synthetic difference in differences: a difference in differences with donors weighted so that their trend before treatment is
 * that of the treated, and times before treatment weighted so that they are like those after.
 *
 * Levels may differ between units, which a synthetic control does not allow, and trends need be parallel only after
 * weighting, which plain difference in differences does not allow. Errors and p-value come from placebos among the donors:
 * right when treated units vary as donors do.
 *
 * @param table - a balanced panel, a row for each unit and time
 * @param question - treatment (0, then 1 for good), outcome, unit, time
 * @param options - the number of placebos, their seed, confidence
 * @returns the mean effect after treatment with the weights of donors and times, paths and placebos; or a refusal
 * @throws CausalError as `syntheticControl`
 * @complexity O(placebos · donors² · (times + steps))
 * @category Estimation
 * @see Arkhangelsky, Athey, Hirshberg, Imbens & Wager 2021, American Economic Review 111, algorithms 1 and 4
 * @example
 * const rows = ['a', 'b', 'c', 'd', 'e'].flatMap((land, u) =>
 *   [1, 2, 3, 4, 5].map((year) => ({
 *     land,
 *     year,
 *     law: land === 'a' && year === 5 ? 1 : 0,
 *     sales: 10 * u + year + ((u * year) % 3) / 10 + (land === 'a' && year === 5 ? 4 : 0),
 *   })),
 * )
 * const e = syntheticDifferenceInDifferences(table(rows), { treatment: 'law', outcome: 'sales', unit: 'land', time: 'year' })
 * e.estimated && Math.round(e.estimate)
 * //=> 4
 */
export function syntheticDifferenceInDifferences<T>(
  table: Table<T>,
  question: SyntheticControlQuestion<NoInfer<keyof T & string>>,
  options: SyntheticControlOptions = {},
): SyntheticControlEffect | RefusedDesign {
  return calledAs('syntheticDifferenceInDifferences', () => {
    checkOptions('question', question, [...syntheticKeys])
    checkOptions('options', options, ['placebos', 'seed', 'confidence'], { placebos: 'number' })
    return syntheticEffect(table as Table<unknown, string>, question, options, {
      name: 'synthetic difference in differences',
      estimator: syntheticDifferenceEstimate,
      formula: (y) =>
        `(mean after of ${y}_treated − Σ_t λ_t ${y}_treated,t) − Σ_d ω_d (mean after of ${y}_d − Σ_t λ_t ${y}_d,t)`,
      rankBy: 'estimate',
    })
  })
}
