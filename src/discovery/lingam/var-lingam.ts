import type { Table } from '../../data/types.js'
import { CausalError, calledAs } from '../../errors.js'
import { checkedObject, quoteNames } from '../../names.js'
import { leastSquares } from '../../numeric/least-squares.js'
import { transposedTimes } from '../../numeric/weighted-gram.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { report } from '../core/report.js'
import type { SearchOptions } from '../core/types.js'
import type { Knowledge } from '../knowledge/knowledge.js'
import { causalOrder } from './causal-order.js'
import { readKnownOrder } from './known-order.js'
import { effectsInOrder, graphOfEffects, type LingamResult, type Pruning } from './lingam-result.js'
import { readNumericData, scatterOf } from './numeric-data.js'
import type { PathKnowledge } from './path-order.js'

/**
 * Settings of {@link varLingam}.
 *
 * @category Discovery
 */
export interface VarLingamOptions<N extends string = string> extends SearchOptions {
  /** How many steps back an effect may come from (default 1). */
  readonly lags?: number
  /** Known paths within a time step. */
  readonly prior?: PathKnowledge<N>
  /** Edges and tiers that are known, within a time step. */
  readonly knowledge?: Knowledge<NoInfer<N>>
  /** How effects within a time step are pruned (default `'adaptive-lasso'`). */
  readonly prune?: Pruning
}

/**
 * A linear non-Gaussian model of a time series.
 *
 * @category Discovery
 */
export interface VarLingamResult<N extends string = string> extends LingamResult<N> {
  /** For lag 1, 2, …: p × p row-major, entry (i, j) the effect of column j that many steps ago on column i now. */
  readonly lagged: readonly Float64Array[]
}

/**
 * VAR-LiNGAM: the effects within a time step and across steps of a linear time series with non-Gaussian errors.
 *
 * A vector autoregression without intercept is fitted by least squares; DirectLiNGAM orders its residuals and gives the
 * effects B₀ within a step; those of lag τ are (I − B₀) Mτ with Mτ the autoregression's matrices. They are not pruned.
 *
 * @param data - a table of numbers, rows in the order of time at equal steps, complete; take out means first
 * @param options - lags, known paths, knowledge, pruning within a step
 * @returns order, effects and graph within a step, and the lagged effects
 * @throws CausalError `missing-values`, `invalid-data`, `constant-column`, `collinear`, `too-few-rows`, `unknown-name`,
 *   `contradiction`, `invalid-argument`, `aborted`
 * @complexity that of `directLingam`, and O(n (p lags)²)
 * @category Discovery
 * @see Hyvärinen, Zhang, Shimizu & Hoyer 2010, "Estimation of a structural vector autoregression model using
 *   non-Gaussianity", Journal of Machine Learning Research 11
 * @example
 * const shock = Array.from({ length: 300 }, (_, i) => ((i * 0.618034) % 1) - 0.5)
 * const series = shock.map((s, i) => s + 0.5 * (shock[i - 1] ?? 0))
 * const other = series.map((s, i) => 0.8 * s + ((i * 0.414214) % 1) - 0.5)
 * varLingam(table({ other, series })).order
 * //=> ['series', 'other']
 */
export function varLingam<T>(
  data: Table<T>,
  options: VarLingamOptions<keyof T & string> = {},
): VarLingamResult<keyof T & string> {
  return calledAs('varLingam', () => {
    checkOptions('options', options, ['lags', 'prior', 'knowledge', 'prune', 'onProgress', 'signal'])

    const { lags = 1, prune = 'adaptive-lasso' } = checkedObject('options', options)
    if (!Number.isInteger(lags) || lags < 1) {
      throw new CausalError('invalid-argument', `lags is ${show(lags)}: give a whole number from 1 on.`, { lags })
    }
    const { index, columns, rowCount } = readNumericData(data)
    const p = columns.length
    if (rowCount - lags < p * lags + p + 2) {
      throw new CausalError(
        'too-few-rows',
        `${rowCount} rows are too few for ${p} columns and ${lags} lags: at least ${(p + 1) * (lags + 1) + 1} are needed.`,
        { count: rowCount, needed: (p + 1) * (lags + 1) + 1 },
      )
    }
    const knownOrder = readKnownOrder(index, options.prior, options.knowledge)
    const { matrices, residuals } = autoregression(data.columns, columns, lags)
    const settings = { ...options }
    const { order, scores } = causalOrder([residuals], knownOrder.before, (level, done) =>
      report(settings, { stage: 'order', level, done, total: p, tests: 0 }),
    )
    const n = rowCount - lags
    const coefficients = effectsInOrder(data.columns, scatterOf(residuals), n, order, prune, knownOrder)
    return Object.freeze({
      names: data.columns,
      order: Object.freeze(Array.from(order, (i) => data.columns[i]!)),
      coefficients,
      graph: graphOfEffects(data.columns, coefficients, knownOrder),
      scores: Object.freeze(scores),
      lagged: Object.freeze(matrices.map((matrix) => lessInstant(matrix, coefficients, p))),
    })
  })
}

/** Least squares of each column on all columns 1 … lags steps before, without intercept. */
function autoregression(
  names: readonly string[],
  columns: readonly Float64Array[],
  lags: number,
): { readonly matrices: Float64Array[]; readonly residuals: Float64Array[] } {
  const p = columns.length
  const n = columns[0]!.length - lags
  const regressors = Array.from({ length: p * lags }, (_, k) => {
    const lag = Math.floor(k / p) + 1
    return columns[k % p]!.subarray(lags - lag, lags - lag + n)
  })
  const m = regressors.length
  const x = Float64Array.from({ length: n * m }, (_, i) => regressors[i % m]![Math.floor(i / m)]!)
  const targets = columns.map((column) => column.subarray(lags))
  const fit = leastSquares(x, n, m, targets[0]!)
  if (!fit.ok) {
    throw new CausalError(
      'collinear',
      `earlier values of ${quoteNames(names)} determine one another: leave a column out, or take fewer lags.`,
      { names, column: names[fit.column % p] },
    )
  }
  const matrices = Array.from({ length: lags }, () => new Float64Array(p * p))
  const residuals = targets.map((target, i) => {
    const beta = i === 0 ? fit.coefficients : fit.inverseTimes(transposedTimes(x, n, m, target))
    const residual = target.slice()
    for (let k = 0; k < m; k++) {
      matrices[Math.floor(k / p)]![i * p + (k % p)] = beta[k]!
      for (let t = 0; t < n; t++) residual[t]! -= beta[k]! * regressors[k]![t]!
    }
    return residual
  })
  return { matrices, residuals }
}

/** (I − B₀) M. */
function lessInstant(matrix: Float64Array, instant: Float64Array, p: number): Float64Array {
  const result = matrix.slice()
  for (let i = 0; i < p; i++) {
    for (let k = 0; k < p; k++) {
      const b = instant[i * p + k]!
      if (b !== 0) for (let j = 0; j < p; j++) result[i * p + j]! -= b * matrix[k * p + j]!
    }
  }
  return result
}
