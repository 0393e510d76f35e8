import { CausalError, calledAs } from '../../errors.js'
import { checkedCount, checkedWord } from '../../learners/core/check-numbers.js'
import { checkedLearner } from '../../learners/core/checked-learner.js'
import { checkedObject } from '../../names.js'
import { euclideanNorm } from '../../numeric/euclidean-norm.js'
import { checkOptions } from '../../options.js'
import { seedStream } from '../../probability/streams/stream.js'
import { show } from '../../show.js'
import { requireArms, requireRows } from '../core/problem/target-share.js'
import { withoutInJson } from '../core/report/long-arrays.js'
import { isRefused, refused } from '../core/report/refused.js'
import type {
  EffectProblem,
  Estimator,
  EstimatorFit,
  FormulaNames,
  PreparedEstimator,
} from '../core/types/estimator.js'
import type { RefusedEffect } from '../core/types/refusal.js'
import { checkClip } from '../weighting/check-clip.js'
import { checkFolds, foldsOf } from './folds-of.js'
import { medianOf, type Repetition } from './median-of.js'
import { fitsOf, type ScorePlan, scoreOf } from './nuisances.js'
import { solveScore } from './scores.js'
import type {
  DoubleMachineLearningModel,
  DoubleMachineLearningOptions,
  NuisanceLearners,
  NuisancePredictions,
} from './types.js'

const models: readonly DoubleMachineLearningModel[] = ['partially-linear', 'interactive', 'iv', 'interactive-iv']

/**
 * Double machine learning: an effect after any learner has taken the covariates out.
 *
 * What the covariates say of outcome, treatment and instrument is learned on one part of the rows and taken out of another
 * (cross-fitting), and the effect solves a score that errors of the learners do not move to first order. So its interval
 * holds when the learners are right up to n^(−1/4), which no coefficient of theirs would allow.
 *
 * In the partially linear models one more unit of treatment has one effect for all; where it differs, the estimate is a mean
 * weighted by Var(T | X). The interactive models take two treatments and let it differ. With several repetitions the rows
 * are cut anew each time, and estimate and standard error are medians.
 *
 * @param options - model, learners, folds
 * @returns an estimator for `estimateEffect`; `diagnostics` has the losses of the learners, the estimate of each repetition, and
 *   `predictions`, which can be given again
 * @throws CausalError `invalid-argument` for options out of range; from the estimator, what the learners throw, `too-few-rows`,
 *   `not-supported` for a treatment or instrument that the model does not take, `aborted`
 * @complexity folds · repetitions fits of each learner
 * @see Chernozhukov, Chetverikov, Demirer, Duflo, Hansen, Newey & Robins 2018, "Double/debiased machine learning for treatment
 *   and structural parameters", The Econometrics Journal 21
 * @category Estimation
 * @example
 * const x = Array.from({ length: 200 }, (_, i) => Math.sin(i))
 * const T = x.map((v, i) => v * v + Math.sin(3 * i * i))
 * const Y = T.map((v, i) => 2 * v + 5 * x[i]! ** 2 + Math.sin(7 * i * i))
 * const e = estimateEffect(table({ x, T, Y }), {
 *   graph: dag('x -> T -> Y; x -> Y'),
 *   treatment: 'T',
 *   outcome: 'Y',
 *   estimator: doubleMachineLearning({ learner: splines() }),
 * })
 * e.estimated && Math.abs(e.estimate - 2) < 2 * e.standardError
 * //=> true
 */
export function doubleMachineLearning(options: DoubleMachineLearningOptions): Estimator {
  return calledAs('doubleMachineLearning', () => {
    checkOptions('options', options, [
      'model',
      'learner',
      'learners',
      'population',
      'folds',
      'repetitions',
      'clip',
      'predictions',
      'seed',
      'onProgress',
      'signal',
    ])
    const given = checkedObject('options', options)
    const model = checkedWord('model', given.model ?? 'partially-linear', models)
    const population = checkedWord('population', given.population ?? 'ATE', ['ATE', 'ATT', 'ATC'])
    if (population !== 'ATE' && model !== 'interactive') {
      throw new CausalError(
        'invalid-argument',
        `the model ${show(model)} has one population: leave \`population\` out, or take the model 'interactive'.`,
        { option: 'population', model },
      )
    }
    const learners = checkedLearners(given.learner, given.learners)
    const predictions = given.predictions === undefined ? null : [given.predictions].flat()
    for (const record of predictions ?? []) checkPredictionKeys(record)
    if (predictions === null && Object.values(learners).every((learner) => learner === null)) {
      throw new CausalError('invalid-argument', 'give a learner, such as { learner: forest() }, or predictions.', {
        option: 'learner',
      })
    }
    checkFolds(given.folds)
    seedStream(given.seed ?? 1)
    const repetitions = repetitionsOf(given, predictions)
    const settings: Settings = {
      ...given,
      model,
      population,
      learners,
      predictions,
      repetitions,
      clip: checkClip(given.clip),
    }
    const instrumented = model === 'iv' || model === 'interactive-iv'
    return Object.freeze({
      name: nameOf(settings),
      population: instrumented ? 'LATE' : population,
      strategy: instrumented ? 'instrument' : 'back-door',
      numbers: model === 'partially-linear' || model === 'iv',
      ...(model === 'interactive' ? {} : { formula: formulas[model] }),
      prepare: (problem: EffectProblem) => prepare(problem, settings),
    })
  })
}

interface Settings
  extends Omit<DoubleMachineLearningOptions, 'learner' | 'learners' | 'predictions' | 'clip' | 'population' | 'model'> {
  readonly model: DoubleMachineLearningModel
  readonly population: 'ATE' | 'ATT' | 'ATC'
  readonly learners: ScorePlan['learners']
  readonly predictions: readonly NuisancePredictions[] | null
  readonly repetitions: number
  readonly clip: readonly [number, number] | null
}

const bar = (names: readonly string[]): string => (names.length === 0 ? '' : ` | ${names.join(', ')}`)

const formulas: Record<Exclude<DoubleMachineLearningModel, 'interactive'>, (names: FormulaNames) => string> = {
  'partially-linear': ({ treatment: t, outcome: y, adjustment }) =>
    `E[Cov(${y}, ${t}${bar(adjustment)})] / E[Var(${t}${bar(adjustment)})]`,
  iv: ({ treatment: t, outcome: y, adjustment, through }) => {
    const z = through.length === 1 ? through[0] : `${t}* , the linear prediction of ${t} from ${through.join(', ')}`
    return `E[Cov(${y}, ${z}${bar(adjustment)})] / E[Cov(${t}, ${z}${bar(adjustment)})]`
  },
  'interactive-iv': ({ treatment: t, outcome: y, adjustment, through: [z] }) => {
    const given = adjustment.length === 0 ? '' : `${adjustment.join(', ')}, `
    const difference = (of: string): string => `E[E[${of} | ${given}${z} = 1] − E[${of} | ${given}${z} = 0]]`
    return `${difference(y)} / ${difference(t)}`
  },
}

function nameOf({ model, learners, repetitions, predictions }: Settings): string {
  const names = [...new Set(Object.values(learners).flatMap((learner) => (learner === null ? [] : [learner.name])))]
  const by = names.length === 0 || predictions !== null ? 'given predictions' : names.join(', ')
  return `double machine learning, ${model} model (${by}${repetitions > 1 ? `; median of ${repetitions} cuts` : ''})`
}

/** The learner of each regression, null where none was given. */
export function checkedLearners(
  learner: DoubleMachineLearningOptions['learner'],
  learners: NuisanceLearners | undefined,
): ScorePlan['learners'] {
  checkOptions('learners', learners, ['outcome', 'treatment', 'instrument'])
  const all = learner === undefined ? null : checkedLearner('learner', learner)
  const own = (role: keyof NuisanceLearners) =>
    learners?.[role] === undefined ? all : checkedLearner(`learners.${role}`, learners[role])
  return { outcome: own('outcome'), treatment: own('treatment'), instrument: own('instrument') }
}

function checkPredictionKeys(record: NuisancePredictions): void {
  checkOptions('predictions', record, [
    'outcome',
    'treatment',
    'instrument',
    'outcomeTo',
    'outcomeFrom',
    'treatmentTo',
    'treatmentFrom',
  ])
}

/** How many cuts: as many as asked for, as folds are given, or as predictions are. */
function repetitionsOf(
  { repetitions, folds }: DoubleMachineLearningOptions,
  predictions: readonly unknown[] | null,
): number {
  const given = typeof folds === 'object' && typeof (folds as readonly unknown[])[0] === 'object' ? folds.length : null
  const count = checkedCount('repetitions', repetitions ?? predictions?.length ?? given ?? 1, 1)
  for (const [what, length] of [
    ['predictions', predictions?.length],
    ['folds', given],
  ] as const) {
    if (length === undefined || length === null || length === count) continue
    throw new CausalError(
      'invalid-argument',
      `there are ${length} ${what} for ${count} repetitions: give one for each.`,
      {
        option: what,
      },
    )
  }
  return count
}

function prepare(problem: EffectProblem, settings: Settings): PreparedEstimator | RefusedEffect {
  const { model, predictions } = settings
  const { n, treatment } = problem
  if (model === 'interactive' || model === 'interactive-iv') {
    requireArms(problem, `the model '${model}' of doubleMachineLearning`)
    requireRows(problem, 2)
  }
  if (model !== 'interactive' && problem.treatmentLevels !== undefined) {
    throw new CausalError(
      'not-supported',
      `${show(problem.treatmentName)} has more than two categories, and the model ${show(model)} takes numbers or two values: take the model 'interactive'.`,
      { treatment: problem.treatmentName },
    )
  }
  for (const record of predictions ?? []) {
    for (const [key, values] of Object.entries(record) as [string, Float64Array][]) {
      if (values instanceof Float64Array && values.length === n && values.every(Number.isFinite)) continue
      throw new CausalError(
        'invalid-argument',
        `the predictions ${show(key)} must be a Float64Array with one finite number for each of the ${n} rows, got ${show(values)}.`,
        { option: `predictions.${key}` },
      )
    }
  }
  const cuts =
    predictions !== null && settings.folds === undefined
      ? predictions.map(() => null)
      : expanded(foldsOf(settings.folds, settings.repetitions, n, settings.seed ?? 1), settings.repetitions)
  const perCut = fitsOf[model] * (cuts[0] === null || cuts[0] === undefined ? 0 : largest(cuts[0]) + 1)
  return {
    fit: () => estimate(problem, settings, cuts, null, watch(settings, perCut * cuts.length)),
    reweighted: (weights) => {
      if (!treatment.some((t, i) => weights[i]! > 0 && t !== treatment[0])) return null
      const fit = estimate(problem, settings, cuts, weights, () => undefined)
      return isRefused(fit) ? null : fit.estimate
    },
  }
}

const largest = (values: Int32Array): number => values.reduce((most, value) => Math.max(most, value), 0)

/** One cut for each repetition; one that was given serves all. */
function expanded(cuts: Int32Array[], repetitions: number): Int32Array[] {
  return cuts.length === 1 ? new Array<Int32Array>(repetitions).fill(cuts[0]!) : cuts
}

/** Called before each fit: stops where asked to, and tells how far the work is. */
export function watch(
  { signal, onProgress }: Pick<DoubleMachineLearningOptions, 'signal' | 'onProgress'>,
  total: number,
): () => void {
  let done = 0
  return () => {
    if (signal?.aborted === true) throw new CausalError('aborted', 'the work was aborted.')
    onProgress?.(done++, total)
  }
}

function estimate(
  problem: EffectProblem,
  settings: Settings,
  cuts: readonly (Int32Array | null)[],
  weights: Float64Array | null,
  step: () => void,
): EstimatorFit | RefusedEffect {
  const { seed = 1, clip, learners, model, population } = settings
  const repetitions: Repetition[] = []
  const found: Exclude<ReturnType<typeof scoreOf>, RefusedEffect>[] = []
  for (const [r, fold] of cuts.entries()) {
    const predictions = settings.predictions?.[r] ?? null
    const plan: ScorePlan = {
      model,
      population,
      clip,
      learners,
      predictions,
      fold,
      weights,
      seed: `${seed} ${r}`,
      step,
    }
    const result = scoreOf(problem, plan)
    if (isRefused(result)) return result
    const solved = solveScore(result.score, weights)
    if (solved === null) {
      return model === 'partially-linear'
        ? refused(
            'no-overlap',
            `the learner predicts ${show(problem.treatmentName)} without any error: nothing of it is left to compare.`,
          )
        : refused('irrelevant-instrument', `the instrument does not move ${show(problem.treatmentName)}.`)
    }
    repetitions.push({ ...solved, standardError: euclideanNorm(solved.influence) / problem.n })
    found.push(result)
  }
  const combined = medianOf(repetitions)
  return {
    estimate: combined.estimate,
    influence: combined.influence,
    standardError: combined.standardError,
    standardErrorMethod:
      repetitions.length > 1 ? `orthogonal score, median of ${repetitions.length} cuts` : 'orthogonal score (sandwich)',
    diagnostics: {
      ...found[0]!.diagnostics,
      ...(repetitions.length > 1 ? { repetitions: Object.freeze(repetitions.map((r) => r.estimate)) } : {}),
      predictions: Object.freeze(
        found.map(({ predictions }) =>
          withoutInJson({ ...predictions }, Object.keys(predictions) as (keyof NuisancePredictions)[]),
        ),
      ),
      ...(repetitions.length === 1 && weights === null && found[0]!.sensitivity !== undefined
        ? { sensitivity: found[0]!.sensitivity(combined.estimate) }
        : {}),
    },
    warnings: [...new Set(found.flatMap((each) => each.warnings))],
  }
}
