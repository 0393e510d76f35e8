import type { Generator } from '../../probability/streams/generator.js'
import type { Autoregression } from './autoregression.js'

/** Columns and rows of one draw. */
export interface RedrawnSeries {
  readonly columns: readonly Float64Array[]
  readonly rows: Int32Array
  readonly step: Float64Array
}

/**
 * A draw of the residual bootstrap: each run of times that were fitted begins with the values that stood before it, and goes on by
 * the fitted autoregression with residuals (of all variables at one time together) drawn anew, with replacement, from their mean.
 */
export function redrawnSeries(
  columns: readonly Float64Array[],
  rows: Int32Array,
  step: Float64Array,
  fit: Autoregression,
  random: Generator,
): RedrawnSeries {
  const { p, lags, n, intercept, slope, matrices, residuals } = fit
  const mean = residuals.map((r) => r.reduce((sum, v) => sum + v, 0) / n)
  const out = columns.map((column) => column.slice())
  for (const t of rows) {
    const drawn = random.integer(n)
    for (let i = 0; i < p; i++) {
      let value = intercept[i]! + slope[i]! * step[t]! + residuals[i]![drawn]! - mean[i]!
      for (let lag = 1; lag <= lags; lag++) {
        const matrix = matrices[lag - 1]!
        for (let j = 0; j < p; j++) value += matrix[i * p + j]! * out[j]![t - lag]!
      }
      out[i]![t] = value
    }
  }
  return { columns: out, rows, step }
}
