import { CausalError } from '../../errors.js'
import { checkedCount } from '../../learners/core/check-numbers.js'
import { euclideanNorm } from '../../numeric/euclidean-norm.js'
import { show } from '../../show.js'
import { totalWeight } from '../core/problem/row-weights.js'
import { requireArms, requireRows } from '../core/problem/target-share.js'
import { watch } from '../core/problem/watch.js'
import { withoutInJson } from '../core/report/long-arrays.js'
import { isRefused, refused } from '../core/report/refused.js'
import type { EffectProblem, EstimatorFit, PreparedEstimator } from '../core/types/estimator.js'
import type { RefusedEffect } from '../core/types/refusal.js'
import type { Settings } from './dml-settings.js'
import { keyOfTable } from './folds-by-key.js'
import { foldsOf } from './folds-of.js'
import { medianOf, type Repetition } from './median-of.js'
import { fitsOf, scoreOf } from './nuisances.js'
import type { ScorePlan } from './score-plan.js'
import { solveScore } from './scores.js'
import type { DoubleMachineLearningOptions, NuisancePredictions } from './types.js'

/** How many cuts: as many as asked for, as folds are given, or as predictions are. */
export function repetitionsOf(
  { repetitions, folds }: Pick<DoubleMachineLearningOptions, 'repetitions' | 'folds'>,
  predictions: readonly unknown[] | null,
): number {
  const given =
    typeof folds === 'object' && 'length' in folds && typeof (folds as readonly unknown[])[0] === 'object'
      ? folds.length
      : null
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

export function prepare(problem: EffectProblem, settings: Settings): PreparedEstimator | RefusedEffect {
  const { model, predictions } = settings
  const { n, treatment } = problem
  if (settings.byKey !== null) throw keyOfTable(settings.byKey)
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
    fit: () => estimate(problem, settings, cuts, problem.weights ?? null, watch(settings, perCut * cuts.length)),
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
    const parts = weights === null ? solved.influence : solved.influence.map((part, i) => part * weights[i]!)
    repetitions.push({ ...solved, standardError: euclideanNorm(parts) / totalWeight(weights, problem.n) })
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
