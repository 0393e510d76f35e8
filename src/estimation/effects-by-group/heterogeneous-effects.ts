import { checkTable } from '../../data/tables/check-table.js'
import type { Table } from '../../data/types.js'
import { CausalError, calledAs } from '../../errors.js'
import { checkedList, checkedObject, indexNames } from '../../names.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { requireArms, requireRows } from '../core/problem/target-share.js'
import { withoutInJson } from '../core/report/long-arrays.js'
import { refused } from '../core/report/refused.js'
import type { EffectEstimate, EstimatedEffect } from '../core/types/effect.js'
import type { EffectProblem, Estimator, EstimatorFit } from '../core/types/estimator.js'
import type { RefusedEffect } from '../core/types/refusal.js'
import { estimateEffect } from '../effects/estimate-effect.js'
import { averageOf } from './average-of.js'
import { checkedSettings, type Settings } from './effect-settings.js'
import { type Learned, learnEffects } from './learn-effects.js'
import type { EffectLearner, HeterogeneousEffects, HeterogeneousEffectsQuestion } from './types.js'

/**
 * Effects that differ from unit to unit: for each row what the treatment does to units like it, with what is known of the error.
 *
 * The graph says what to adjust for. The effect for a row comes from models that did not see it (cross-fitting, or the trees of a
 * forest that left it out). The result also has each row's doubly robust score, from which `effectsByGroup`, `bestLinearProjection`,
 * `rankingMetrics` and `policyTree` make statements with honest errors, whatever the learner is worth: effects of single units are
 * hard to learn, and no learner is right for all data. Sampling `weights` count in every regression and in every mean of scores.
 *
 * @param table - n rows; the columns that are used must be complete
 * @param question - graph, treatment, outcome and learner
 * @returns effects, scores and the average effect; or a refusal
 * @throws CausalError as `estimateEffect`; `invalid-argument` for a learner that is none and for options out of range,
 *   `not-supported` for a treatment of numbers, and for modifiers that the learner cannot part from the other covariates; `aborted`
 * @complexity (folds + 1) fits of the learner, and folds fits of each nuisance
 * @see Künzel, Sekhon, Bickel & Yu 2019; Nie & Wager 2021; Kennedy 2023; Athey, Tibshirani & Wager 2019
 * @category Estimation
 * @example
 * const x = Array.from({ length: 400 }, (_, i) => Math.sin(i * i))
 * const T = x.map((_, i) => (i % 2 ? 'new' : 'old'))
 * const Y = x.map((v, i) => (i % 2 ? 1 + 2 * v : 0) + 0.1 * Math.sin(3 * i))
 * const e = heterogeneousEffects(table({ x, T, Y }), {
 *   graph: dag('x -> Y; T -> Y'),
 *   treatment: 'T',
 *   outcome: 'Y',
 *   contrast: { from: 'old', to: 'new' },
 *   modifiers: ['x'],
 *   learner: drLearner({ learner: ridge({ penalty: 0 }) }),
 * })
 * e.estimated && e.predict(table({ x: [0, 1] })).effects.map((v) => Math.round(10 * v) / 10)
 * //=> [1, 3]
 */
export function heterogeneousEffects<T, const G extends string>(
  table: Table<T>,
  question: HeterogeneousEffectsQuestion<G, T>,
): HeterogeneousEffects | RefusedEffect {
  return calledAs('heterogeneousEffects', () => {
    checkTable(table)
    checkOptions(
      'question',
      question,
      [
        'graph',
        'treatment',
        'outcome',
        'contrast',
        'event',
        'adjustment',
        'confidence',
        'weights',
        'learner',
        'modifiers',
        'nuisances',
        'folds',
        'clip',
        'seed',
        'onProgress',
        'signal',
      ],
      { adjustment: 'list' },
    )
    const given = checkedObject('question', question) as unknown as HeterogeneousEffectsQuestion
    const settings = checkedSettings(given)
    const source = table as unknown as Table
    const adjustment = given.modifiers === undefined ? given.adjustment : adjusted(source, given)
    if (adjustment !== undefined && 'estimated' in adjustment) return adjustment
    return learn(source, given, settings, adjustment)
  })
}

/** The columns that the graph asks to adjust for, and the modifiers. `estimateEffect` judges whether the whole set will do. */
function adjusted(table: Table, question: HeterogeneousEffectsQuestion): readonly string[] | RefusedEffect {
  const modifiers = checkedList('modifiers', question.modifiers!)
  indexNames('modifier', modifiers)
  if (modifiers.length === 0) {
    throw new CausalError('invalid-argument', 'the list of modifiers is empty: leave it out, or name a column.', {
      option: 'modifiers',
    })
  }
  let names: readonly string[] = question.adjustment ?? []
  if (question.adjustment === undefined) {
    const looked = ask(table, question, undefined, (problem) => {
      names = problem.covariates.map(({ name }) => name)
      return refused('no-overlap', '', { only: 'looked' })
    })
    if (!looked.estimated && looked.witness['only'] !== 'looked') return looked
  }
  return [...names, ...modifiers.filter((name) => !names.includes(name))]
}

/** Identifies the effect and codes the columns as `estimateEffect` does, and hands them to `answer`. */
function ask(
  table: Table,
  question: HeterogeneousEffectsQuestion,
  adjustment: readonly string[] | undefined,
  answer: (problem: EffectProblem) => EstimatorFit | RefusedEffect,
): EffectEstimate {
  const { graph, treatment, outcome, contrast, event, confidence, weights } = question
  const estimator: Estimator = {
    name: `the mean of doubly robust scores`,
    population: 'ATE',
    strategy: 'back-door',
    weighted: 'sampling',
    prepare: (problem) => {
      requireArms(problem, 'heterogeneousEffects')
      requireRows(problem, 2)
      return { fit: () => answer(problem), reweighted: () => null }
    },
  }
  return estimateEffect(table, {
    graph: graph as never,
    treatment: treatment as never,
    outcome: outcome as never,
    estimator,
    ...(contrast === undefined ? {} : { contrast }),
    ...(event === undefined ? {} : { event }),
    ...(confidence === undefined ? {} : { confidence }),
    ...(weights === undefined ? {} : { weights: weights as never }),
    ...(adjustment === undefined ? {} : { adjustment: adjustment as never }),
  })
}

function learn(
  table: Table,
  question: HeterogeneousEffectsQuestion,
  settings: Settings,
  adjustment: readonly string[] | undefined,
): HeterogeneousEffects | RefusedEffect {
  let found: Learned | null = null
  const average = ask(table, question, adjustment, (problem) => {
    if (problem.treatmentLevels !== undefined) throw manyArms(problem)
    const result = learnEffects(problem, question, settings)
    if ('estimated' in result) return result
    found = result
    return averageOf(result)
  })
  if (!average.estimated) return average
  return reported(average, found!, settings.learner, question)
}

function manyArms({ treatmentName }: EffectProblem): CausalError {
  return new CausalError(
    'not-supported',
    `${show(treatmentName)} has more than two categories: keep the rows of the two that are compared, with where(table, …).`,
    { treatment: treatmentName },
  )
}

function reported(
  average: EstimatedEffect,
  { effects, standardErrors, scores, propensities, weights, modifiers, predict }: Learned,
  learner: EffectLearner,
  { treatment }: HeterogeneousEffectsQuestion,
): HeterogeneousEffects {
  const warnings =
    standardErrors === null ? [`the ${learner.name} knows no standard errors of single effects of ${treatment}.`] : []
  return withoutInJson(
    {
      estimated: true as const,
      effects,
      standardErrors,
      scores,
      propensities,
      weights,
      average,
      modifiers: Object.freeze([...modifiers]),
      learner: learner.name,
      n: effects.length,
      warnings: Object.freeze([...average.warnings, ...warnings]),
      predict: (table: Table) => calledAs('heterogeneousEffects', () => predict(table)),
    },
    [
      'effects',
      'standardErrors',
      'scores',
      'propensities',
      ...(weights === null ? [] : ['weights' as const]),
      'predict',
    ],
  )
}
