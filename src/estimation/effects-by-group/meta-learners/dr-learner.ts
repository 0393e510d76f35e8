import { checkOptions } from '../../../options.js'
import { madeBy } from '../../../recipes.js'
import { doublyRobust } from '../../double-machine-learning/scores.js'
import type { EffectLearner } from '../types.js'
import { regression } from './meta-tables.js'
import { baseLearner, type MetaLearnerOptions } from './s-learner.js'

/**
 * The DR-learner: a regression of each row's doubly robust score, whose mean given the features is the effect (Kennedy 2023).
 *
 * @param options - the learner
 * @returns a learner for `heterogeneousEffects`
 * @throws CausalError `invalid-argument` for what is no learner
 * @category Estimation
 * @example
 * drLearner().name
 * //=> 'DR-learner'
 */
export function drLearner(options: MetaLearnerOptions = {}): EffectLearner {
  return madeBy('drLearner', [options], () => {
    checkOptions('options', options, ['learner'])
    const own = baseLearner(options)
    return Object.freeze({
      name: `DR-learner${own === null ? '' : ` (${own.name})`}`,
      needs: 'arms',
      ofSome: true,
      fit: ({ features, arm, outcome, propensity, arms, nuisances, ...plan }) => {
        const [from, to] = arms!
        const chanceFrom = propensity.map((p) => 1 - p)
        const score = doublyRobust({ outcome, arm, to, from, chanceTo: propensity, chanceFrom })
        const effects = regression(own ?? nuisances.outcome, features, score, plan)
        return { predict: (table) => ({ effects: effects(table), standardErrors: null }) }
      },
    } satisfies EffectLearner)
  })
}
