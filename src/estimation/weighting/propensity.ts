import { solveCholesky } from '../../numeric/cholesky.js'
import type { Design } from '../core/design.js'
import { times } from '../core/weighted-gram.js'
import { logisticRegression } from './logistic-regression.js'

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
export function fitPropensity(
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

/** Adds to `influence` what the propensities pass on of their uncertainty, for the estimate's derivative by the coefficients. */
export function addPropensityInfluence(
  influence: Float64Array,
  design: Design,
  { factor, score }: Propensity,
  derivative: Float64Array,
): void {
  const { n, k, x } = design
  const direction = times(x, n, k, solveCholesky(factor, k, derivative.slice()))
  for (let i = 0; i < n; i++) influence[i]! += n * score[i]! * direction[i]!
}

/** Figures that show how far the arms overlap, and what to be wary of. */
export function overlapReport(
  { e, clipped }: Propensity,
  treatment: Float64Array,
  weight: readonly [control: Float64Array, treated: Float64Array],
): { diagnostics: Record<string, unknown>; warnings: string[] } {
  let least = 1
  let most = 0
  let held = 0
  for (let i = 0; i < e.length; i++) {
    least = Math.min(least, e[i]!)
    most = Math.max(most, e[i]!)
    held += clipped[i]!
  }
  const [control, treated] = weight.map(effectiveSize) as [number, number]
  const armSize = treatment.reduce((sum, t) => sum + t, 0)
  const warnings: string[] = []
  if (held > 0) warnings.push(`${held} propensities were clipped: the estimate is of another, nearby population.`)
  if (least < 0.01 || most > 0.99) {
    warnings.push(
      `propensities run from ${least.toPrecision(2)} to ${most.toPrecision(4)}: a few rows may decide the estimate.`,
    )
  }
  return {
    diagnostics: {
      propensity: Object.freeze({ min: least, max: most }),
      effectiveSampleSize: Object.freeze({ treated, control }),
      rows: Object.freeze({ treated: armSize, control: treatment.length - armSize }),
      clipped: held,
    },
    warnings,
  }
}

/** (Σ w)² / Σ w²: as many rows of equal weight would give the same variance (Kish 1965). */
function effectiveSize(weights: Float64Array): number {
  let sum = 0
  let square = 0
  for (let i = 0; i < weights.length; i++) {
    sum += weights[i]!
    square += weights[i]! ** 2
  }
  return square === 0 ? 0 : (sum * sum) / square
}
