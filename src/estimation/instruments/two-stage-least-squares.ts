import { CausalError, calledAs } from '../../errors.js'
import { checkedObject, quoteNames } from '../../names.js'
import { euclideanNorm } from '../../numeric/euclidean-norm.js'
import { leastSquares } from '../../numeric/least-squares.js'
import { standardized } from '../../numeric/standardized.js'
import { times } from '../../numeric/weighted-gram.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { type Design, designOf } from '../core/design.js'
import { isRefused, refused } from '../core/refused.js'
import type {
  EffectProblem,
  Estimator,
  EstimatorFit,
  FormulaNames,
  PreparedEstimator,
  RefusedEffect,
} from '../core/types.js'

/**
 * Options of `twoStageLeastSquares`.
 *
 * @category Estimation
 */
export interface TwoStageOptions {
  /** How to compute the standard error: `sandwich` (default, HC0), with the factor n / (n − k) (`HC1`), or on the assumption of equal variances (`classical`). */
  readonly standardErrors?: 'sandwich' | 'HC1' | 'classical'
}

const kinds = ['sandwich', 'HC1', 'classical']

/**
 * Two-stage least squares with the instruments that the graph implies.
 *
 * The treatment is predicted from the instruments and what they need conditioning on, and the outcome regressed on the
 * prediction. With one effect for all this is that effect; with a two-valued instrument and treatment, and none who does
 * the opposite of what the instrument says, it is the mean effect of the compliers (Imbens & Angrist 1994). All
 * instruments that share the chosen conditioning set are used. The F statistic of the first stage is reported, and a
 * warning below 10 (Staiger & Stock 1997).
 *
 * @param options - standard errors
 * @returns an estimator for `estimateEffect`
 * @throws CausalError `invalid-argument` for an unknown option
 * @complexity O(n k²) for k coefficients
 * @category Estimation
 * @example
 * const t = table({ Z: [0, 0, 0, 1, 1, 1], T: [1, 2, 3, 3, 4, 5], Y: [1, 2, 2, 5, 6, 5] })
 * const graph = admg('Z -> T -> Y; T <-> Y')
 * const e = estimateEffect(t, { graph, treatment: 'T', outcome: 'Y', estimator: twoStageLeastSquares() })
 * e.estimated && e.estimate
 * //=> 1.833333
 * e.estimated && e.diagnostics['instruments']
 * //=> ['Z']
 */
export function twoStageLeastSquares(options: TwoStageOptions = {}): Estimator {
  return calledAs('twoStageLeastSquares', () => {
    checkOptions('options', options, ['standardErrors'])

    const { standardErrors = 'sandwich' } = checkedObject('options', options)
    if (!kinds.includes(standardErrors)) {
      throw new CausalError(
        'invalid-argument',
        `standardErrors must be one of ${kinds.join(', ')}, got ${show(standardErrors)}.`,
        { standardErrors },
      )
    }
    return Object.freeze({
      name: 'two-stage least squares',
      population: 'LATE',
      strategy: 'instrument',
      numbers: true,
      formula,
      prepare: (problem: EffectProblem): PreparedEstimator => {
        if (problem.treatmentLevels !== undefined) {
          throw new CausalError(
            'not-supported',
            `${show(problem.treatmentName)} has more than two categories, and to leave rows out by their treatment would break the instrument: code it as numbers, or as two values.`,
            { treatment: problem.treatmentName },
          )
        }
        const design = designOf(problem.covariates, problem.n)
        const full = designOf([...problem.covariates, ...problem.through], problem.n)
        return {
          fit: () => twoStages(problem, design, full, standardErrors, null),
          reweighted: (weights) => {
            const fit = twoStages(problem, design, full, 'sandwich', weights)
            return isRefused(fit) ? null : fit.estimate
          },
        }
      },
    })
  })
}

/** Two-stage least squares in words of covariances; what is conditioned on is taken out linearly. */
function formula({ treatment, outcome, adjustment, through }: FormulaNames): string {
  const bar = adjustment.length > 0 ? ` | ${adjustment.join(', ')}` : ''
  const [first] = through
  if (through.length === 1) return `Cov(${outcome}, ${first}${bar}) / Cov(${treatment}, ${first}${bar})`
  const hat = `${treatment}*`
  return `Cov(${outcome}, ${hat}${bar}) / Cov(${treatment}, ${hat}${bar}) where ${hat} is the linear prediction of ${treatment} from ${[...through, ...adjustment].join(', ')}`
}

function twoStages(
  problem: EffectProblem,
  design: Design,
  full: Design,
  standardErrors: 'sandwich' | 'HC1' | 'classical',
  weights: Float64Array | null,
): EstimatorFit | RefusedEffect {
  const { n, treatment, outcome, through } = problem
  const first = leastSquares(full.x, n, full.k, treatment, weights)
  const short = leastSquares(design.x, n, design.k, treatment, weights)
  const names = through.map(({ name }) => name)
  if (!first.ok || !short.ok) return irrelevant(problem, names)
  const predicted = treatment.map((t, i) => t - first.residuals[i]!)
  const standard = standardized(predicted)
  if (standard === null) return irrelevant(problem, names)
  // predicted = centre + spread · column
  const { column, scale: spread } = standard
  const k = design.k + 1
  const x = new Float64Array(n * k)
  for (let i = 0; i < n; i++) {
    for (let a = 0; a < design.k; a++) x[i * k + a] = design.x[i * design.k + a]!
    x[i * k + design.k] = column[i]!
  }
  const second = leastSquares(x, n, k, outcome, weights)
  if (!second.ok) return irrelevant(problem, names)
  const estimate = second.coefficients[design.k]! / spread
  // structural residuals: with the treatment itself in place of its prediction
  const residuals = second.residuals.map((residual, i) => residual - estimate * first.residuals[i]!)
  const derivative = new Float64Array(k)
  derivative[design.k] = 1 / spread
  const direction = second.inverseTimes(derivative)
  const influence = times(x, n, k, direction).map((value, i) => n * value * residuals[i]!)
  const strength = firstStage(first.residuals, short.residuals, n, full.k, design.k)
  return {
    estimate,
    influence,
    ...(weights === null && standardErrors !== 'sandwich'
      ? { standardError: corrected(standardErrors, influence, residuals, direction[design.k]! / spread, n, k) }
      : {}),
    standardErrorMethod:
      standardErrors === 'sandwich'
        ? 'sandwich of the projected regressors (HC0)'
        : standardErrors === 'HC1'
          ? 'sandwich of the projected regressors with n / (n − k) (HC1)'
          : 'equal variances, divisor n − k',
    diagnostics: { instruments: Object.freeze(names), ...strength },
    warnings:
      strength.firstStageF < 10
        ? [
            `the instruments are weak (F = ${strength.firstStageF.toPrecision(3)}, below 10): estimate and interval can be far off.`,
          ]
        : [],
  }
}

function irrelevant(problem: EffectProblem, names: readonly string[]): RefusedEffect {
  return refused(
    'irrelevant-instrument',
    `${quoteNames(names)} ${names.length > 1 ? 'do' : 'does'} not move ${show(problem.treatmentName)} in these data, so nothing can be learned through ${names.length > 1 ? 'them' : 'it'}.`,
    { instruments: names },
  )
}

/** The F statistic and the partial R² of the instruments in the first stage. */
function firstStage(
  residuals: Float64Array,
  without: Float64Array,
  n: number,
  k: number,
  fewer: number,
): { firstStageF: number; firstStagePartialR2: number } {
  const full = euclideanNorm(residuals)
  const ratio = (euclideanNorm(without) / full) ** 2
  return {
    firstStageF: ((ratio - 1) * (n - k)) / (k - fewer),
    firstStagePartialR2: 1 - 1 / ratio,
  }
}

function corrected(
  kind: 'HC1' | 'classical',
  influence: Float64Array,
  residuals: Float64Array,
  inverse: number,
  n: number,
  k: number,
): number {
  if (kind === 'HC1') return (euclideanNorm(influence) / n) * Math.sqrt(n / (n - k))
  return euclideanNorm(residuals) * Math.sqrt(inverse / (n - k))
}
