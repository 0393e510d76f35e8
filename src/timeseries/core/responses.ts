import { spectralRadius } from '../../numeric/general-eigenvalues.js'
import { squareProduct } from '../../numeric/square-product.js'
import { inverseOfRest, transpose } from './matrices.js'
import { instantOrder } from './read-temporal-model.js'

/** The parts of a linear model that responses follow from. */
export interface TemporalMatrices {
  readonly p: number
  readonly contemporaneous: Float64Array
  readonly lagged: readonly Float64Array[]
  readonly noise: Float64Array
}

/**
 * The model solved for the present: x(t) = Σ Aτ x(t − τ) + M e(t) with M = (I − B₀)⁻¹ and Aτ = M Bτ. The covariance of the
 * forecast errors M e is M Σ Mᵀ.
 */
export interface ReducedForm {
  readonly instant: Float64Array
  readonly lagged: readonly Float64Array[]
  readonly covariance: Float64Array
}

/** See {@link ReducedForm}. */
export function reducedForm({ p, contemporaneous, lagged, noise }: TemporalMatrices): ReducedForm {
  const instant = inverseOfRest(contemporaneous, p)
  return {
    instant,
    lagged: lagged.map((b) => squareProduct(instant, b, p)),
    covariance: squareProduct(squareProduct(instant, noise, p), transpose(instant, p), p),
  }
}

/** Φ₀ = start, Φₕ = Σ Aτ Φₕ₋τ up to the horizon: what follows from a push of the size of each column of `start`. */
export function responsesFrom(
  start: Float64Array,
  lagged: readonly Float64Array[],
  p: number,
  horizon: number,
): Float64Array[] {
  const responses = [start]
  for (let h = 1; h <= horizon; h++) {
    const next = new Float64Array(p * p)
    for (let lag = 1; lag <= Math.min(h, lagged.length); lag++) {
      const part = squareProduct(lagged[lag - 1]!, responses[h - lag]!, p)
      for (let k = 0; k < p * p; k++) next[k]! += part[k]!
    }
    responses.push(next)
  }
  return responses
}

/** The largest absolute root of the companion matrix: the model is stable where it is below 1. */
export function largestRoot(lagged: readonly Float64Array[], p: number): number {
  const size = p * lagged.length
  const companion = new Float64Array(size * size)
  for (const [lag, matrix] of lagged.entries()) {
    for (let i = 0; i < p; i++) {
      for (let j = 0; j < p; j++) companion[i * size + lag * p + j] = matrix[i * p + j]!
    }
  }
  for (let i = p; i < size; i++) companion[i * size + i - p] = 1
  return spectralRadius(companion, size)
}

/** Whether what happened long ago fades; a root that is 1 but for rounding does not. */
export function isStable(radius: number): boolean {
  return radius < 1 - 1e-10
}

/**
 * What follows for every variable when `cause` is held one higher from time 0 on, whatever would have moved it: its own
 * equation is switched off (do(x) at each time).
 *
 * @returns for each horizon p values
 */
export function sustainedResponses(
  names: readonly string[],
  { p, contemporaneous, lagged }: TemporalMatrices,
  cause: number,
  horizon: number,
): Float64Array[] {
  const order = instantOrder(names, contemporaneous)
  const paths: Float64Array[] = []
  for (let h = 0; h <= horizon; h++) {
    const now = new Float64Array(p)
    for (const i of order) {
      if (i === cause) {
        now[i] = 1
        continue
      }
      for (let j = 0; j < p; j++) {
        now[i]! += contemporaneous[i * p + j]! * now[j]!
        for (let lag = 1; lag <= Math.min(h, lagged.length); lag++) {
          now[i]! += lagged[lag - 1]![i * p + j]! * paths[h - lag]![j]!
        }
      }
    }
    paths.push(now)
  }
  return paths
}

/** The model without all arrows into and out of the variables that `leave` says: paths avoid them. */
export function without(model: TemporalMatrices, leave: (i: number) => boolean): TemporalMatrices {
  const { p } = model
  const cut = (matrix: Float64Array): Float64Array =>
    matrix.map((v, k) => (leave(Math.floor(k / p)) || leave(k % p) ? 0 : v))
  return { ...model, contemporaneous: cut(model.contemporaneous), lagged: model.lagged.map(cut) }
}
