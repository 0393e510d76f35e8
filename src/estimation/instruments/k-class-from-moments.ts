import { CausalError } from '../../errors.js'
import { cholesky, solveLower } from '../../numeric/cholesky.js'
import type { EstimatorFit, MomentsProblem } from '../core/types/estimator.js'
import type { RefusedEffect } from '../core/types/refusal.js'
import { checkColumnsOf, collinearIn, gramOf, requireClassical } from '../outcome/slope-from-moments.js'
import { curvature, type IvSums, ivStatistics, kClass, structuralSquares } from './iv-sums.js'
import { irrelevant, type KClassPlan } from './k-class.js'

/** An estimator of the k-class from covariances alone. */
export function kClassFromMoments(
  problem: MomentsProblem,
  { kappa: choose, standardErrors }: KClassPlan,
  call: string,
): EstimatorFit | RefusedEffect {
  requireClassical(standardErrors, `${call}(`)
  const { moments, treatment, covariates, through } = problem
  const { names } = moments
  checkColumnsOf(problem, [...covariates, treatment, ...through])
  const sums = sumsOf(problem)
  const instruments = through.map((j) => names[j]!)
  if (sums === null || !(sums.fitted.tt > 1e-24 * sums.left.tt)) return irrelevant(names[treatment]!, instruments)
  const free = sums.n - sums.k
  if (!(free > 0 && sums.n > sums.k - 1 + sums.m)) {
    throw new CausalError('too-few-rows', `there are ${sums.n} rows for ${sums.k - 1 + sums.m} coefficients.`, {
      rows: sums.n,
    })
  }
  const kappa = choose(sums)
  const estimate = kClass(sums, kappa)
  const sigma = Math.sqrt(structuralSquares(sums, estimate) / free)
  const statistics = ivStatistics(sums, estimate, problem.asked)
  return {
    estimate,
    influence: new Float64Array(0),
    standardError: sigma / Math.sqrt(curvature(sums, kappa)),
    degreesOfFreedom: free,
    standardErrorMethod: 'equal variances, divisor n − k; t distribution',
    diagnostics: { instruments: Object.freeze(instruments), ...statistics, kappa, sigma },
    warnings:
      statistics.firstStageF < 10
        ? [
            `the instruments are weak (F = ${statistics.firstStageF.toPrecision(3)}, below 10): estimate and interval can be far off. The set of Anderson and Rubin in the diagnostics keeps its level where variances are equal.`,
          ]
        : [],
  }
}

/** The sums of products with what is conditioned on taken out, by one Cholesky factor of covariates, then instruments. */
function sumsOf({ moments, treatment, outcome, covariates, through }: MomentsProblem): IvSums | null {
  const { covariance, names, count } = moments
  const p = names.length
  const columns = [...covariates, ...through]
  const q = columns.length
  const root = cholesky(gramOf(covariance, p, columns), q)
  if (!root.ok) throw collinearIn(names, columns, root.column)
  // the coordinates of T and Y along the columns, each made orthogonal to those before it
  const along = (target: number): Float64Array =>
    solveLower(
      root.factor,
      q,
      Float64Array.from(columns, (j) => covariance[j * p + target]!),
    )
  const [t, y] = [along(treatment), along(outcome)]
  const dot = (a: Float64Array, b: Float64Array, from: number, to: number): number => {
    let sum = 0
    for (let i = from; i < to; i++) sum += a[i]! * b[i]!
    return sum
  }
  const scale = count - 1
  const w = covariates.length
  const part = (a: Float64Array, b: Float64Array): number => scale * dot(a, b, w, q)
  const rest = (i: number, j: number, a: Float64Array, b: Float64Array): number =>
    scale * (covariance[i * p + j]! - dot(a, b, 0, q))
  const left = {
    tt: rest(treatment, treatment, t, t),
    ty: rest(treatment, outcome, t, y),
    yy: rest(outcome, outcome, y, y),
  }
  if (!(left.tt > 0)) return null
  return { fitted: { tt: part(t, t), ty: part(t, y), yy: part(y, y) }, left, n: count, k: w + 2, m: through.length }
}
