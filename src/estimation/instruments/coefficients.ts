import { cholesky, solveCholesky } from '../../numeric/cholesky.js'
import { euclideanNorm } from '../../numeric/euclidean-norm.js'
import { leastSquares } from '../../numeric/least-squares.js'
import { standardized } from '../../numeric/standardized.js'
import { weightedGram } from '../../numeric/weighted-gram.js'
import type { Design } from '../core/regression/design.js'
import type { EffectProblem } from '../core/types/estimator.js'
import type { IvSums } from './iv-sums.js'

/** How errors are made: a sandwich (HC0), with n / (n − k) (HC1), or for equal variances. */
export type IvErrors = 'sandwich' | 'HC1' | 'classical'

/** What a fit leaves for its errors: structural residuals, first-stage residuals, and the part of the treatment that is used. */
export interface FitParts {
  readonly u: Float64Array
  readonly v: Float64Array
  readonly moved: Float64Array
  readonly kappa: number
  readonly used: number
  readonly sums: IvSums
  readonly weights: Float64Array | null
  readonly rows: number
}

export function weightedNorm(values: Float64Array, weights: Float64Array | null): number {
  return euclideanNorm(weights === null ? values : values.map((value, i) => value * Math.sqrt(weights[i]!)))
}

/** All coefficients of the structural equation in the columns' own units, with standard errors. */
export function coefficientsOf(
  problem: EffectProblem,
  design: Design,
  slope: number,
  { u, v, kappa, weights, rows, sums }: FitParts,
  kind: IvErrors,
): Readonly<Record<string, { readonly estimate: number; readonly standardError: number | null }>> {
  const { n, treatment, outcome } = problem
  const k = design.k + 1
  const { column, center, scale } = standardized(treatment)!
  const x = new Float64Array(n * k)
  const z = new Float64Array(n * k)
  for (let i = 0; i < n; i++) {
    for (let a = 0; a < design.k; a++) x[i * k + a] = z[i * k + a] = design.x[i * design.k + a]!
    x[i * k + design.k] = column[i]!
    z[i * k + design.k] = column[i]! - (kappa * v[i]!) / scale
  }
  const rest = leastSquares(
    design.x,
    n,
    design.k,
    outcome.map((y, i) => y - slope * scale * column[i]!),
    weights,
  )
  const bread = weightedGram(x, n, k, weights)
  bread[k * k - 1]! -= (kappa * sums.left.tt) / scale ** 2
  const root = cholesky(bread, k)
  if (!rest.ok || !root.ok) return {}
  const inner = [...rest.coefficients, slope * scale]
  // each coefficient in natural units is a combination of those of the scaled columns
  const centers = [...design.center, center]
  const scales = [...design.scale, scale]
  const free = rows - k
  const found: Record<string, { estimate: number; standardError: number | null }> = {}
  for (const [a, term] of [...design.terms, problem.treatmentName].entries()) {
    const combination = Float64Array.from({ length: k }, (_, b) =>
      a === 0 ? (b === 0 ? 1 : -centers[b]! / scales[b]!) : a === b ? 1 / scales[a]! : 0,
    )
    const direction = solveCholesky(root.factor, k, combination.slice())
    let square = 0
    if (kind === 'classical') {
      square = (weightedNorm(u, weights) ** 2 * direction.reduce((s, d, b) => s + d * combination[b]!, 0)) / free
    } else {
      for (let i = 0; i < n; i++) {
        let along = 0
        for (let b = 0; b < k; b++) along += z[i * k + b]! * direction[b]!
        const weight = weights?.[i] ?? 1
        square += (problem.weightKind === 'counts' ? weight : weight * weight) * (along * u[i]!) ** 2
      }
      if (kind === 'HC1') square *= rows / free
    }
    const estimate = combination.reduce((s, c, b) => s + c * inner[b]!, 0)
    found[term] = Object.freeze({ estimate, standardError: free > 0 ? Math.sqrt(square) : null })
  }
  return Object.freeze(found)
}
