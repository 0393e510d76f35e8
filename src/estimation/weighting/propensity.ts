import { solveCholesky } from '../../numeric/cholesky.js'
import { logisticRegression } from '../../numeric/logistic-regression.js'
import { times, transposedTimes } from '../../numeric/weighted-gram.js'
import { totalWeight, weightedBy } from '../core/problem/row-weights.js'
import type { Design } from '../core/regression/design.js'

/** Fitted propensities e(x) = P(T = 1 | x), and what carries their uncertainty on. */
export interface Propensity {
  /** e of each row, clipped if asked. */
  readonly e: Float64Array
  /** Coefficients, for a warm start. */
  readonly coefficients: Float64Array
  /** 1 where clipping held e fixed. */
  readonly clipped: Uint8Array
  /** The Cholesky factor of the information. */
  readonly factor: Float64Array
  /** Scores (t − e) before clipping. */
  readonly score: Float64Array
}

/** Logistic propensities; null when a combination of the covariates parts the arms. */
function fitPropensity(
  design: Design,
  treatment: Float64Array,
  clip: readonly [number, number] | null,
  weights: Float64Array | null,
  start?: Float64Array,
): Propensity | null {
  const { n, k, x } = design
  const fit = logisticRegression(x, n, k, treatment, weights, start)
  if (!fit.ok) return null
  const clipped = new Uint8Array(n)
  const score = new Float64Array(n)
  const e = fit.fitted.slice()
  for (let i = 0; i < n; i++) {
    score[i] = treatment[i]! - e[i]!
    if (clip !== null && !(e[i]! >= clip[0] && e[i]! <= clip[1])) {
      clipped[i] = 1
      e[i] = Math.min(clip[1], Math.max(clip[0], e[i]!))
    }
  }
  return { e, coefficients: fit.coefficients, clipped, factor: fit.factor, score }
}

/** The chance of each arm that is compared. */
export interface ArmPropensities {
  /** Of the second arm. */
  readonly treated: Propensity
  /** Of the first arm, by a model of its own where there are more than two; else null: it is what is left of the second's. */
  readonly control: Propensity | null
}

/** Logistic models of who had each arm; null when a combination of the covariates parts an arm from the rest. */
export function fitArmPropensities(
  design: Design,
  treatment: Float64Array,
  clip: readonly [number, number] | null,
  weights: Float64Array | null,
  start?: ArmPropensities,
): ArmPropensities | null {
  const others = treatment.includes(-1)
  const indicator = (arm: 0 | 1): Float64Array => treatment.map((t) => (t === arm ? 1 : 0))
  const treated = fitPropensity(design, others ? indicator(1) : treatment, clip, weights, start?.treated.coefficients)
  if (treated === null || !others) return treated === null ? null : { treated, control: null }
  const control = fitPropensity(design, indicator(0), clip, weights, start?.control?.coefficients)
  return control === null ? null : { treated, control }
}

/**
 * Adds to `influence` what the propensities pass on of their uncertainty, for the estimate's derivative by the two linear
 * predictors of one unit of each row.
 */
export function addPropensityInfluence(
  influence: Float64Array,
  design: Design,
  { treated, control }: ArmPropensities,
  [byTreated, byControl]: readonly [Float64Array, Float64Array | null],
  weights: Float64Array | null = null,
): void {
  const { n, k, x } = design
  const total = totalWeight(weights, n)
  const add = ({ factor, score }: Propensity, slope: Float64Array): void => {
    const derivative = transposedTimes(x, n, k, weightedBy(weights, slope))
    const direction = times(x, n, k, solveCholesky(factor, k, derivative))
    for (let i = 0; i < n; i++) influence[i]! += total * score[i]! * direction[i]!
  }
  add(treated, byTreated)
  if (control !== null && byControl !== null) add(control, byControl)
}
