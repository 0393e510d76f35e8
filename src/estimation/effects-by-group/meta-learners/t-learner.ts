import { checkOptions } from '../../../options.js'
import { madeBy } from '../../../recipes.js'
import type { EffectLearner } from '../types.js'
import { less, regression, rowsOfArm } from './meta-tables.js'
import { baseLearner, type MetaLearnerOptions } from './s-learner.js'

/**
 * The T-learner: a regression of the outcome in each arm, and their difference (Künzel, Sekhon, Bickel & Yu 2019). What each
 * regression gets wrong on its own shows up as an effect.
 *
 * @param options - the learner
 * @returns a learner for `heterogeneousEffects`
 * @throws CausalError `invalid-argument` for what is no learner
 * @category Estimation
 * @example
 * tLearner().name
 * //=> 'T-learner'
 */
export function tLearner(options: MetaLearnerOptions = {}): EffectLearner {
  return madeBy('tLearner', [options], () => {
    checkOptions('options', options, ['learner'])
    const own = baseLearner(options)
    return Object.freeze({
      name: `T-learner${own === null ? '' : ` (${own.name})`}`,
      needs: 'arms',
      ofSome: false,
      fit: ({ covariates, arm, outcome, nuisances, ...plan }) => {
        const learner = own ?? nuisances.outcome
        const to = regression(learner, covariates, outcome, plan, rowsOfArm(arm, 1))
        const from = regression(learner, covariates, outcome, plan, rowsOfArm(arm, 0))
        return { predict: (table) => ({ effects: less(to(table), from(table)), standardErrors: null }) }
      },
    } satisfies EffectLearner)
  })
}
