import type { Table } from '../../data/types.js'
import { calledAs } from '../../errors.js'
import { checkOptions } from '../../options.js'
import { prepareEffect } from '../core/prepare-effect.js'
import { isRefused } from '../core/refused.js'
import { reportEffect } from '../core/report-effect.js'
import type { EffectEstimate, EstimationQuestion } from '../core/types.js'

/**
 * Estimates a causal effect from data: identifies it in the graph, then estimates the formula found.
 *
 * The effect is the mean outcome if everybody (of the target population) had the second treatment, less that if
 * everybody had the first; for a treatment of numbers, the mean change for one unit more. Without `adjustment` the set of
 * lowest variance is chosen when it is measured, else the first minimal one that is. When the graph does not identify the
 * effect, or the arms do not overlap, the answer says so and why.
 *
 * @param table - n rows; the columns that are used must be complete
 * @param question - graph, treatment, outcome and estimator
 * @returns `{ identifiable: true, estimate, standardError, interval, … }`, or `{ identifiable: false, reason, message }`
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
 * const naive = estimateEffect(patients, { graph, treatment: 'treatment', outcome: 'recovered', estimator: ipw(), adjustment: [] })
 * naive.estimated || naive.reason
 * //=> 'invalid-adjustment'
 */
export function estimateEffect<T, const G extends string>(
  table: Table<T>,
  question: EstimationQuestion<G, T>,
): EffectEstimate {
  return calledAs('estimateEffect', () => {
    checkOptions('question', question, [
      'graph',
      'treatment',
      'outcome',
      'estimator',
      'effect',
      'adjustment',
      'confidence',
    ])

    const prepared = prepareEffect(table, question as unknown as EstimationQuestion)
    return isRefused(prepared)
      ? prepared
      : reportEffect(prepared, prepared.estimator.fit(), question.confidence ?? 0.95)
  })
}
