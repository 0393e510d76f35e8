import { CausalError, calledAs } from '../../errors.js'
import { checkedObject } from '../../names.js'
import { squareProduct } from '../../numeric/square-product.js'
import { checkOptions } from '../../options.js'
import { wholeNumber } from '../core/check-settings.js'
import { readTemporalModel } from '../core/read-temporal-model.js'
import { reducedForm, responsesFrom } from '../core/responses.js'
import type { LinearTemporalModel } from '../types.js'
import { choleskyIn, readOrder } from './cholesky-order.js'

/**
 * Settings of {@link varianceDecomposition}.
 *
 * @category Time series
 */
export interface VarianceDecompositionOptions<N extends string = string> {
  /** How many steps ahead are forecast at most, 0 or more; the shares at h count the shocks of the steps 0 … h. */
  readonly horizon: number
  /**
   * The causal order within a step, all variables. A reduced form needs it. A structural model has shocks of its own, and none is
   * to be given.
   */
  readonly order?: readonly NoInfer<N>[]
}

/**
 * Whose shocks make forecasts uncertain.
 *
 * @category Time series
 */
export interface VarianceDecomposition<N extends string = string> {
  /** The p variables. */
  readonly names: readonly N[]
  /** The causal order that the shocks stand on; null for those of a structural model. */
  readonly order: readonly N[] | null
  /** For the shocks of the steps 0 … h: p × p row-major, entry (i, j) the share of variable i's forecast-error variance from shocks of j. */
  readonly shares: readonly Float64Array[]
  /** The forecast-error variance of each variable for the same horizons. */
  readonly variances: readonly Float64Array[]
}

/**
 * Forecast-error variance decomposition: which share of the error of forecasting a variable comes from the shocks of each.
 *
 * A share of spread, not an effect: it grows with how much a cause happens to vary.
 *
 * @param model - a linear model of a series
 * @param options - horizon; for a reduced form the order
 * @returns for each horizon the shares, which add up to 1 for each variable
 * @throws CausalError `invalid-argument` for a reduced form without order, an order beside a structural model, or one that does
 *   not hold every variable once; `not-invertible` for noises that determine one another; `zero-support` for a variable without
 *   forecast error; `cycle`
 * @complexity O(horizon · lags · p³)
 * @category Time series
 * @see Lütkepohl 2005, "New introduction to multiple time series analysis", section 2.3.3
 * @example
 * const model = linearTemporalModel({ names: ['x', 'y'], effects: [{ from: 'x', to: 'y', lag: 1, effect: 1 }] })
 * varianceDecomposition(model, { horizon: 1 }).shares[1]
 * //=> [1, 0, 0.5, 0.5]
 */
export function varianceDecomposition<N extends string>(
  model: LinearTemporalModel<N>,
  options: VarianceDecompositionOptions<N>,
): VarianceDecomposition<N> {
  return calledAs('varianceDecomposition', () => {
    const read = readTemporalModel(model)
    checkOptions('options', options, ['horizon', 'order'], { horizon: 'number' })
    const { horizon, order } = checkedObject('options', options)
    wholeNumber('horizon', horizon, 0, 10_000)
    const { p, noise } = read
    if (read.form === 'structural' && order !== undefined) {
      throw new CausalError('invalid-argument', 'a structural model has shocks of its own: leave the order out.')
    }
    const { instant, lagged, covariance } = reducedForm(read)
    const permutation = read.form === 'reduced' ? readOrder(read, order) : null
    const start = permutation !== null ? choleskyIn(covariance, p, permutation) : scaledByNoise(instant, noise, p)
    const identity = Float64Array.from({ length: p * p }, (_, k) => (k % (p + 1) === 0 ? 1 : 0))
    const squares = new Float64Array(p * p)
    const shares: Float64Array[] = []
    const variances: Float64Array[] = []
    for (const matrix of responsesFrom(identity, lagged, p, horizon)) {
      for (const [k, value] of squareProduct(matrix, start, p).entries()) squares[k]! += value * value
      const total = Float64Array.from({ length: p }, (_, i) =>
        squares.subarray(i * p, (i + 1) * p).reduce((sum, v) => sum + v, 0),
      )
      const silent = total.indexOf(0)
      if (silent >= 0) {
        throw new CausalError(
          'zero-support',
          `${JSON.stringify(read.names[silent])} has no forecast error at horizon ${shares.length}: there is nothing to share out.`,
          { name: read.names[silent], horizon: shares.length },
        )
      }
      variances.push(total)
      shares.push(squares.map((v, k) => v / total[Math.floor(k / p)]!))
    }
    return Object.freeze({
      names: model.names,
      order: permutation === null ? null : Object.freeze(Array.from(permutation, (i) => model.names[i]!)),
      shares: Object.freeze(shares),
      variances: Object.freeze(variances),
    })
  })
}

/** Each column times the standard deviation of its noise. */
function scaledByNoise(instant: Float64Array, noise: Float64Array, p: number): Float64Array {
  for (let i = 0; i < p; i++) {
    for (let j = 0; j < p; j++) {
      if (i !== j && noise[i * p + j]! !== 0) {
        throw new CausalError('invalid-argument', 'the noises of a structural model must not be correlated.')
      }
    }
  }
  return instant.map((v, k) => v * Math.sqrt(noise[(k % p) * (p + 1)]!))
}
