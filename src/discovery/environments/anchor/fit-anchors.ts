import { CausalError } from '../../../errors.js'
import { quoteNames } from '../../../names.js'
import { cholesky, solveCholesky } from '../../../numeric/cholesky.js'
import { studentTQuantile } from '../../../numeric/special/student-t.js'
import { product, projection } from './anchor-columns.js'

/** Coefficients with robust errors, and the two parts of the risk. */
export interface AnchorFit {
  readonly slopes: Float64Array
  readonly errors: Float64Array
  /** Half the width of each interval. */
  readonly halves: Float64Array
  readonly withinRisk: number
  readonly betweenRisk: number
  /** Of each predictor how much the anchors move it: the F statistic of their regression. */
  readonly firstStage: readonly { readonly name: string; readonly f: number }[]
}

/**
 * b solves E[x(1 − P)(y − xb)] + γ E[xP(y − xb)] = 0 on centred columns; at infinite γ the second part alone. Its error is that of the rows'
 * influence: x r + (γ − 1)(x̂ r + x r̂ − x̂ r̂) with ˆ for what the anchors explain, which counts that the projection is estimated too.
 */
export function fitAnchors(
  x: readonly Float64Array[],
  y: Float64Array,
  basis: readonly Float64Array[],
  gamma: number,
  names: readonly string[],
  confidence: number,
): AnchorFit {
  const n = y.length
  const p = x.length
  const onto = projection(basis)
  // in standard deviations: units do not matter
  const size = x.map((column) => Math.sqrt(product(column, column) / n))
  const xs = x.map((column, k) => column.map((v) => v / size[k]!))
  const hats = xs.map(onto)
  const yHat = onto(y)
  const [whole, share] = Number.isFinite(gamma) ? [1, gamma - 1] : [0, 1]
  const curvature = new Float64Array(p * p)
  const right = new Float64Array(p)
  for (let a = 0; a < p; a++) {
    right[a] = (whole * product(xs[a]!, y) + share * product(hats[a]!, yHat)) / n
    for (let b = 0; b < p; b++)
      curvature[a * p + b] = (whole * product(xs[a]!, xs[b]!) + share * product(hats[a]!, hats[b]!)) / n
  }
  const root = basis.length < p && whole === 0 ? null : cholesky(curvature, p, 1e-10)
  if (root === null || !root.ok || smallest(curvature, p) < 1e-12) throw undetermined(gamma, basis.length, names)
  const scaledSlopes = solveCholesky(root.factor, p, right)
  const residual = y.map((v, i) => xs.reduce((left, column, k) => left - scaledSlopes[k]! * column[i]!, v))
  const residualHat = onto(residual)
  const freedom = n - p - 1
  const meat = new Float64Array(p * p)
  const row = new Float64Array(p)
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < p; k++) {
      const [v, hat, r, rHat] = [xs[k]![i]!, hats[k]![i]!, residual[i]!, residualHat[i]!]
      row[k] = whole * v * r + share * (hat * r + v * rHat - hat * rHat)
    }
    for (let a = 0; a < p; a++) for (let b = 0; b < p; b++) meat[a * p + b]! += row[a]! * row[b]!
  }
  const errors = Float64Array.from({ length: p }, (_, k) => {
    const column = solveCholesky(
      root.factor,
      p,
      Float64Array.from({ length: p }, (_v, a) => (a === k ? 1 : 0)),
    )
    let variance = 0
    for (let a = 0; a < p; a++) for (let b = 0; b < p; b++) variance += column[a]! * column[b]! * meat[a * p + b]!
    return Math.sqrt(variance / (n * freedom)) / size[k]!
  })
  const quantile = studentTQuantile((1 + confidence) / 2, freedom)
  const betweenRisk = product(residualHat, residualHat) / n
  return {
    slopes: scaledSlopes.map((slope, k) => slope / size[k]!),
    errors,
    halves: errors.map((error) => quantile * error),
    withinRisk: Math.max(0, product(residual, residual) / n - betweenRisk),
    betweenRisk,
    firstStage: names.map((name, k) => {
      const explained = product(hats[k]!, hats[k]!)
      return {
        name,
        f: explained / basis.length / Math.max((n - explained) / (n - basis.length - 1), Number.MIN_VALUE),
      }
    }),
  }
}

/** The smallest diagonal element, columns at variance 1: what is left of a predictor. */
function smallest(curvature: Float64Array, p: number): number {
  return Math.min(...Array.from({ length: p }, (_, k) => curvature[k * p + k]!))
}

function undetermined(gamma: number, anchors: number, names: readonly string[]): CausalError {
  if (!Number.isFinite(gamma)) {
    return new CausalError(
      'not-supported',
      `${anchors} columns of anchors do not move ${quoteNames(names)} in as many directions as there are predictors: at infinite gamma many coefficients fit equally. Take a finite gamma, more anchors, or fewer predictors.`,
      { anchors, predictors: names },
    )
  }
  return new CausalError(
    'collinear',
    gamma === 0
      ? `${quoteNames(names)} determine one another once the anchors are taken out: take a gamma above 0, or leave out what only differs between environments.`
      : `${quoteNames(names)} determine one another: leave a predictor out.`,
    { predictors: names },
  )
}
