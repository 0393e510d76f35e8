import { CausalError } from '../../../errors.js'
import { quoteNames } from '../../../names.js'
import { covarianceRegression } from '../../../numeric/covariance-regression.js'
import type { EnvironmentRows } from './types.js'

/** Rows as moments: their number, and of each column the mean and sums of products of deviations from it. */
export interface Moments {
  readonly n: number
  readonly mean: Float64Array
  readonly scatter: Float64Array
}

/** The moments of predictors and outcome, the outcome last, in standard deviations around the overall mean. */
export interface EnvironmentMoments {
  /** The number of columns. */
  readonly p: number
  readonly all: Moments
  readonly inside: readonly Moments[]
  readonly outside: readonly Moments[]
  /** The standard deviation of each column. */
  readonly scale: Float64Array
}

/** Less of a variance than this is rounding. */
const DETERMINED = 1e-12

export function environmentMoments({ x, y, of, labels }: EnvironmentRows): EnvironmentMoments {
  const raw = [...x, y]
  const p = raw.length
  const n = y.length
  const scale = new Float64Array(p)
  const columns = raw.map((column, c) => {
    let mean = 0
    for (let i = 0; i < n; i++) mean += (column[i]! - column[0]!) / n
    let square = 0
    for (let i = 0; i < n; i++) square += (column[i]! - column[0]! - mean) ** 2 / (n - 1)
    scale[c] = Math.sqrt(square)
    return column.map((v) => (v - column[0]! - mean) / scale[c]!)
  })
  const momentsOf = (isIn: (e: number) => boolean): Moments => {
    const rows = Int32Array.from(of.keys()).filter((i) => isIn(of[i]!))
    const mean = Float64Array.from(columns, (column) => rows.reduce((sum, i) => sum + column[i]! / rows.length, 0))
    const scatter = new Float64Array(p * p)
    for (const i of rows)
      for (let a = 0; a < p; a++)
        for (let b = 0; b <= a; b++) scatter[a * p + b]! += (columns[a]![i]! - mean[a]!) * (columns[b]![i]! - mean[b]!)
    for (let a = 0; a < p; a++) for (let b = 0; b < a; b++) scatter[b * p + a] = scatter[a * p + b]!
    return { n: rows.length, mean, scatter }
  }
  return {
    p,
    all: momentsOf(() => true),
    inside: labels.map((_, e) => momentsOf((each) => each === e)),
    outside: labels.map((_, e) => momentsOf((each) => each !== e)),
    scale,
  }
}

/** Slopes of the outcome on a set, and what they leave of the rows that they come from. */
export interface SetRegression {
  readonly slopes: Float64Array
  /** Σ e² */
  readonly left: number
}

/** Least squares from moments; an error where the predictors determine one another, or the outcome. */
export function regressionOn(
  { p }: EnvironmentMoments,
  rows: Moments,
  set: readonly number[],
  names: readonly string[],
): SetRegression {
  const found = covarianceRegression(rows.scatter, p, p - 1, set)
  if (!found.ok) {
    throw new CausalError(
      'collinear',
      `${quoteNames(set.map((i) => names[i]!))} determine one another, in all rows or in those of all environments but one: leave a predictor out.`,
      { predictors: set.map((i) => names[i]!) },
    )
  }
  const left = quadratic(rows.scatter, p, set, found.slopes)
  if (!(left > DETERMINED * rows.scatter[p * p - 1]!)) {
    throw new CausalError(
      'collinear',
      `${quoteNames(set.map((i) => names[i]!))} determine the outcome: there is no noise whose invariance could be tested.`,
      { predictors: set.map((i) => names[i]!) },
    )
  }
  return { slopes: found.slopes, left }
}

/** Σ (y − x b)² of deviations: cᵀ S c with c = (−b, 1). */
export function quadratic(scatter: Float64Array, p: number, set: readonly number[], slopes: Float64Array): number {
  const weights = new Float64Array(p)
  weights[p - 1] = 1
  for (const [k, i] of set.entries()) weights[i] = -slopes[k]!
  let sum = 0
  for (let a = 0; a < p; a++) for (let b = 0; b < p; b++) sum += weights[a]! * weights[b]! * scatter[a * p + b]!
  return Math.max(0, sum)
}
