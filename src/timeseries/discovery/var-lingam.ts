import { choice } from '../../discovery/core/choice.js'
import { report } from '../../discovery/core/report.js'
import type { SearchOptions } from '../../discovery/core/types.js'
import type { Knowledge } from '../../discovery/knowledge/knowledge.js'
import { readKnownOrder } from '../../discovery/lingam/known-order.js'
import { graphOfEffects, type LingamResult, type Pruning } from '../../discovery/lingam/lingam-result.js'
import type { PathKnowledge } from '../../discovery/lingam/path-order.js'
import { CausalError, calledAs } from '../../errors.js'
import { checkedObject } from '../../names.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { type Trend, trendTerms } from '../core/autoregression.js'
import { wholeNumber } from '../core/check-settings.js'
import { laggedDagOf } from '../core/lagged-dag-of.js'
import { isStable, largestRoot } from '../core/responses.js'
import { requireSteps, type SeriesColumns, seriesColumns, warningsOfSeries, wholeRows } from '../core/series-columns.js'
import type { LaggedGraph, LinearTemporalModel, Series } from '../types.js'
import { type VarLingamSettings, varLingamFit } from './var-lingam-core.js'

/**
 * Settings of {@link varLingam}.
 *
 * @category Time series
 */
export interface VarLingamOptions<N extends string = string> extends SearchOptions {
  /** How many steps back an effect may come from (default 1). */
  readonly maxLag?: number
  /** What each equation has beside lags: a constant (default), a constant and a linear trend, or nothing. */
  readonly trend?: Trend
  /** Known paths within a time step. */
  readonly prior?: PathKnowledge<N>
  /** Edges and tiers that are known, within a time step. */
  readonly knowledge?: Knowledge<NoInfer<N>>
  /** How effects within a time step are pruned (default `'adaptive-lasso'`). */
  readonly prune?: Pruning
  /** How effects of earlier steps are pruned (default `'none'`: all are told, however small). */
  readonly pruneLags?: Pruning
  /** Whether the effects that pruning keeps are estimated by least squares, without the lasso's shrinkage (default true). */
  readonly refit?: boolean
}

/**
 * A linear non-Gaussian model of a series: a structural {@link LinearTemporalModel}, and as a {@link LingamResult} what happens
 * within a step (`coefficients` is `contemporaneous`, `graph` has its edges).
 *
 * @category Time series
 */
export interface VarLingamResult<N extends string = string> extends LingamResult<N>, LinearTemporalModel<N> {
  /** Its coefficients are direct effects, if the assumptions hold. */
  readonly form: 'structural'
  /** All effects as a graph over time. Without pruning of lags it has every edge from an earlier step. */
  readonly laggedGraph: LaggedGraph<N, 'lagged-dag'>
  /** How many times t were fitted. */
  readonly n: number
  /** The largest root: below 1 what happened long ago fades. */
  readonly spectralRadius: number
  /** What to know before it is used, in sentences. */
  readonly warnings: readonly string[]
}

/**
 * VAR-LiNGAM: the effects within a time step and across steps of a linear series with non-Gaussian errors.
 *
 * A vector autoregression is fitted by least squares; DirectLiNGAM orders its residuals and gives the effects B₀
 * within a step; those of lag τ are (I − B₀) Mτ with Mτ the autoregression's matrices. It supposes that no variable is
 * missing that acts on two, and that at most one error is normal: with normal errors the order within a step is arbitrary.
 *
 * @param series - a series of numbers
 * @param options - lags, trend, known paths and knowledge within a step, pruning
 * @returns a structural model: order and effects within a step, lagged effects
 * @throws CausalError `invalid-data`, `constant-column`, `collinear`, `too-few-rows`, `unknown-name`, `contradiction`,
 *   `invalid-argument`, `aborted`
 * @complexity that of `directLingam`, and O(n (p maxLag)²)
 * @category Time series
 * @see Hyvärinen, Zhang, Shimizu & Hoyer 2010, "Estimation of a structural vector autoregression model using
 *   non-Gaussianity", Journal of Machine Learning Research 11
 * @example
 * const noise = uniforms(randomStream(2), 1000).values
 * const x = new Float64Array(500)
 * const y = new Float64Array(500)
 * for (let t = 1; t < 500; t++) {
 *   x[t] = 0.5 * x[t - 1]! + noise[2 * t]!
 *   y[t] = 0.8 * x[t]! + noise[2 * t + 1]!
 * }
 * const model = varLingam(series(table({ y, x })), { pruneLags: 'adaptive-lasso' })
 * model.order
 * //=> ['x', 'y']
 * model.laggedGraph.edges.map(({ from, to, lag }) => `${from} -> ${to}, lag ${lag}`)
 * //=> ['x -> y, lag 0', 'x -> x, lag 1']
 */
export function varLingam<N extends string>(
  series: Series<unknown, N>,
  options: VarLingamOptions<N> = {},
): VarLingamResult<N> {
  return calledAs('varLingam', () => {
    checkOptions('options', options, [...varLingamKeys], { refit: 'boolean' })
    const { data, settings } = readVarLingam(series, options)
    const { order, scores, instant, lagged, intercept, variance, fit } = varLingamFit(data, settings)
    const p = data.names.length
    const { names } = series
    const radius = largestRoot(fit.matrices, p)
    const warnings = [...warningsOfSeries(series)]
    if (!isStable(radius)) warnings.push(`The largest root is ${radius.toFixed(3)}: the model is not stable.`)
    return Object.freeze({
      names,
      form: 'structural',
      order: Object.freeze(Array.from(order, (i) => names[i]!)),
      intercept,
      coefficients: instant,
      contemporaneous: instant,
      lagged: Object.freeze(lagged),
      noise: Float64Array.from({ length: p * p }, (_, k) => (k % (p + 1) === 0 ? variance[k % p]! : 0)),
      graph: graphOfEffects(names, instant, settings.known),
      laggedGraph: laggedDagOf({ names, contemporaneous: instant, lagged }),
      scores: Object.freeze(scores),
      n: fit.n,
      spectralRadius: radius,
      warnings: Object.freeze(warnings),
    })
  })
}

/** The options that the search and its bootstrap share. */
export const varLingamKeys = [
  'maxLag',
  'trend',
  'prior',
  'knowledge',
  'prune',
  'pruneLags',
  'refit',
  'onProgress',
  'signal',
] as const

/** The series and the settings, checked. */
export function readVarLingam(
  series: Series<unknown, string>,
  options: VarLingamOptions,
): { readonly data: SeriesColumns & { readonly rows: Int32Array }; readonly settings: VarLingamSettings } {
  const {
    maxLag = 1,
    trend = 'constant',
    prune = 'adaptive-lasso',
    pruneLags = 'none',
    refit = true,
  } = checkedObject('options', options)
  wholeNumber('maxLag', maxLag, 1, 10_000)
  choice('trend', trend, ['none', 'constant', 'linear'])
  choice('prune', prune, ['adaptive-lasso', 'none'])
  choice('pruneLags', pruneLags, ['adaptive-lasso', 'none'])
  if (typeof refit !== 'boolean')
    throw new CausalError('invalid-argument', `refit is ${show(refit)}: give true or false.`)
  const data = seriesColumns(series)
  const p = data.names.length
  const known = readKnownOrder(data.index, options.prior, options.knowledge)
  const rows = wholeRows(series, maxLag, data.names)
  requireSteps(rows.length, p * maxLag + p + 2 + trendTerms[trend], `${p} variables and ${maxLag} lags`)
  return {
    data: { ...data, rows },
    settings: {
      lags: maxLag,
      trend,
      prune,
      pruneLags,
      refit,
      known,
      onStep: (level, done) => report({ ...options }, { stage: 'order', level, done, total: p, tests: 0 }),
    },
  }
}
