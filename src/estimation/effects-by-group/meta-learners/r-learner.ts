import { checkOptions } from '../../../options.js'
import { madeBy } from '../../../recipes.js'
import { totalWeight } from '../../core/problem/row-weights.js'
import type { EffectLearner } from '../types.js'
import { regression } from './meta-tables.js'
import { baseLearner, type MetaLearnerOptions } from './s-learner.js'

/**
 * The R-learner: the effect τ that minimises Σ (Y − m(X) − (T − e(X)) τ(X))², with m and e predicted by models that did not see the
 * row: a regression of (Y − m) / (T − e) with weights (T − e)², times those of the rows (Nie & Wager 2021).
 *
 * @param options - the learner
 * @returns a learner for `heterogeneousEffects`
 * @throws CausalError `invalid-argument` for what is no learner
 * @category Estimation
 * @example
 * rLearner({ learner: lasso() }).name
 * //=> 'R-learner (lasso (penalty cross-validated))'
 */
export function rLearner(options: MetaLearnerOptions = {}): EffectLearner {
  return madeBy('rLearner', [options], () => {
    checkOptions('options', options, ['learner'])
    const learner = baseLearner(options)
    return Object.freeze({
      name: `R-learner${learner === null ? '' : ` (${learner.name})`}`,
      needs: 'mean',
      ofSome: true,
      fit: ({ features, arm, outcome, propensity, mean, nuisances, weights: own, seed }) => {
        const left = arm.map((t, i) => t - propensity[i]!)
        // a row whose treatment was foretold says nothing
        const weights = left.map((t, i) => (Math.abs(t) > 1e-6 ? t * t * (own === null ? 1 : own[i]!) : 0))
        const size = weights.reduce((sum, w) => sum + w, 0) / totalWeight(own, weights.length)
        const effects = regression(
          learner ?? nuisances.outcome,
          features,
          outcome.map((y, i) => (weights[i] === 0 ? 0 : (y - mean![i]!) / left[i]!)),
          { seed, weights: weights.map((w) => w / size) },
        )
        return { predict: (table) => ({ effects: effects(table), standardErrors: null }) }
      },
    } satisfies EffectLearner)
  })
}
