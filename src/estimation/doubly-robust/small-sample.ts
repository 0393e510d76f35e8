import { solveCholesky } from '../../numeric/cholesky.js'
import { totalWeight, unitsOf } from '../core/problem/row-weights.js'
import type { Design } from '../core/regression/design.js'
import type { EffectProblem } from '../core/types/estimator.js'
import type { ArmFit } from '../outcome/arm-fit.js'
import type { ArmPropensities, Propensity } from '../weighting/propensity.js'

/** How many rows per coefficient an arm needs for errors that make no allowance for few rows: measured in `bench/effects-validity`. */
const rowsPerCoefficient = 12

/**
 * What residuals are multiplied by so that their squares are right on average under equal variances: (1 − h)^(−½), h the leverage
 * of one unit (HC2: MacKinnon & White 1985; for maximum likelihood, of its working regression).
 *
 * @param inverseTimes - the inverse information, times a vector
 * @param rowWeight - each row's weight in the information, of one unit; 0 for a row that is not in it
 */
function inflation(
  { x, n, k }: Design,
  inverseTimes: (c: Float64Array) => Float64Array,
  rowWeight: (i: number) => number,
): Float64Array {
  const inverse = Array.from({ length: k }, (_, a) => {
    const unit = new Float64Array(k)
    unit[a] = 1
    return inverseTimes(unit)
  })
  return Float64Array.from({ length: n }, (_, i) => {
    const weight = rowWeight(i)
    if (weight === 0) return 1
    let h = 0
    for (let a = 0; a < k; a++) for (let b = 0; b < k; b++) h += x[i * k + a]! * inverse[a]![b]! * x[i * k + b]!
    const left = 1 - weight * h
    // a row that alone determines a coefficient has no residual
    return left > 1e-10 ? 1 / Math.sqrt(left) : 0
  })
}

/** An outcome model with the residuals of HC2, and what they were multiplied by. */
export function corrected(
  fit: ArmFit,
  design: Design,
  problem: EffectProblem,
): { readonly fit: ArmFit; readonly factor: Float64Array } {
  const sampling = unitsOf(problem) === null ? (problem.weights ?? null) : null
  const factor = inflation(design, fit.inverseTimes, (i) =>
    problem.treatment[i] === fit.arm ? (sampling?.[i] ?? 1) * (fit.slope?.[i] ?? 1) : 0,
  )
  return { fit: { ...fit, residuals: fit.residuals.map((value, i) => value * factor[i]!) }, factor }
}

/** Propensities with the scores of HC2. */
export function correctedPropensities(
  { treated, control }: ArmPropensities,
  design: Design,
  problem: EffectProblem,
): ArmPropensities {
  const sampling = unitsOf(problem) === null ? (problem.weights ?? null) : null
  const of = (propensity: Propensity): Propensity => {
    const { factor, score } = propensity
    // the score is 1 − e or −e, and the curvature e (1 − e)
    const curvature = score.map((value) => Math.abs(value) * (1 - Math.abs(value)))
    const by = inflation(
      design,
      (c) => solveCholesky(factor, design.k, c),
      (i) => curvature[i]! * (sampling?.[i] ?? 1),
    )
    return { ...propensity, score: score.map((value, i) => value * by[i]!) }
  }
  return { treated: of(treated), control: control === null ? null : of(control) }
}

/**
 * The standard error of influence values with Satterthwaite's degrees of freedom (1946): the parts of the rows of each arm have
 * those of its regression, the part of all other rows those of the propensities.
 *
 * @param models - how many coefficients the outcome model of each arm has; 1 for a mean
 */
export function withFreedom(
  influence: Float64Array,
  problem: EffectProblem,
  models: readonly [number, number],
  k: number,
): { readonly standardError: number; readonly degreesOfFreedom: number } {
  const { n, treatment, weights = null, weightKind } = problem
  const rows = weightKind === 'counts' ? totalWeight(weights, n) : n
  const share = weightKind === 'sampling' ? n / totalWeight(weights, n) : 1
  const [square, count] = [
    [0, 0, 0],
    [0, 0, 0],
  ]
  for (let i = 0; i < n; i++) {
    const group = treatment[i] === 0 ? 0 : treatment[i] === 1 ? 1 : 2
    const weight = weights?.[i] ?? 1
    square[group]! += (weightKind === 'sampling' ? (share * weight) ** 2 : weight) * influence[i]! ** 2
    count[group]! += weightKind === 'sampling' ? 1 : weight
  }
  const free = [count[0]! - models[0], count[1]! - models[1], rows - k]
  const total = square.reduce((sum, value) => sum + value, 0)
  const spread = square.reduce((sum, value, g) => sum + (value > 0 ? value ** 2 / Math.max(1, free[g]!) : 0), 0)
  return { standardError: Math.sqrt(total) / rows, degreesOfFreedom: spread > 0 ? total ** 2 / spread : rows - k }
}

/** What to be wary of where an arm has few rows for its model and the errors make no allowance for that. */
export function fewRowsWarning({ treatment, arms, weights, weightKind }: EffectProblem, k: number): string[] {
  const rows = [0, 1].map((arm) =>
    treatment.reduce((sum, t, i) => sum + (t === arm ? (weightKind === 'counts' ? weights![i]! : 1) : 0), 0),
  )
  const least = Math.min(...rows)
  if (least >= rowsPerCoefficient * k) return []
  return [
    `there are ${least} rows with ${arms?.[rows.indexOf(least)] ?? 'an arm'} for ${k} coefficients of its outcome model: the standard error is a little too small. Say standardErrors: 'HC2', which allows for few rows.`,
  ]
}
