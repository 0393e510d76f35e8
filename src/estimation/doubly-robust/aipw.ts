import { CausalError, calledAs } from '../../errors.js'
import { checkedObject } from '../../names.js'
import { euclideanNorm } from '../../numeric/euclidean-norm.js'
import { transposedTimes } from '../../numeric/weighted-gram.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { type Design, designOf } from '../core/design.js'
import { noOverlap, overlapGaps } from '../core/overlap-gaps.js'
import { checkTarget, modelledArms, requireArms, requireRows, targetShare } from '../core/target-share.js'
import type {
  EffectProblem,
  Estimator,
  EstimatorFit,
  PreparedEstimator,
  RefusedEffect,
  TargetPopulation,
} from '../core/types.js'
import { type ArmFit, addArmInfluence, armFit } from '../outcome/arm-fit.js'
import { armWeights } from '../weighting/arm-weights.js'
import { checkClip, parted } from '../weighting/ipw.js'
import { overlapReport } from '../weighting/overlap-report.js'
import { type ArmPropensities, addPropensityInfluence, fitArmPropensities } from '../weighting/propensity.js'

/**
 * Options of `aipw`.
 *
 * @category Estimation
 */
export interface AipwOptions {
  /** Whose effect (default `ATE`). */
  readonly population?: 'ATE' | 'ATT' | 'ATC'
  /** Hold propensities within these bounds, such as `[0.01, 0.99]`; how many were held is reported. Not done unasked. */
  readonly clip?: readonly [number, number]
  /**
   * `stacked` (default): holds also when one of the two models is wrong; `influence`: from the efficient influence values
   * alone, right when both models are.
   */
  readonly standardErrors?: 'stacked' | 'influence'
}

/**
 * Augmented inverse probability weighting: the prediction of a linear outcome model in each arm, plus the weighted mean of
 * its residuals. Doubly robust: right when the outcome model or the logistic propensity model is.
 *
 * Robins, Rotnitzky & Zhao 1994; Bang & Robins 2005.
 *
 * @param options - whose effect, clipping, standard errors
 * @returns an estimator for `estimateEffect`
 * @throws CausalError `invalid-argument` for options out of range
 * @complexity O(r n k²) for k coefficients and r Newton steps, about 6
 * @category Estimation
 * @example
 * const t = fromCounts(kidneyStones)
 * const e = estimateEffect(t, {
 *   graph: dag('stone -> treatment -> recovered; stone -> recovered'),
 *   treatment: 'treatment',
 *   outcome: 'recovered',
 *   estimator: aipw(),
 * })
 * e.estimated && [e.estimate, ...e.interval]
 * //=> [0.053671, -0.012161, 0.119503]
 */
export function aipw(options: AipwOptions = {}): Estimator {
  return calledAs('aipw', () => {
    checkOptions('options', options, ['population', 'clip', 'standardErrors'])

    const { population = 'ATE', standardErrors = 'stacked' } = checkedObject('options', options)
    checkTarget(population, ['ATE', 'ATT', 'ATC'])
    const clip = checkClip(options.clip)
    if (standardErrors !== 'stacked' && standardErrors !== 'influence') {
      throw new CausalError(
        'invalid-argument',
        `standardErrors must be 'stacked' or 'influence', got ${show(standardErrors)}.`,
        { standardErrors },
      )
    }
    const name = `augmented inverse probability weighting${clip === null ? '' : ` (propensities held in ${clip[0]} to ${clip[1]})`}`
    return Object.freeze({
      name,
      population,
      strategy: 'back-door',
      prepare: (problem: EffectProblem): PreparedEstimator | RefusedEffect => {
        requireArms(problem, 'aipw')
        const design = designOf(problem.covariates, problem.n)
        const gaps = overlapGaps(problem, population)
        if (gaps.length > 0) return noOverlap(problem, gaps, '')
        requireRows(problem, 2)
        requireRows(problem, design.k + 1, modelledArms(population))
        const nuisance = fitNuisance(problem, design, population, clip, null)
        if (nuisance === null) return noOverlap(problem, [], `${parted}, or an arm does not determine its regression`)
        return {
          fit: () => augment(problem, design, population, nuisance, null, standardErrors === 'stacked'),
          reweighted: (weights) => {
            const refit = fitNuisance(problem, design, population, clip, weights, nuisance.propensity)
            return refit === null ? null : augment(problem, design, population, refit, weights, false).estimate
          },
        }
      },
    })
  })
}

interface Nuisance {
  readonly propensity: ArmPropensities
  /** The outcome models, null in the target's own arm, whose mean needs none. */
  readonly treated: ArmFit | null
  readonly control: ArmFit | null
}

function fitNuisance(
  { treatment, outcome }: EffectProblem,
  design: Design,
  target: TargetPopulation,
  clip: readonly [number, number] | null,
  weights: Float64Array | null,
  start?: ArmPropensities,
): Nuisance | null {
  const propensity = fitArmPropensities(design, treatment, clip, weights, start)
  const treated = target === 'ATT' ? null : armFit(design, outcome, treatment, 1, weights)
  const control = target === 'ATC' ? null : armFit(design, outcome, treatment, 0, weights)
  const whole = propensity !== null && (treated !== null || target === 'ATT') && (control !== null || target === 'ATC')
  return whole ? { propensity, treated, control } : null
}

/**
 * The estimate is the mean of φ = g (m₁ − m₀) + w₁ (y − m₁) − w₀ (y − m₀) over the mean of g, where g says who belongs to
 * the target and w are the arms' weights; without a model for the target's own arm, its m is y.
 */
function augment(
  { n, treatment, outcome }: EffectProblem,
  design: Design,
  target: TargetPopulation,
  { propensity, treated, control }: Nuisance,
  weights: Float64Array | null,
  stacked: boolean,
): EstimatorFit {
  const share = targetShare(treatment, target)
  const w = armWeights(treatment, propensity, target)
  const score = new Float64Array(n)
  const [treatedSlopes, controlSlopes] = w.slopes
  const byPropensity = [new Float64Array(n), controlSlopes === null ? null : new Float64Array(n)] as const
  const byTreated = new Float64Array(n)
  const byControl = new Float64Array(n)
  let sum = 0
  let size = 0
  let rows = 0
  let treatedSum = 0
  for (let i = 0; i < n; i++) {
    const y = outcome[i]!
    const m1 = treated?.predicted[i] ?? y
    const m0 = control?.predicted[i] ?? y
    const up = share[i]! * m1 + w.treated[i]! * (y - m1)
    const down = share[i]! * m0 + w.control[i]! * (y - m0)
    const weight = weights === null ? 1 : weights[i]!
    score[i] = up - down
    sum += weight * (up - down)
    treatedSum += weight * up
    size += weight * share[i]!
    rows += weight
    byPropensity[0][i] = treatedSlopes.treated[i]! * (y - m1) - treatedSlopes.control[i]! * (y - m0)
    if (controlSlopes !== null) {
      byPropensity[1]![i] = controlSlopes.treated[i]! * (y - m1) - controlSlopes.control[i]! * (y - m0)
    }
    byTreated[i] = share[i]! - w.treated[i]!
    byControl[i] = w.control[i]! - share[i]!
  }
  const estimate = sum / size
  const part = size / rows
  const influence = score.map((value, i) => (value - share[i]! * estimate) / part)
  if (stacked) {
    const derivative = (v: Float64Array) => transposedTimes(design.x, n, design.k, v).map((value) => value / size)
    const perRow = (slopes: Float64Array) => slopes.map((value) => value / size)
    const [first, second] = byPropensity
    addPropensityInfluence(influence, design, propensity, [perRow(first), second && perRow(second)])
    if (treated !== null) addArmInfluence(influence, design, treated, derivative(byTreated))
    if (control !== null) addArmInfluence(influence, design, control, derivative(byControl))
  }
  const { diagnostics, warnings } = overlapReport(propensity, treatment, w)
  // the sample variance of the influence values, as for any mean
  const divisor = target === 'ATE' ? n - 1 : n
  return {
    estimate,
    influence,
    ...(stacked ? {} : { standardError: euclideanNorm(influence) / Math.sqrt(divisor * n) }),
    standardErrorMethod: stacked
      ? 'stacked estimating equations (sandwich), fitted nuisance models included'
      : 'efficient influence values',
    diagnostics: {
      meanUnderTreatment: treatedSum / size,
      meanUnderControl: treatedSum / size - estimate,
      ...diagnostics,
    },
    warnings,
  }
}
