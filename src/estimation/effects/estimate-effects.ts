import type { Table } from '../../data/types.js'
import { CausalError, calledAs } from '../../errors.js'
import { checkedObject, quoteNames } from '../../names.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { checkQuestion, questionKeys } from '../core/check-question.js'
import { covariateOf } from '../core/coded-columns.js'
import { statesOf } from '../core/coded-treatment.js'
import { prepareEffect } from '../core/prepare-effect.js'
import { isRefused } from '../core/refused.js'
import { reportEffect } from '../core/report-effect.js'
import { requireCompleteColumns } from '../core/require-complete-columns.js'
import type { EffectEstimate, EstimationQuestion } from '../core/types.js'

/**
 * What is asked of several arms at once.
 *
 * @category Estimation
 */
export interface EffectsQuestion<G extends string = string, T = Record<string, unknown>>
  extends Omit<EstimationQuestion<G, T>, 'contrast'> {
  /** The treatment that all others are compared with. */
  readonly contrast: {
    /** A category, or a number. */
    readonly from: string | number
  }
}

/**
 * The effect of each arm against one of them.
 *
 * @category Estimation
 */
export interface EstimatedEffects {
  /** The treatment compared with. */
  readonly from: string | number
  /** One entry for each other treatment, in the order of the categories or numbers. */
  readonly effects: readonly {
    /** The treatment whose effect it is. */
    readonly to: string | number
    /** Its effect against `from`, or why there is none. */
    readonly effect: EffectEstimate
  }[]
}

/** The most arms that are compared at once. */
const mostArms = 100

/**
 * The effect of each of several treatments against one of them, all in the same population.
 *
 * Each is what `estimateEffect` gives for that contrast, from all rows. The intervals are each for one comparison: for all
 * of k to hold together, ask for `confidence: 1 - (1 - c) / k` (Bonferroni).
 *
 * @param table - n rows; the columns that are used must be complete
 * @param question - as for `estimateEffect`, with `contrast: { from }`
 * @returns the treatment compared with, and an effect or a refusal for each other one
 * @throws CausalError as `estimateEffect`; `not-supported` for more than 100 different treatments
 * @complexity that of the estimator, times the number of arms
 * @category Estimation
 * @example
 * const t = table({ plan: ['free', 'free', 'pro', 'pro', 'team', 'team'], visits: [1, 2, 3, 5, 8, 9] })
 * const { effects } = estimateEffects(t, {
 *   graph: dag('plan -> visits'),
 *   treatment: 'plan',
 *   outcome: 'visits',
 *   estimator: standardization(),
 *   contrast: { from: 'free' },
 * })
 * effects.map(({ to, effect }) => [to, effect.estimated && effect.estimate])
 * //=> [['pro', 2.5], ['team', 7]]
 */
export function estimateEffects<T, const G extends string>(
  table: Table<T>,
  question: EffectsQuestion<G, T>,
): EstimatedEffects {
  return calledAs('estimateEffects', () => {
    checkOptions('question', question, questionKeys)
    checkOptions('contrast', checkedObject('question', question).contrast, ['from'])
    const { treatment, contrast, confidence = 0.95 } = question as unknown as EffectsQuestion
    const asked = { ...question, contrast: undefined } as unknown as EstimationQuestion
    checkQuestion(table, asked)
    requireCompleteColumns(table, [treatment])
    const from = contrast?.from
    const { values, levels } = covariateOf(table, treatment)
    const states = statesOf(values, levels)
    const arms = [...states].map(([value, state]) => (levels === undefined ? value : state))
    if (arms.length > mostArms) {
      throw new CausalError(
        'not-supported',
        `the treatment ${show(treatment)} has ${arms.length} different values, and at most ${mostArms} are compared at once: ask estimateEffect for one contrast, or group them.`,
        { treatment, values: arms.length, limit: mostArms },
      )
    }
    if (from === undefined || !arms.includes(from)) {
      throw new CausalError(
        from === undefined ? 'invalid-argument' : 'unknown-name',
        `\`contrast: { from }\` must say which treatment the others are compared with, one of ${levels === undefined ? arms.slice(0, 12).join(', ') : quoteNames(arms.map(String), 12)}, got ${show(from)}.`,
        { option: 'contrast.from', value: from, levels: arms },
      )
    }
    const effects = arms
      .filter((to) => to !== from)
      .map((to) => {
        const prepared = prepareEffect(table, { ...asked, contrast: { from, to } })
        const effect = isRefused(prepared) ? prepared : reportEffect(prepared, prepared.estimator.fit(), confidence)
        return Object.freeze({ to, effect })
      })
    return Object.freeze({ from, effects: Object.freeze(effects) })
  })
}
