import { checkedLearner } from '../../../learners/core/checked-learner.js'
import type { Learner } from '../../../learners/core/types.js'
import { checkedObject } from '../../../names.js'
import { checkOptions } from '../../../options.js'
import { madeBy } from '../../../recipes.js'
import type { EffectLearner } from '../types.js'
import { less, regression, tableWith } from './meta-tables.js'

/**
 * Options of the meta-learners that are made of one kind of regression.
 *
 * @category Estimation
 */
export interface MetaLearnerOptions {
  /** The learner to make effects from (when left out, that for the outcome among `nuisances`). */
  readonly learner?: Learner
}

/** The learner asked for, or the one for the outcome. */
export function baseLearner(options: MetaLearnerOptions): Learner | null {
  const { learner } = checkedObject('options', options)
  return learner === undefined ? null : checkedLearner('learner', learner)
}

/**
 * The S-learner: a single regression of the outcome on covariates and treatment, asked twice (Hill 2011; Künzel, Sekhon, Bickel
 * & Yu 2019). A learner that shrinks may shrink the effects towards 0.
 *
 * @param options - the learner
 * @returns a learner for `heterogeneousEffects`
 * @throws CausalError `invalid-argument` for what is no learner
 * @category Estimation
 * @example
 * sLearner({ learner: forest() }).name
 * //=> 'S-learner (random forest (200 trees))'
 */
export function sLearner(options: MetaLearnerOptions = {}): EffectLearner {
  return madeBy('sLearner', [options], () => {
    checkOptions('options', options, ['learner'])
    const own = baseLearner(options)
    return Object.freeze({
      name: `S-learner${own === null ? '' : ` (${own.name})`}`,
      needs: 'arms',
      ofSome: false,
      fit: ({ covariates, arm, outcome, nuisances, ...plan }) => {
        const { table: whole, name } = tableWith(covariates, 'treatment', arm)
        const at = regression(own ?? nuisances.outcome, whole, outcome, plan)
        const under = (table: typeof covariates, value: number): Float64Array =>
          at(tableWith(table, name, new Float64Array(table.rowCount).fill(value)).table)
        return { predict: (table) => ({ effects: less(under(table, 1), under(table, 0)), standardErrors: null }) }
      },
    } satisfies EffectLearner)
  })
}
