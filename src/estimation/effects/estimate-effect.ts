import { CausalError, calledAs } from '../../errors.js'
import { checkOptions } from '../../options.js'
import { prepareEffect } from '../core/problem/prepare-effect.js'
import { rememberAsked } from '../core/question/asked-effects.js'
import { questionKeys } from '../core/question/check-question.js'
import { type ReadSource, readSource } from '../core/question/effect-source.js'
import { effectFromMoments } from '../core/report/effect-from-moments.js'
import { isRefused } from '../core/report/refused.js'
import { reportEffect } from '../core/report/report-effect.js'
import type { EffectEstimate } from '../core/types/effect.js'
import type { EffectSource, EstimationQuestion, SpecifiedQuestion } from '../core/types/question.js'

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
 * A specification stands in for the graph where a person knows the design (an experiment, or what another program found);
 * a ready `identification` of `identify` is used as it is. Weights, clusters and ratios are asked for in the question too.
 *
 * @param source - n rows, of which the columns that are used must be complete; counts of rows (a factor); or moments
 * @param question - graph, treatment, outcome and estimator; or a specification and an estimator
 * @returns `{ estimated: true, estimate, standardError, interval, formula, … }`, or `{ estimated: false, reason, message, witness }`
 * @throws CausalError `unknown-name`, `overlap`, `latent`, `invalid-argument` for the question; `missing-values`,
 *   `constant-column`, `collinear`, `too-few-rows`, `invalid-data`, `not-supported` for the data, naming the columns
 * @complexity that of the estimator, of `identify`, and of finding an adjustment set
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
 * const again = estimateEffect(kidneyStones, { specification: e.specification, estimator: standardization(), measure: 'risk-ratio' })
 * again.estimated && again.estimate
 * //=> 1.068909
 */
export function estimateEffect<T>(source: EffectSource<T>, question: SpecifiedQuestion<T>): EffectEstimate
// the compiler tells of a misspelt name by the last one, so the question that most ask stands there
export function estimateEffect<T, const G extends string>(
  source: EffectSource<T>,
  question: EstimationQuestion<G, T>,
): EffectEstimate
export function estimateEffect(
  source: unknown,
  question: Partial<EstimationQuestion> & Partial<SpecifiedQuestion>,
): EffectEstimate {
  return calledAs('estimateEffect', () => {
    checkOptions('question', question, [...questionKeys, 'specification'])
    const read = readSource(source)
    const asked = question as EstimationQuestion | SpecifiedQuestion
    if (typeof question === 'object' && question !== null) checkParts(asked)
    const effect = effectOf(read, asked)
    if (effect.estimated) rememberAsked(effect, source, asked)
    return effect
  })
}

/** The effect of a question that was looked at. */
export function effectOf(read: ReadSource, question: EstimationQuestion | SpecifiedQuestion): EffectEstimate {
  if (read.kind === 'moments') return effectFromMoments(read.moments, question)
  const prepared = prepareEffect(read, question)
  return isRefused(prepared) ? prepared : reportEffect(prepared, prepared.estimator.fit())
}

/** A specification says all that a graph or single columns would say. */
export function checkParts(question: EstimationQuestion | SpecifiedQuestion): void {
  if (!('specification' in question)) return
  const other = ['graph', 'identification', 'treatment', 'outcome', 'contrast', 'effect', 'adjustment'].find(
    (key) => key in question,
  )
  if (other === undefined) return
  throw new CausalError(
    'invalid-argument',
    `the specification says all of the design: leave \`${other}\` out, or the specification.`,
    { option: other },
  )
}
