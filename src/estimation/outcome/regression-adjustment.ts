import { CausalError } from '../../errors.js'
import { checkedObject } from '../../names.js'
import { transposedTimes } from '../../numeric/weighted-gram.js'
import { checkOptions } from '../../options.js'
import { madeBy } from '../../recipes.js'
import { show } from '../../show.js'
import { armRanges, noOverlap, overlapGaps, rangeGaps, rangeWarnings } from '../core/problem/overlap-gaps.js'
import { totalWeight, unitCount, weightedBy } from '../core/problem/row-weights.js'
import { checkTarget, modelledArms, requireArms, requireRows, targetShare } from '../core/problem/target-share.js'
import type { TargetPopulation } from '../core/question/contrast.js'
import { type Design, designOf } from '../core/regression/design.js'
import { differenceOf, meansIn } from '../core/report/arm-report.js'
import { isRefused } from '../core/report/refused.js'
import type {
  EffectProblem,
  Estimator,
  EstimatorFit,
  MomentsProblem,
  PreparedEstimator,
} from '../core/types/estimator.js'
import type { RefusedEffect } from '../core/types/refusal.js'
import type { RegressionStandardErrors } from '../core/types/terms.js'
import { type ArmFit, addArmInfluence, armFit, bySlope, type OutcomeModel } from './arm-fit.js'
import { regressionFromSums } from './regression-from-sums.js'
import { onRowsOfArms } from './rows-of-arms.js'
import { slopeAdjustment } from './slope-adjustment.js'
import { slopeFromMoments } from './slope-from-moments.js'

/**
 * Options of `regressionAdjustment`.
 *
 * @category Estimation
 */
export interface RegressionAdjustmentOptions {
  /** Whose effect (default `ATE`); `ATT` and `ATC` need a treatment with two values. */
  readonly population?: 'ATE' | 'ATT' | 'ATC'
  /** Let the effect differ with the covariates (default true); without, one coefficient stands for all. */
  readonly interactions?: boolean
  /**
   * The form of the outcome's model in each arm (default `linear`): `logistic` for outcomes of 0 and 1, `log-linear` for
   * counts; both need interactions, and a treatment with two values.
   */
  readonly model?: OutcomeModel
  /** How to compute the standard error (default `sandwich`); the others are for regressions without interactions. */
  readonly standardErrors?: RegressionStandardErrors
}

const models = ['linear', 'logistic', 'log-linear']
const names = ['sandwich', 'HC1', 'HC2', 'HC3', 'classical']

/**
 * Regression adjustment (the parametric g-formula): least squares of the outcome on treatment and covariates, then the
 * difference of the predictions under the two treatments, averaged over the target population.
 *
 * With interactions a model of its own is fitted to each arm; for a treatment of numbers the average slope is estimated.
 * Categories enter as indicators. The standard error stacks the estimating equations of regression and average, and so
 * holds when variances differ. Right when the outcome model is.
 *
 * Robins 1986; Stefanski & Boos 2002 for the standard error.
 *
 * @param options - whose effect, interactions, standard errors
 * @returns an estimator for `estimateEffect`
 * @throws CausalError `invalid-argument` for options out of range or that do not go together
 * @complexity O(n k²) for k coefficients
 * @category Estimation
 * @example
 * const t = table({ T: [0, 0, 0, 1, 1, 1], Y: [1, 2, 3, 3, 5, 7] })
 * const e = estimateEffect(t, { graph: dag('T -> Y'), treatment: 'T', outcome: 'Y', estimator: regressionAdjustment() })
 * e.estimated && e.estimate
 * //=> 3.0000
 */
export function regressionAdjustment(options: RegressionAdjustmentOptions = {}): Estimator {
  return madeBy('regressionAdjustment', [options], () => {
    checkOptions('options', options, ['population', 'interactions', 'model', 'standardErrors'], {
      interactions: 'boolean',
    })

    const { population = 'ATE', interactions = true, standardErrors = 'sandwich' } = checkedObject('options', options)
    const { model = 'linear' } = options
    if (!models.includes(model) || (model !== 'linear' && !interactions)) {
      throw new CausalError(
        'invalid-argument',
        models.includes(model)
          ? `a ${model} model is fitted to each arm: leave \`interactions\` out.`
          : `model must be one of ${models.join(', ')}, got ${show(model)}.`,
        { model },
      )
    }
    checkTarget(population, ['ATE', 'ATT', 'ATC'])
    if (!names.includes(standardErrors) || (interactions && standardErrors !== 'sandwich')) {
      throw new CausalError(
        'invalid-argument',
        interactions
          ? `with interactions the standard error is a sandwich; for ${show(standardErrors)} set interactions to false.`
          : `standardErrors must be one of ${names.join(', ')}, got ${show(standardErrors)}.`,
        { standardErrors },
      )
    }
    const name = `regression adjustment (${model === 'linear' ? '' : `${model}, `}${interactions ? 'with' : 'without'} interactions)`
    return Object.freeze({
      name,
      population,
      strategy: 'back-door',
      numbers: model === 'linear',
      weighted: true,
      ...(interactions && model === 'linear' && population === 'ATE' ? { fromSums: regressionFromSums } : {}),
      ...(interactions ? {} : { fromMoments: (problem: MomentsProblem) => slopeFromMoments(problem, standardErrors) }),
      prepare: (problem: EffectProblem) => {
        if (model !== 'linear') requireArms(problem, `regressionAdjustment({ model: '${model}' })`)
        if (problem.arms !== null && interactions) return prepareArms(problem, { target: population, model })
        if (population !== 'ATE' && problem.arms === null) {
          throw new CausalError(
            'not-supported',
            `the ${population} needs a treatment with two values, and ${show(problem.treatmentName)} has more.`,
            { treatment: problem.treatmentName },
          )
        }
        return onRowsOfArms(problem, (part) => slopeAdjustment(part, interactions, standardErrors))
      },
    })
  })
}

interface ArmsPlan {
  readonly target: TargetPopulation
  readonly model: OutcomeModel
}

function prepareArms(problem: EffectProblem, plan: ArmsPlan): PreparedEstimator | RefusedEffect {
  const { target, model } = plan
  const design = designOf(problem.covariates, problem.n, unitCount(problem))
  const ranges = armRanges(problem)
  const gaps = overlapGaps(problem, target)
  if (gaps.length > 0) return noOverlap(problem, gaps, '')
  const [beside] = rangeGaps(problem, ranges)
  if (beside !== undefined) return noOverlap(problem, [], beside)
  requireRows(problem, 2)
  requireRows(problem, design.k + 1, modelledArms(target))
  if (model !== 'linear') checkModel(problem, model)
  const again = (weights: Float64Array): EstimatorFit | null => {
    const fit = gFormula(problem, design, plan, weights)
    return isRefused(fit) ? null : fit
  }
  return {
    fit: () => {
      const fit = gFormula(problem, design, plan, problem.weights ?? null)
      return isRefused(fit) ? fit : { ...fit, warnings: [...fit.warnings, ...rangeWarnings(problem, ranges)] }
    },
    reweighted: (weights) => again(weights)?.estimate ?? null,
    reweightedMeans: (weights) => again(weights)?.arms?.means ?? null,
  }
}

/** Throws when an outcome lies outside what a model can give. */
export function checkModel({ outcome, outcomeName }: EffectProblem, model: OutcomeModel): void {
  const wrong = outcome.find((y) => y < 0 || (model === 'logistic' && y > 1))
  if (wrong === undefined) return
  throw new CausalError(
    'invalid-argument',
    `a ${model} model is for outcomes ${model === 'logistic' ? 'from 0 to 1' : 'from 0'}, and ${show(outcomeName)} holds ${wrong}.`,
    { outcome: outcomeName, value: wrong },
  )
}

function gFormula(
  problem: EffectProblem,
  design: Design,
  { target, model }: ArmsPlan,
  weights: Float64Array | null,
): EstimatorFit | RefusedEffect {
  const { n, treatment, outcome } = problem
  const share = targetShare(treatment, target)
  // in the target's own arm the mean prediction is the mean outcome, so that arm needs no model
  const treated = target === 'ATT' ? null : armFit(design, outcome, treatment, 1, weights, model)
  const control = target === 'ATC' ? null : armFit(design, outcome, treatment, 0, weights, model)
  if ((treated === null && target !== 'ATT') || (control === null && target !== 'ATC')) {
    const arm = problem.arms![treated === null && target !== 'ATT' ? 1 : 0]
    return noOverlap(problem, [], `the rows with ${arm} do not determine a regression on the covariates`)
  }
  const size = totalWeight(weights, n)
  const shares = weightedBy(weights, share)
  const total = totalWeight(shares, n)
  const armOf = (fit: ArmFit | null): { mean: number; influence: Float64Array } => {
    const predicted = fit?.predicted ?? outcome
    let sum = 0
    for (let i = 0; i < n; i++) sum += shares[i]! * predicted[i]!
    const mean = sum / total
    const influence = new Float64Array(n)
    for (let i = 0; i < n; i++) influence[i] = (share[i]! / total) * size * (predicted[i]! - mean)
    if (fit !== null) {
      const derivative = transposedTimes(design.x, n, design.k, bySlope(fit, shares)).map((value) => value / total)
      addArmInfluence(influence, design, fit, derivative, size)
    }
    return { mean, influence }
  }
  const [zero, one] = [armOf(control), armOf(treated)]
  const means = [zero.mean, one.mean] as const
  const coefficients = design.k * (target === 'ATE' ? 2 : 1)
  return {
    ...differenceOf(means, [zero.influence, one.influence]),
    coefficients,
    standardErrorMethod: 'stacked estimating equations (sandwich)',
    diagnostics: { ...meansIn(means), coefficients },
    warnings: [],
  }
}
