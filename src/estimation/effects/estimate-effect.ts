import type { Table } from '../../data/types.js'
import { calledAs } from '../../errors.js'
import { checkOptions } from '../../options.js'
import { questionKeys } from '../core/check-question.js'
import { prepareEffect } from '../core/prepare-effect.js'
import { isRefused } from '../core/refused.js'
import { reportEffect } from '../core/report-effect.js'
import type { EffectEstimate, EstimationQuestion } from '../core/types.js'

/**
 * Estimates a causal effect from data: identifies it in the graph, then estimates the formula found.
 *
 * The effect is the mean outcome if everybody (of the target population) had the treatment `contrast.to`, less that if
 * everybody had `contrast.from`. Without `contrast`, two values are compared in their order, with a line in `warnings` where
 * only the alphabet ordered them, and a treatment of numbers goes up by one unit. Of three or more categories the contrast
 * picks two: the effect is still that in the whole population, also of those who had another (see `estimateEffects`). Without `adjustment` the set of
 * lowest variance is chosen when it is measured, else the first minimal one that is. When the graph does not identify the
 * effect, or the arms do not overlap, the answer says so and why.
 *
 * @param table - n rows; the columns that are used must be complete
 * @param question - graph, treatment, outcome and estimator
 * @returns `{ estimated: true, estimate, standardError, interval, formula, … }`, or `{ estimated: false, reason, message, witness }`
 * @throws CausalError `unknown-name`, `overlap`, `latent`, `invalid-argument` for the question; `missing-values`,
 *   `constant-column`, `collinear`, `too-few-rows`, `invalid-data`, `not-supported` for the data, naming the columns
 * @complexity that of the estimator, and of finding an adjustment set
 * @category Estimation
 * @example
 * const patients = fromCounts(kidneyStones)
 * const graph = dag('stone -> treatment -> recovered; stone -> recovered')
 * const e = estimateEffect(patients, { graph, treatment: 'treatment', outcome: 'recovered', estimator: regressionAdjustment() })
 * if (!e.estimated) throw new Error(e.message)
 * e.adjustment
 * //=> ['stone']
 * e.estimate
 * //=> 0.053671
 * e.formula
 * //=> 'Σ_stone P(recovered | treatment, stone) P(stone)'
 * const turned = estimateEffect(patients, {
 *   graph,
 *   treatment: 'treatment',
 *   outcome: 'recovered',
 *   estimator: regressionAdjustment(),
 *   contrast: { from: 'open', to: 'percutaneous' },
 * })
 * turned.estimated && turned.estimate
 * //=> -0.053671
 * const naive = estimateEffect(patients, { graph, treatment: 'treatment', outcome: 'recovered', estimator: ipw(), adjustment: [] })
 * naive.estimated || naive.reason
 * //=> 'invalid-adjustment'
 */
export function estimateEffect<T, const G extends string>(
  table: Table<T>,
  question: EstimationQuestion<G, T>,
): EffectEstimate {
  return calledAs('estimateEffect', () => {
    checkOptions('question', question, questionKeys)
    const prepared = prepareEffect(table, question as unknown as EstimationQuestion)
    return isRefused(prepared)
      ? prepared
      : reportEffect(prepared, prepared.estimator.fit(), question.confidence ?? 0.95)
  })
}
