import { leastSquares } from '../../numeric/least-squares.js'
import { times } from '../../numeric/weighted-gram.js'
import type { Design } from '../core/regression/design.js'

/** The data of two regressions: mediator on treatment, outcome on treatment and mediator. */
export interface MediationData {
  readonly n: number
  readonly treatment: Float64Array
  readonly mediator: Float64Array
  readonly outcome: Float64Array
  /** Intercept and centred covariates. */
  readonly design: Design
  readonly interaction: boolean
}

/** m0, a of the mediator's regression and c, b, d of the outcome's: all that the effects are made of. */
export type PathValues = readonly [m0: number, a: number, c: number, b: number, d: number]

/** The two regressions. */
export interface MediationFit {
  readonly values: PathValues
  /** The influence of each row on each of the five. */
  readonly influence: readonly Float64Array[]
  /** Coefficients of the outcome's regression. */
  readonly coefficients: number
  /** Their covariance under equal variances with divisor `n − k` or `n`: 5 × 5. */
  readonly covariance: (divisor: 'n' | 'n - k') => Float64Array
  /** The residuals of both. */
  readonly residuals: readonly [mediator: Float64Array, outcome: Float64Array]
}

/** Fits both regressions by least squares, rows counted by weights; null where they are not determined. */
export function fitMediation(data: MediationData, weights: Float64Array | null): MediationFit | null {
  const { n, treatment, mediator, outcome, design, interaction } = data
  const [kM, kY] = [design.k + 1, design.k + (interaction ? 3 : 2)]
  const xM = new Float64Array(n * kM)
  const xY = new Float64Array(n * kY)
  for (let i = 0; i < n; i++) {
    for (let a = 0; a < design.k; a++) {
      xM[i * kM + a] = design.x[i * design.k + a]!
      xY[i * kY + a] = design.x[i * design.k + a]!
    }
    xM[i * kM + design.k] = treatment[i]!
    xY[i * kY + design.k] = treatment[i]!
    xY[i * kY + design.k + 1] = mediator[i]!
    if (interaction) xY[i * kY + design.k + 2] = treatment[i]! * mediator[i]!
  }
  const fitM = leastSquares(xM, n, kM, mediator, weights)
  const fitY = leastSquares(xY, n, kY, outcome, weights)
  if (!fitM.ok || !fitY.ok) return null
  const at = design.k
  const placesM = [0, at]
  const placesY = interaction ? [at, at + 1, at + 2] : [at, at + 1]
  const unit = (k: number, j: number): Float64Array => Float64Array.from({ length: k }, (_, a) => (a === j ? 1 : 0))
  const rowsOf = (x: Float64Array, k: number, fit: typeof fitM, places: readonly number[]): Float64Array[] =>
    places.map((j) => {
      const along = times(x, n, k, fit.inverseTimes(unit(k, j)))
      return along.map((value, i) => n * value * fit.residuals[i]!)
    })
  // the mean of the covariates' part is 0 here, but not in another sample: it moves the mean mediator
  const own = rowsOf(xM, kM, fitM, placesM)
  const covariatePart: Float64Array = Float64Array.from({ length: n }, (_, i) => {
    let sum = 0
    for (let a = 1; a < design.k; a++) sum += fitM.coefficients[a]! * design.x[i * design.k + a]!
    return sum
  })
  let [part, rows] = [0, 0]
  for (let i = 0; i < n; i++) {
    part += (weights?.[i] ?? 1) * covariatePart[i]!
    rows += weights?.[i] ?? 1
  }
  const influence = [
    own[0]!.map((value, i) => value + covariatePart[i]!),
    own[1]!,
    ...rowsOf(xY, kY, fitY, placesY),
    ...(interaction ? [] : [new Float64Array(n)]),
  ]
  const covariance = (divisor: 'n' | 'n - k'): Float64Array => {
    const out = new Float64Array(25)
    const fill = (fit: typeof fitM, k: number, places: readonly number[], from: number): void => {
      const square = fit.residuals.reduce((sum, e) => sum + e * e, 0)
      const variance = square / (divisor === 'n' ? n : n - k)
      for (const [p, j] of places.entries()) {
        const column = fit.inverseTimes(unit(k, j))
        for (const [q, l] of places.entries()) out[(from + p) * 5 + from + q] = variance * column[l]!
      }
    }
    fill(fitM, kM, placesM, 0)
    fill(fitY, kY, placesY, 2)
    return out
  }
  return {
    values: [
      fitM.coefficients[0]! + part / rows,
      fitM.coefficients[at]!,
      fitY.coefficients[at]!,
      fitY.coefficients[at + 1]!,
      interaction ? fitY.coefficients[at + 2]! : 0,
    ],
    influence,
    coefficients: kY,
    covariance,
    residuals: [fitM.residuals, fitY.residuals],
  }
}

/** A function of the five values with its derivatives by them. */
export interface PathFunction {
  readonly value: number
  readonly gradient: readonly [number, number, number, number, number]
}

/** All effects; `From` and `To` are under one of the treatments alone. */
export interface PathEffects {
  readonly indirect: PathFunction
  readonly direct: PathFunction
  readonly total: PathFunction
  readonly proportion: PathFunction | null
  readonly indirectFrom: PathFunction
  readonly indirectTo: PathFunction
  readonly directFrom: PathFunction
  readonly directTo: PathFunction
}

/** The effects from treatment t0 to t1: Imai, Keele & Tingley 2010, section on linear models with interaction. */
export function pathEffects([m0, a, c, b, d]: PathValues, t0: number, t1: number): PathEffects {
  const s = t1 - t0
  const indirect = (t: number): PathFunction => ({
    value: s * a * (b + d * t),
    gradient: [0, s * (b + d * t), 0, s * a, s * a * t],
  })
  const direct = (t: number): PathFunction => ({
    value: s * (c + d * (m0 + a * t)),
    gradient: [s * d, s * d * t, s, 0, s * (m0 + a * t)],
  })
  const middle = (t0 + t1) / 2
  const [through, past] = [indirect(middle), direct(middle)]
  const total: PathFunction = {
    value: through.value + past.value,
    gradient: through.gradient.map((g, j) => g + past.gradient[j]!) as unknown as PathFunction['gradient'],
  }
  const share = through.value / total.value
  const proportion: PathFunction | null =
    total.value === 0
      ? null
      : {
          value: share,
          gradient: through.gradient.map(
            (g, j) => (g - share * total.gradient[j]!) / total.value,
          ) as unknown as PathFunction['gradient'],
        }
  return {
    indirect: through,
    direct: past,
    total,
    proportion,
    indirectFrom: indirect(t0),
    indirectTo: indirect(t1),
    directFrom: direct(t0),
    directTo: direct(t1),
  }
}
