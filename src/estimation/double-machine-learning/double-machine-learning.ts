import { CausalError } from '../../errors.js'
import { checkedWord } from '../../learners/core/check-numbers.js'
import { checkedObject } from '../../names.js'
import { checkOptions } from '../../options.js'
import { seedStream } from '../../probability/streams/stream.js'
import { madeBy } from '../../recipes.js'
import { show } from '../../show.js'
import type { EffectProblem, Estimator, FormulaNames } from '../core/types/estimator.js'
import { checkClip } from '../weighting/check-clip.js'
import { checkedLearners, checkPredictionKeys } from './checked-nuisances.js'
import { prepare, repetitionsOf } from './dml-fit.js'
import type { Settings } from './dml-settings.js'
import { bySums, foldsByKey } from './folds-by-key.js'
import { checkFolds } from './folds-of.js'
import type { DoubleMachineLearningModel, DoubleMachineLearningOptions } from './types.js'

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
 * With `folds: { key: 'id' }` and learners without a penalty (`ridge({ penalty: 0 })`, for propensities `logisticRegression()`) it
 * serves `estimateEffectFrom`, where rows stay in their engine: three scans for the partially linear model, about twelve for the
 * interactive one.
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
  return madeBy('doubleMachineLearning', [options], () => {
    checkOptions(
      'options',
      options,
      [
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
      ],
      { repetitions: 'number' },
    )
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
    const byKey = foldsByKey(given.folds)
    const folds = byKey === null ? (given.folds as Settings['folds']) : undefined
    checkFolds(folds)
    seedStream(given.seed ?? 1)
    const repetitions = repetitionsOf(given, predictions)
    const settings: Settings = {
      ...given,
      folds,
      byKey,
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
      weighted: 'sampling',
      ...(model === 'interactive' ? {} : { formula: formulas[model] }),
      ...bySums(settings),
      prepare: (problem: EffectProblem) => prepare(problem, settings),
    })
  })
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
