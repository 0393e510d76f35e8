import { choice } from '../../discovery/core/choice.js'
import { CausalError, calledAs } from '../../errors.js'
import { checkedObject } from '../../names.js'
import { designMatrix } from '../../numeric/design-matrix.js'
import { leastSquares } from '../../numeric/least-squares.js'
import { studentTTwoSided } from '../../numeric/special/student-t.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { meanAt } from '../core/mean-at.js'
import { isStable, largestRoot, reducedForm } from '../core/responses.js'
import { requireSteps, seriesColumns, warningsOfSeries, wholeRows } from '../core/series-columns.js'
import { indexedLagged } from '../graphs/check-lagged-graph.js'
import { laggedName } from '../graphs/lagged-names.js'
import type { LaggedGraph, LinearTemporalModel, Series } from '../types.js'
import type { TemporalEffect } from './linear-temporal-model.js'

/**
 * Settings of {@link fitLinearTemporalModel}.
 *
 * @category Time series
 */
export interface FitLinearTemporalModelOptions {
  /** Whether each equation has a constant (default), or nothing. */
  readonly trend?: 'constant' | 'none'
}

/**
 * A direct effect with its standard error.
 *
 * @category Time series
 */
export interface FittedTemporalEffect<N extends string = string> extends TemporalEffect<N> {
  /** Its standard error for errors that are independent over time and of one variance. */
  readonly standardError: number
  /** Of no effect, two-sided, by Student's t. */
  readonly pValue: number
}

/**
 * A linear structural model of a series, fitted along a graph.
 *
 * @category Time series
 */
export interface FittedTemporalModel<N extends string = string> extends LinearTemporalModel<N> {
  /** Its coefficients are direct effects, as far as the graph is right. */
  readonly form: 'structural'
  /** The effects one by one, in the order of the graph's edges. */
  readonly effects: readonly FittedTemporalEffect<N>[]
  /** How many times t were fitted. */
  readonly n: number
  /** The largest root: below 1 what happened long ago fades. */
  readonly spectralRadius: number
  /** What to know before it is used, in sentences. */
  readonly warnings: readonly string[]
}

/**
 * A linear structural model of a series along a graph over time: each variable by least squares on its parents.
 *
 * @param series - a series of numbers with the variables of the graph
 * @param graph - a `lagged-dag`
 * @param options - whether equations have a constant
 * @returns the model with its effects, for `impulseResponse` and its siblings
 * @throws CausalError `unknown-name` for a node that is no variable; `not-supported` for another kind of graph; `too-few-rows`;
 *   `collinear`; `constant-column`; `invalid-data`; `invalid-argument`
 * @complexity O(n k²) for each variable with k parents
 * @category Time series
 * @see Lütkepohl 2005, "New introduction to multiple time series analysis", chapter 9
 * @example
 * const z = normals(randomStream(4), 800).values
 * const x = z.subarray(0, 400)
 * const y = x.map((v, t) => 2 * v + (x[t - 1] ?? 0) + z[400 + t]!)
 * const model = fitLinearTemporalModel(series(table({ x, y })), laggedGraph('x -> y; x[t-1] -> y'))
 * model.effects.map(({ from, lag, effect }) => `${from}, lag ${lag}: ${effect.toFixed(1)}`)
 * //=> ['x, lag 0: 2.0', 'x, lag 1: 1.1']
 */
export function fitLinearTemporalModel<N extends string>(
  series: Series<unknown, string>,
  graph: LaggedGraph<N>,
  options: FitLinearTemporalModelOptions = {},
): FittedTemporalModel<N> {
  return calledAs('fitLinearTemporalModel', () => {
    checkOptions('options', options, ['trend'])
    const { trend = 'constant' } = checkedObject('options', options)
    choice('trend', trend, ['constant', 'none'])
    const { edges } = indexedLagged(graph, 'lagged-dag')
    const names = graph.nodes
    const p = names.length
    const data = seriesColumns(series, names)
    const rows = wholeRows(series, graph.maxLag, names)
    const n = rows.length
    const own = trend === 'constant' ? 1 : 0
    const origin = data.columns.map((column) => (own === 1 ? meanAt(column, rows) : 0))
    const contemporaneous = new Float64Array(p * p)
    const lagged = Array.from({ length: graph.maxLag }, () => new Float64Array(p * p))
    const noise = new Float64Array(p * p)
    const intercept = new Float64Array(p)
    const effects: FittedTemporalEffect<N>[] = []
    const at = (i: number, lag: number): Float64Array =>
      Float64Array.from(rows, (t) => data.columns[i]![t - lag]! - origin[i]!)
    for (let i = 0; i < p; i++) {
      const parents = edges.filter(({ to }) => to === i)
      const k = own + parents.length
      requireSteps(n, k + 2, `${k} terms in the equation of ${show(names[i])}`)
      const design = designMatrix(
        parents.map(({ from, lag }) => at(from, lag)),
        n,
      )
      const x = own === 1 ? design : design.filter((_, a) => a % (parents.length + 1) !== 0)
      const target = at(i, 0)
      const fit = k === 0 ? null : leastSquares(x, n, k, target)
      if (fit?.ok === false) {
        const { from, lag } = parents[Math.max(0, fit.column - own)]!
        throw new CausalError(
          'collinear',
          `${show(laggedName(names[from]!, lag))} is determined by the other parents of ${show(names[i])}: take the edge out.`,
          { from: names[from], to: names[i], lag },
        )
      }
      const residuals = fit?.residuals ?? target
      const variance = residuals.reduce((sum, r) => sum + r * r, 0) / (n - k)
      noise[i * p + i] = variance
      intercept[i] = own === 1 ? fit!.coefficients[0]! + origin[i]! : 0
      for (const [a, { from, lag }] of parents.entries()) {
        const effect = fit!.coefficients[own + a]!
        const unit = Float64Array.from({ length: k }, (_, c) => (c === own + a ? 1 : 0))
        const standardError = Math.sqrt(variance * fit!.inverseTimes(unit)[own + a]!)
        const matrix = lag === 0 ? contemporaneous : lagged[lag - 1]!
        matrix[i * p + from] = effect
        if (own === 1) intercept[i]! -= effect * origin[from]!
        const pValue = studentTTwoSided(Math.abs(effect) / standardError, n - k)
        effects.push(Object.freeze({ from: names[from]!, to: names[i]!, lag, effect, standardError, pValue }))
      }
    }
    const radius = largestRoot(reducedForm({ p, contemporaneous, lagged, noise }).lagged, p)
    const warnings = [...warningsOfSeries(series)]
    if (!isStable(radius)) warnings.push(`The largest root is ${radius.toFixed(3)}: the model is not stable.`)
    return Object.freeze({
      names,
      form: 'structural',
      intercept,
      contemporaneous,
      lagged: Object.freeze(lagged),
      noise,
      effects: Object.freeze(effects),
      n,
      spectralRadius: radius,
      warnings: Object.freeze(warnings),
    })
  })
}
