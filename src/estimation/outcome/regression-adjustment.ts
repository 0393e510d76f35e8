import { CausalError, calledAs } from '../../errors.js'
import { checkedObject } from '../../names.js'
import { transposedTimes } from '../../numeric/weighted-gram.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { type Design, designOf } from '../core/design.js'
import { noOverlap, overlapGaps } from '../core/overlap-gaps.js'
import { isRefused } from '../core/refused.js'
import { checkTarget, modelledArms, requireRows, targetShare } from '../core/target-share.js'
import type {
  EffectProblem,
  Estimator,
  EstimatorFit,
  PreparedEstimator,
  RefusedEffect,
  RegressionStandardErrors,
  TargetPopulation,
} from '../core/types.js'
import { addArmInfluence, armFit } from './arm-fit.js'
import { onRowsOfArms } from './rows-of-arms.js'
import { slopeAdjustment } from './slope-adjustment.js'

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
  /** How to compute the standard error (default `sandwich`); the others are for regressions without interactions. */
  readonly standardErrors?: RegressionStandardErrors
}

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
  return calledAs('regressionAdjustment', () => {
    checkOptions('options', options, ['population', 'interactions', 'standardErrors'])

    const { population = 'ATE', interactions = true, standardErrors = 'sandwich' } = checkedObject('options', options)
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
    const name = `regression adjustment (${interactions ? 'with' : 'without'} interactions)`
    return Object.freeze({
      name,
      population,
      strategy: 'back-door',
      numbers: true,
      prepare: (problem: EffectProblem) => {
        if (problem.arms !== null && interactions) return prepareArms(problem, population)
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

function prepareArms(problem: EffectProblem, target: TargetPopulation): PreparedEstimator | RefusedEffect {
  const design = designOf(problem.covariates, problem.n)
  const gaps = overlapGaps(problem, target)
  if (gaps.length > 0) return noOverlap(problem, gaps, '')
  requireRows(problem, 2)
  requireRows(problem, design.k + 1, modelledArms(target))
  return {
    fit: () => gFormula(problem, design, target, null),
    reweighted: (weights) => {
      const fit = gFormula(problem, design, target, weights)
      return isRefused(fit) ? null : fit.estimate
    },
  }
}

function gFormula(
  problem: EffectProblem,
  design: Design,
  target: TargetPopulation,
  weights: Float64Array | null,
): EstimatorFit | RefusedEffect {
  const { n, treatment, outcome } = problem
  const share = targetShare(treatment, target)
  // in the target's own arm the mean prediction is the mean outcome, so that arm needs no model
  const treated = target === 'ATT' ? null : armFit(design, outcome, treatment, 1, weights)
  const control = target === 'ATC' ? null : armFit(design, outcome, treatment, 0, weights)
  if ((treated === null && target !== 'ATT') || (control === null && target !== 'ATC')) {
    const arm = problem.arms![treated === null && target !== 'ATT' ? 1 : 0]
    return noOverlap(problem, [], `the rows with ${arm} do not determine a regression on the covariates`)
  }
  const gap = outcome.map((y, i) => (treated?.predicted[i] ?? y) - (control?.predicted[i] ?? y))
  let sum = 0
  let total = 0
  let treatedSum = 0
  for (let i = 0; i < n; i++) {
    const weight = share[i]! * (weights === null ? 1 : weights[i]!)
    sum += weight * gap[i]!
    treatedSum += weight * (treated?.predicted[i] ?? outcome[i]!)
    total += weight
  }
  const estimate = sum / total
  const influence = gap.map((value, i) => (share[i]! / total) * n * (value - estimate))
  if (weights === null) {
    const derivative = transposedTimes(design.x, n, design.k, share).map((value) => value / total)
    if (treated !== null) addArmInfluence(influence, design, treated, derivative)
    if (control !== null) {
      const opposite = derivative.map((value) => -value)
      addArmInfluence(influence, design, control, opposite)
    }
  }
  return {
    estimate,
    influence,
    standardErrorMethod: 'stacked estimating equations (sandwich)',
    diagnostics: {
      meanUnderTreatment: treatedSum / total,
      meanUnderControl: treatedSum / total - estimate,
      coefficients: design.k * (target === 'ATE' ? 2 : 1),
    },
    warnings: [],
  }
}
