import { checkOptions } from '../../../options.js'
import { madeBy } from '../../../recipes.js'
import { asChoice } from '../../double-machine-learning/cross-fit.js'
import type { EffectLearner } from '../types.js'
import { less, regression, rowsOfArm } from './meta-tables.js'
import { baseLearner, type MetaLearnerOptions } from './s-learner.js'

/**
 * The X-learner: what each unit's outcome differs from the prediction of the other arm is regressed in each arm, and the two
 * regressions are mixed by the propensity, the one of the treated where few are (Künzel, Sekhon, Bickel & Yu 2019). Made for
 * arms of very different size.
 *
 * @param options - the learner
 * @returns a learner for `heterogeneousEffects`
 * @throws CausalError `invalid-argument` for what is no learner
 * @category Estimation
 * @example
 * xLearner().name
 * //=> 'X-learner'
 */
export function xLearner(options: MetaLearnerOptions = {}): EffectLearner {
  return madeBy('xLearner', [options], () => {
    checkOptions('options', options, ['learner'])
    const own = baseLearner(options)
    return Object.freeze({
      name: `X-learner${own === null ? '' : ` (${own.name})`}`,
      needs: 'arms',
      ofSome: false,
      fit: ({ covariates, arm, outcome, nuisances, ...plan }) => {
        const learner = own ?? nuisances.outcome
        const [treated, control] = [rowsOfArm(arm, 1), rowsOfArm(arm, 0)]
        const to = regression(learner, covariates, outcome, plan, treated)
        const from = regression(learner, covariates, outcome, plan, control)
        const gained = less(outcome, from(covariates))
        const missed = less(to(covariates), outcome)
        const effectTo = regression(learner, covariates, gained, plan, treated)
        const effectFrom = regression(learner, covariates, missed, plan, control)
        const chance = regression(nuisances.treatment, covariates, asChoice(arm), plan)
        return {
          predict: (table) => {
            const [e, t, c] = [chance(table), effectTo(table), effectFrom(table)]
            return { effects: e.map((p, i) => p * c[i]! + (1 - p) * t[i]!), standardErrors: null }
          },
        }
      },
    } satisfies EffectLearner)
  })
}
