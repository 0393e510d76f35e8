import { augmentedLagrangian } from '../../discovery/continuous/augmented-lagrangian.js'
import { choice } from '../../discovery/core/choice.js'
import { report } from '../../discovery/core/report.js'
import type { SearchOptions } from '../../discovery/core/types.js'
import { indexKnowledge } from '../../discovery/knowledge/indexed-knowledge.js'
import type { Knowledge } from '../../discovery/knowledge/knowledge.js'
import { CausalError, calledAs } from '../../errors.js'
import { checkedObject } from '../../names.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { wholeNumber } from '../core/check-settings.js'
import { laggedDagOf } from '../core/lagged-dag-of.js'
import { requireSteps, seriesColumns, warningsOfSeries } from '../core/series-columns.js'
import { momentsOfWindows } from '../moments/lagged-moments.js'
import { windowsOf } from '../moments/windows.js'
import type { LaggedGraph, LinearTemporalModel, Series } from '../types.js'
import { dynotearsWarnings, refitted } from './dynotears-refit.js'

/**
 * Settings of {@link dynotears}.
 *
 * @category Time series
 */
export interface DynotearsOptions<N extends string = string> extends SearchOptions {
  /** How many steps back an effect may come from (default 1). */
  readonly maxLag?: number
  /** The price of the absolute value of a weight within a step (default 0.1). */
  readonly penalty?: number
  /** The price of a weight from an earlier step (default 0.1). */
  readonly laggedPenalty?: number
  /** Weights below it in absolute value are taken for zero (default 0.1; in standard deviations, unless `scale` says otherwise). */
  readonly threshold?: number
  /** `'standardised'` (default): all variables have variance 1, so that units do not matter. `'as given'`: as in the paper; the answer changes with units. */
  readonly scale?: 'standardised' | 'as given'
  /** Edges and tiers within a step that are known. */
  readonly knowledge?: Knowledge<NoInfer<N>>
}

/**
 * What {@link dynotears} found: a structural {@link LinearTemporalModel} of the graph by least squares, without shrinkage.
 *
 * @category Time series
 */
export interface DynotearsResult<N extends string = string> extends LinearTemporalModel<N> {
  /** Its coefficients are direct effects only as far as the graph is right: read the warnings. */
  readonly form: 'structural'
  /** The edges whose weight reached the threshold. */
  readonly graph: LaggedGraph<N, 'lagged-dag'>
  /** For lag 0, 1, …: p × p row-major, entry (i, j) the weight of variable j in variable i at the optimum, on the scale that was minimised. */
  readonly weights: readonly Float64Array[]
  /** Half the mean squared error plus the price of the weights, at the optimum. */
  readonly objective: number
  /** How far the weights within a step are from forming no circle. */
  readonly acyclicity: number
  /** Whether that fell below 1e-8 and the last minimisation ended. */
  readonly converged: boolean
  /** Steps of the quasi-Newton method in all. */
  readonly steps: number
  /** How many times t were used. */
  readonly n: number
  /** What to know before the graph is trusted, in sentences. */
  readonly warnings: readonly string[]
}

/**
 * DYNOTEARS: a linear structural model of a series by continuous optimisation. A baseline: what it minimises is not a criterion of
 * causal direction within a step.
 *
 * It minimises squared errors with an L1 price over all weights of earlier steps and all weights within a step that form no
 * circle. Lagged links are those of a lasso autoregression, beside whatever is explained within the step. Within a step, directions come
 * from shrinkage where the variables are standardised, and from variances, that is from units, where they are not (Reisach et al.
 * 2021): `varLingam` and tests of independence have reasons for directions.
 *
 * @param series - a series of numbers
 * @param options - lags, prices, threshold, scale, knowledge within a step
 * @returns graph, weights, and the model refitted by least squares
 * @throws CausalError as `varModel`; `contradiction` in the knowledge; `cycle` where weights above the threshold form a circle;
 *   `invalid-argument`; `aborted`
 * @complexity O(p q² + p³) a step for q = p (maxLag + 1), some hundred steps
 * @category Time series
 * @see Pamfil et al. 2020, "DYNOTEARS: structure learning from time-series data", AISTATS
 * @example
 * const z = normals(randomStream(1), 1000).values
 * const x = new Float64Array(500)
 * const y = new Float64Array(500)
 * for (let t = 1; t < 500; t++) {
 *   x[t] = 0.6 * x[t - 1]! + z[2 * t]!
 *   y[t] = 0.8 * x[t - 1]! + z[2 * t + 1]!
 * }
 * dynotears(series(table({ x, y }))).graph.edges.map(({ from, to, lag }) => `${from} -> ${to}, lag ${lag}`)
 * //=> ['x -> x, lag 1', 'x -> y, lag 1']
 */
export function dynotears<N extends string>(
  series: Series<unknown, N>,
  options: DynotearsOptions<N> = {},
): DynotearsResult<N> {
  return calledAs('dynotears', () => {
    checkOptions(
      'options',
      options,
      ['maxLag', 'penalty', 'laggedPenalty', 'threshold', 'scale', 'knowledge', 'onProgress', 'signal'],
      { penalty: 'number', laggedPenalty: 'number' },
    )
    const given = checkedObject('options', options)
    const { maxLag = 1, penalty = 0.1, laggedPenalty = 0.1, threshold = 0.1, scale = 'standardised' } = given
    wholeNumber('maxLag', maxLag, 1, 10_000)
    for (const [name, value] of Object.entries({ penalty, laggedPenalty, threshold })) {
      if (typeof value === 'number' && value >= 0 && value < Number.POSITIVE_INFINITY) continue
      throw new CausalError('invalid-argument', `${name} is ${show(value)}: give a number from 0 on.`, {
        [name]: value,
      })
    }
    choice('scale', scale, ['standardised', 'as given'])
    const { names, index } = seriesColumns(series)
    const p = names.length
    const q = p * (maxLag + 1)
    const known = indexKnowledge(index, options.knowledge)
    const windows = windowsOf(series, maxLag)
    requireSteps(windows.count, q + 2, `${p} variables and ${maxLag} lags`)
    const { covariance, count, mean } = momentsOfWindows(series, windows, maxLag)
    // in the order of names: nothing depends on that of columns
    const place = Array.from(names.keys()).sort((a, b) => (names[a]! < names[b]! ? -1 : 1))
    const at = (k: number): number => Math.floor(k / p) * p + place[k % p]!
    const deviation = Float64Array.from({ length: q }, (_, k) => Math.sqrt(covariance[at(k) * (q + 1)]!))
    const gram = Float64Array.from({ length: q * q }, (_, k) => {
      const [i, j] = [Math.floor(k / q), k % q]
      const value = covariance[at(i) * q + at(j)]!
      return scale === 'standardised' ? value / deviation[i]! / deviation[j]! : (value * (count - 1)) / count
    })
    const prices = Float64Array.from({ length: p * q }, (_, k) => {
      const [i, j] = [Math.floor(k / q), k % q]
      if (j >= p) return laggedPenalty
      const [to, from] = [place[i]!, place[j]!]
      if (i === j || known?.banned[from * p + to] === 1) return Number.POSITIVE_INFINITY
      if (known?.required[from * p + to] === 1) return 0
      // where both directions cost the same, the order of names decides
      return j > i ? penalty * 1.001 : penalty
    })
    const costOf = (w: Float64Array): number =>
      w.reduce((cost, v, k) => (v !== 0 && prices[k]! > 0 ? cost + prices[k]! * Math.abs(v) : cost), 0)
    const found = augmentedLagrangian(gram, p, prices, costOf, (round, steps) =>
      report({ ...options }, { stage: 'optimisation', level: round, done: steps, total: steps, tests: 0 }),
    )
    const weights = Array.from({ length: maxLag + 1 }, () => new Float64Array(p * p))
    for (const [k, value] of found.weights.entries()) {
      const [i, j] = [Math.floor(k / q), k % q]
      weights[Math.floor(j / p)]![place[i]! * p + place[j % p]!] = value
    }
    const isKept = (lag: number, i: number, j: number): boolean =>
      (lag === 0 && known?.required[j * p + i] === 1) ||
      (weights[lag]![i * p + j] !== 0 && Math.abs(weights[lag]![i * p + j]!) >= threshold)
    const model = refitted(names, covariance, p, maxLag, count, isKept)
    const intercept = Float64Array.from({ length: p }, (_, i) => {
      let constant = mean[i]!
      for (const [lag, matrix] of [model.contemporaneous, ...model.lagged].entries())
        for (let j = 0; j < p; j++) constant -= matrix[i * p + j]! * mean[lag * p + j]!
      return constant
    })
    const graph = laggedDagOf({ names: series.names, contemporaneous: model.contemporaneous, lagged: model.lagged })
    return Object.freeze({
      names: series.names,
      form: 'structural',
      intercept,
      ...model,
      graph,
      weights: Object.freeze(weights),
      objective: found.objective,
      acyclicity: found.acyclicity,
      converged: found.converged,
      steps: found.steps,
      n: count,
      warnings: Object.freeze([...warningsOfSeries(series), ...dynotearsWarnings(found, scale, graph, covariance)]),
    })
  })
}
