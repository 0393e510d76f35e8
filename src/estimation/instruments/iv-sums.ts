import { chiSquareUpperTail } from '../../numeric/special/chi-square.js'
import { fUpperQuantile, fUpperTail } from '../../numeric/special/f.js'
import type { AskedInference } from '../core/types/estimator.js'
import { type AndersonRubin, quadraticSet, timesSet } from './effect-set.js'
import type { ReducedForms } from './reduced-form.js'
import { robustAndersonRubin } from './robust-anderson-rubin.js'

/** Sums of squares and products of treatment and outcome. */
export interface Products {
  readonly tt: number
  readonly ty: number
  readonly yy: number
}

/**
 * All that the statistics of one treatment with instruments need when variances are equal: with what is conditioned on
 * taken out, the products of the parts that the instruments predict, and of the parts that they leave.
 */
export interface IvSums {
  readonly fitted: Products
  readonly left: Products
  /** Rows. */
  readonly n: number
  /** Coefficients of the structural equation: what is conditioned on with the intercept, and the treatment. */
  readonly k: number
  /** Instruments. */
  readonly m: number
}

/** The k-class estimate: κ = 0 is least squares, 1 two stages (Theil 1958). */
export function kClass({ fitted, left }: IvSums, kappa: number): number {
  return (fitted.ty + (1 - kappa) * left.ty) / curvature({ fitted, left }, kappa)
}

/** What the treatment's part that is used for estimation has for a sum of squares. */
export function curvature({ fitted, left }: Pick<IvSums, 'fitted' | 'left'>, kappa: number): number {
  return fitted.tt + (1 - kappa) * left.tt
}

/** The κ of limited-information maximum likelihood: the least root of |A − κ R| = 0 (Anderson & Rubin 1949). */
export function limlKappa({ fitted, left }: IvSums): number {
  // A = F + R, so κ = 1 + λ with |F − λ R| = 0
  const a = left.tt * left.yy - left.ty ** 2
  const b = fitted.tt * left.yy + fitted.yy * left.tt - 2 * fitted.ty * left.ty
  const c = fitted.tt * fitted.yy - fitted.ty ** 2
  const root = Math.sqrt(Math.max(0, b * b - 4 * a * c))
  // the smaller root without cancellation; c is 0 with one instrument
  return 1 + (b + root > 0 ? Math.max(0, (2 * c) / (b + root)) : 0)
}

/** The sum of squared structural residuals. */
export function structuralSquares({ fitted, left }: IvSums, slope: number): number {
  const part = ({ tt, ty, yy }: Products): number => yy - 2 * slope * ty + slope * slope * tt
  return part(fitted) + part(left)
}

/** The tests that belong to instruments, each with its p-value. */
export interface IvStatistics {
  readonly firstStageF: number
  readonly firstStagePartialR2: number
  readonly leastSquaresSlope: number
  readonly wuHausman: { readonly statistic: number; readonly pValue: number } | null
  readonly sargan: { readonly statistic: number; readonly degreesOfFreedom: number; readonly pValue: number } | null
  readonly andersonRubin: AndersonRubin | null
}

/** The statistics of a fit; null where the rows leave no degree of freedom. With the reduced forms Anderson and Rubin's test is robust. */
export function ivStatistics(
  sums: IvSums,
  slope: number,
  asked: AskedInference | undefined,
  forms: ReducedForms | null = null,
): IvStatistics {
  const { fitted, left, n, k, m } = sums
  const free = n - (k - 1 + m)
  const whole = { tt: fitted.tt + left.tt, ty: fitted.ty + left.ty, yy: fitted.yy + left.yy }
  const { confidence = 0.95, step = 1 } = asked ?? {}
  const test =
    forms !== null ? robustAndersonRubin(forms, confidence) : free > 0 ? andersonRubin(sums, free, confidence) : null
  return {
    firstStageF: free > 0 ? (fitted.tt / m) * (free / left.tt) : 0,
    firstStagePartialR2: fitted.tt / whole.tt,
    leastSquaresSlope: whole.ty / whole.tt,
    wuHausman: wuHausman(sums, whole),
    sargan: m < 2 ? null : sargan(sums, slope),
    andersonRubin: test === null ? null : { ...test, set: timesSet(test.set, step) },
  }
}

/** Whether least squares would do: the F test of the first stage's residual beside the treatment (Wu 1973; Hausman 1978). */
function wuHausman({ fitted, left, n, k }: IvSums, whole: Products): IvStatistics['wuHausman'] {
  const free = n - k - 1
  const short = whole.yy - whole.ty ** 2 / whole.tt
  const long = whole.yy - fitted.ty ** 2 / fitted.tt - left.ty ** 2 / left.tt
  if (!(free > 0 && long > 0)) return null
  const statistic = Math.max(0, ((short - long) * free) / long)
  return { statistic, pValue: fUpperTail(statistic, 1, free) }
}

/** Whether the instruments agree: n R² of the structural residual on them (Sargan 1958). */
function sargan(sums: IvSums, slope: number): IvStatistics['sargan'] {
  const { fitted, n, m } = sums
  const explained = fitted.yy - 2 * slope * fitted.ty + slope * slope * fitted.tt
  const all = structuralSquares(sums, slope)
  if (!(all > 0)) return null
  const statistic = (n * explained) / all
  return { statistic, degreesOfFreedom: m - 1, pValue: chiSquareUpperTail(statistic, m - 1) }
}

/**
 * The test of no effect that keeps its level however weak the instruments are (where variances are equal), and the effects that it does not reject: an
 * interval, two rays, all numbers, or none (Anderson & Rubin 1949). An end without bound is null.
 */
function andersonRubin({ fitted, left, m }: IvSums, free: number, confidence: number): AndersonRubin {
  const statistic = (fitted.yy / m) * (free / left.yy)
  const cut = (fUpperQuantile(1 - confidence, m, free) * m) / free
  // fitted(β) ≤ cut · left(β): a β² + b β + c ≤ 0
  const a = fitted.tt - cut * left.tt
  const b = -2 * (fitted.ty - cut * left.ty)
  const c = fitted.yy - cut * left.yy
  return {
    statistic,
    pValue: fUpperTail(statistic, m, free),
    degreesOfFreedom: [m, free],
    method: 'equal variances',
    set: quadraticSet(a, b, c),
  }
}
