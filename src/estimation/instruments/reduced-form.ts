import { cholesky, invertCholesky } from '../../numeric/cholesky.js'
import type { LeastSquares } from '../../numeric/least-squares.js'
import { weightedGram } from '../../numeric/weighted-gram.js'
import { type Clusters, clustersBy } from '../core/clusters/clusters.js'
import { stratifiedParts } from '../core/clusters/strata-error.js'
import { unitsOf } from '../core/problem/row-weights.js'
import type { Design } from '../core/regression/design.js'
import { type LinearModel, modelOf, product } from '../core/regression/linear-model.js'
import { eachGroup } from '../core/regression/sandwich.js'
import type { Covariate, EffectProblem } from '../core/types/estimator.js'

/** The instruments' coefficients in the regression of a variable, and the independent pieces of their deviation. */
export interface ReducedForm {
  /** m coefficients. */
  readonly slopes: Float64Array
  /** units × m: the sum of the outer products of its rows is the coefficients' covariance. */
  readonly pieces: Float64Array
}

/** The regressions of treatment and outcome on the instruments and what is conditioned on. */
export interface ReducedForms {
  readonly treatment: ReducedForm
  readonly outcome: ReducedForm
  /** Instruments. */
  readonly m: number
  /** Of the covariances. */
  readonly degreesOfFreedom: number
  /** What the covariances allow for, in words. */
  readonly method: string
}

type Fit = LeastSquares & { readonly ok: true }
type Pair<T> = readonly [treatment: T, outcome: T]

/**
 * Both reduced forms with the pieces of a covariance: of rows HC3, of clusters CR3 (both the jackknife's, which of all rules
 * keep the level of the test best with few rows or clusters), of a stratified sample Taylor's.
 *
 * For clusters of two ways the pieces of both are taken together: their sum without taking off what both have in common, a
 * variance that is never too small (Davezies, D'Haultfœuille & Guyonvarch 2021).
 */
export function reducedForms(problem: EffectProblem, full: Design, m: number, fits: Pair<Fit>): ReducedForms {
  const { asked, weights = null } = problem
  const { clusters = [], strata = [] } = asked ?? {}
  const { pieces, ...rest } =
    strata.length > 0
      ? ofStrata(problem, full, m, fits)
      : clusters.length > 0
        ? ofClusters(clusters, full, m, fits, weights)
        : ofRows(problem, full, m, fits)
  const form = (at: 0 | 1): ReducedForm => ({ slopes: fits[at].coefficients.slice(full.k - m), pieces: pieces[at] })
  return { treatment: form(0), outcome: form(1), m, ...rest }
}

interface Pieces extends Pick<ReducedForms, 'degreesOfFreedom' | 'method'> {
  readonly pieces: Pair<Float64Array>
}

function ofRows(problem: EffectProblem, full: Design, m: number, fits: Pair<Fit>): Pieces {
  const counts = unitsOf(problem)
  const units = counts === null ? full.n : counts.reduce((sum, count) => sum + count, 0)
  return {
    pieces: rowPieces(problem, full, m, fits, true),
    degreesOfFreedom: units - full.k,
    method: 'unequal variances (HC3)',
  }
}

function ofStrata(problem: EffectProblem, full: Design, m: number, fits: Pair<Fit>): Pieces {
  const { clusters, strata } = problem.asked!
  const counts = unitsOf(problem)
  let degreesOfFreedom = 0
  const pieces = rowPieces(problem, full, m, fits, false).map((all) => {
    const columns = Array.from({ length: m }, (_, j) => {
      const parts = all.filter((_, at) => at % m === j)
      const found = stratifiedParts({ strata, clusters, parts, counts })
      degreesOfFreedom = found.units - found.count
      return found.parts
    })
    return Float64Array.from({ length: columns[0]!.length * m }, (_, at) => columns[at % m]![Math.floor(at / m)]!)
  }) as [Float64Array, Float64Array]
  return { pieces, degreesOfFreedom, method: `strata of ${named(strata)}` }
}

function ofClusters(
  clusters: readonly Covariate[],
  { x, n, k }: Design,
  m: number,
  fits: Pair<Fit>,
  weights: Float64Array | null,
): Pieces {
  const ways = clusters.map((column) => clustersBy([column]))
  const roots = weights?.map(Math.sqrt) ?? null
  const scaled = roots === null ? x : x.map((value, at) => value * roots[Math.floor(at / k)]!)
  const pieces = fits.map((fit) => {
    const residuals = roots === null ? fit.residuals : fit.residuals.map((value, i) => value * roots[i]!)
    const model = modelOf({ ...fit, residuals }, scaled, n, k)
    return Float64Array.from(ways.flatMap((way) => groupPieces(model, way, m)))
  }) as [Float64Array, Float64Array]
  const least = Math.min(...ways.map(({ count }) => count))
  return { pieces, degreesOfFreedom: least - 1, method: `clusters of ${named(clusters)} (CR3)` }
}

function named(columns: readonly Covariate[]): string {
  return columns.map(({ name }) => name).join(' and ')
}

/** What each row adds to the instruments' coefficients, (XᵀWX)⁻¹ x w e for one unit of it; e / (1 − h) of all units for the jackknife. */
function rowPieces(
  problem: EffectProblem,
  { x, n, k }: Design,
  m: number,
  fits: Pair<Fit>,
  jackknife: boolean,
): [Float64Array, Float64Array] {
  const counts = unitsOf(problem)
  const sampling = counts === null ? (problem.weights ?? null) : null
  const root = cholesky(weightedGram(x, n, k, problem.weights ?? null), k)
  const pieces: [Float64Array, Float64Array] = [new Float64Array(n * m), new Float64Array(n * m)]
  if (!root.ok) return pieces
  const inverse = invertCholesky(root.factor, k)
  const v = new Float64Array(k)
  for (let i = 0; i < n; i++) {
    let h = 0
    for (let a = 0; a < k; a++) {
      let sum = 0
      for (let b = 0; b < k; b++) sum += inverse[a * k + b]! * x[i * k + b]!
      v[a] = sum
      h += sum * x[i * k + a]!
    }
    const weight = sampling?.[i] ?? 1
    const left = 1 - weight * h
    // a row that alone determines a coefficient has no residual
    const share = !jackknife ? 1 : left > 1e-10 ? Math.sqrt(counts?.[i] ?? 1) / left : 0
    for (const at of [0, 1] as const) {
      const residual = weight * share * fits[at].residuals[i]!
      for (let j = 0; j < m; j++) pieces[at][i * m + j] = v[k - m + j]! * residual
    }
  }
  return pieces
}

function groupPieces(model: LinearModel, groups: Clusters, m: number): number[] {
  const pieces: number[] = []
  eachGroup(model, groups, 1, (score) => {
    pieces.push(...product(model.inverse, model.k, score).subarray(model.k - m))
  })
  return pieces
}
