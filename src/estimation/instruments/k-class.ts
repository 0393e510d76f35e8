import { CausalError } from '../../errors.js'
import { quoteNames } from '../../names.js'
import { euclideanNorm } from '../../numeric/euclidean-norm.js'
import { leastSquares } from '../../numeric/least-squares.js'
import { standardized } from '../../numeric/standardized.js'
import { show } from '../../show.js'
import { totalWeight, unitCount, unitsOf } from '../core/problem/row-weights.js'
import { type Design, designOf } from '../core/regression/design.js'
import { isRefused, refused } from '../core/report/refused.js'
import type { EffectProblem, EstimatorFit, PreparedEstimator } from '../core/types/estimator.js'
import type { RefusedEffect } from '../core/types/refusal.js'
import { coefficientsOf, type FitParts, type IvErrors, weightedNorm } from './coefficients.js'
import { effectiveF } from './effective-f.js'
import { curvature, type IvStatistics, type IvSums, ivStatistics, kClass, type Products } from './iv-sums.js'
import { reducedForms } from './reduced-form.js'

/** An estimator of the k-class: which κ the sums ask for, and how errors are made. */
export interface KClassPlan {
  readonly kappa: (sums: IvSums) => number
  readonly standardErrors: IvErrors
}

/** Prepares an estimator of the k-class on rows. */
export function prepareKClass(problem: EffectProblem, plan: KClassPlan): PreparedEstimator {
  if (problem.treatmentLevels !== undefined) {
    throw new CausalError(
      'not-supported',
      `${show(problem.treatmentName)} has more than two categories, and to leave rows out by their treatment would break the instrument: code it as numbers, or as two values.`,
      { treatment: problem.treatmentName },
    )
  }
  const units = unitCount(problem)
  const design = designOf(problem.covariates, problem.n, units)
  const full = designOf([...problem.covariates, ...problem.through], problem.n, units)
  return {
    fit: () => fitKClass(problem, { design, full }, plan, problem.weights ?? null, true),
    reweighted: (weights) => {
      const fit = fitKClass(problem, { design, full }, plan, weights, false)
      return isRefused(fit) ? null : fit.estimate
    },
  }
}

interface Designs {
  /** What is conditioned on. */
  readonly design: Design
  /** That and the instruments. */
  readonly full: Design
}

function fitKClass(
  problem: EffectProblem,
  { design, full }: Designs,
  { kappa: choose, standardErrors }: KClassPlan,
  weights: Float64Array | null,
  report: boolean,
): EstimatorFit | RefusedEffect {
  const { n, treatment, outcome, weightKind } = problem
  const names = problem.through.map(({ name }) => name)
  const without = (d: Design, y: Float64Array) => leastSquares(d.x, n, d.k, y, weights)
  const [longT, shortT] = [without(full, treatment), without(design, treatment)]
  const [longY, shortY] = [without(full, outcome), without(design, outcome)]
  if (!longT.ok || !shortT.ok || !longY.ok || !shortY.ok) return irrelevant(problem.treatmentName, names)
  const v = longT.residuals
  const fittedT = shortT.residuals.map((value, i) => value - v[i]!)
  if (standardized(fittedT) === null) return irrelevant(problem.treatmentName, names)
  const fittedY = shortY.residuals.map((value, i) => value - longY.residuals[i]!)
  const rows = weightKind === 'counts' ? totalWeight(weights, n) : n
  const sums: IvSums = {
    fitted: productsOf(fittedT, fittedY, weights),
    left: productsOf(v, longY.residuals, weights),
    n: rows,
    k: design.k + 1,
    m: full.k - design.k,
  }
  if (!(sums.fitted.tt > 1e-24 * sums.left.tt)) return irrelevant(problem.treatmentName, names)
  const kappa = choose(sums)
  const estimate = kClass(sums, kappa)
  const used = curvature(sums, kappa)
  const total = totalWeight(weights, n)
  const u = shortY.residuals.map((value, i) => value - estimate * shortT.residuals[i]!)
  const moved = shortT.residuals.map((value, i) => value - kappa * v[i]!)
  const influence = moved.map((value, i) => (total * value * u[i]!) / used)
  const own = standardErrors !== 'sandwich' && report
  const parts = { u, v, moved, kappa, used, sums, weights, rows }
  const strength = report ? effectiveF(full, design, fittedT, v, weights, unitsOf(problem)) : 0
  const { asked } = problem
  const robust =
    standardErrors !== 'classical' || (asked !== undefined && asked.clusters.length + asked.strata.length > 0)
  const forms = report && robust ? reducedForms(problem, full, sums.m, [longT, longY]) : null
  const statistics = report ? ivStatistics(sums, estimate, asked, forms) : null
  return {
    estimate,
    influence,
    coefficients: sums.k,
    ...(own
      ? { standardError: ownError(standardErrors, problem, parts, influence), degreesOfFreedom: rows - sums.k }
      : {}),
    standardErrorMethod: methods[standardErrors],
    diagnostics: report
      ? {
          instruments: Object.freeze(names),
          ...statistics,
          effectiveF: strength,
          kappa,
          sigma: rows > sums.k ? weightedNorm(u, weights) / Math.sqrt(rows - sums.k) : null,
          coefficients: coefficientsOf(problem, design, estimate, parts, standardErrors),
        }
      : {},
    warnings: report ? weakness(strength, statistics!) : [],
  }
}

const methods: Readonly<Record<IvErrors, string>> = {
  sandwich: 'sandwich of the projected regressors (HC0)',
  HC1: 'sandwich of the projected regressors with n / (n − k) (HC1); t distribution',
  classical: 'equal variances, divisor n − k; t distribution',
}

function weakness(effective: number, { firstStageF: first, andersonRubin }: IvStatistics): string[] {
  if (Math.min(effective, first) >= 10) return []
  const set =
    andersonRubin === null
      ? 'There are too few rows or clusters for the set of Anderson and Rubin.'
      : `The set of Anderson and Rubin in the diagnostics keeps its level (${andersonRubin.method}).`
  return [
    `the instruments are weak (F = ${first.toPrecision(3)}, effective F = ${effective.toPrecision(3)}, below 10): estimate and interval can be far off. ${set}`,
  ]
}

function productsOf(t: Float64Array, y: Float64Array, weights: Float64Array | null): Products {
  let [tt, ty, yy] = [0, 0, 0]
  for (let i = 0; i < t.length; i++) {
    const weight = weights === null ? 1 : weights[i]!
    tt += weight * t[i]! * t[i]!
    ty += weight * t[i]! * y[i]!
    yy += weight * y[i]! * y[i]!
  }
  return { tt, ty, yy }
}

function ownError(kind: IvErrors, { n, weightKind }: EffectProblem, parts: FitParts, influence: Float64Array): number {
  const { u, weights, used, rows, sums } = parts
  const free = rows - sums.k
  if (kind === 'classical') return weightedNorm(u, weights) / Math.sqrt(free * used)
  // of counts each unit adds its square; sampling weights multiply the influence itself
  const spread =
    weightKind === 'sampling'
      ? influence.map((value, i) => (value * weights![i]! * n) / totalWeight(weights, n))
      : influence.map((value, i) => value * Math.sqrt(weights?.[i] ?? 1))
  return (euclideanNorm(spread) / rows) * Math.sqrt(rows / free)
}

export function irrelevant(treatment: string, names: readonly string[]): RefusedEffect {
  return refused(
    'irrelevant-instrument',
    `${quoteNames(names)} ${names.length > 1 ? 'do' : 'does'} not move ${show(treatment)} in these data, so nothing can be learned through ${names.length > 1 ? 'them' : 'it'}.`,
    { instruments: names },
  )
}
