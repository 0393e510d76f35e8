import { choice } from '../../discovery/core/choice.js'
import { CausalError, calledAs } from '../../errors.js'
import { ARROW, TAIL } from '../../graph/kinds/marks.js'
import { checkedLearner } from '../../learners/core/checked-learner.js'
import { checkOptions } from '../../options.js'
import { laggedName } from '../graphs/lagged-names.js'
import { makeLaggedGraph } from '../graphs/make-lagged-graph.js'
import { laggedColumn, windowsOf } from '../moments/windows.js'
import { checkSeries } from '../series/check-series.js'
import type { LaggedGraph, LaggedNode, LinearTemporalModel, Series } from '../types.js'
import { directedGraph, parentsOf } from './directed-graph.js'
import type { FitTemporalScmOptions } from './fit-temporal-scm.js'
import { learn, lessonsOf } from './lessons.js'
import { numericColumns } from './numeric-columns.js'
import { residualNames, splitLinear } from './split-linear-model.js'
import type { TemporalMechanism, TemporalScm } from './types.js'

/** How the residual of a variable is called in a generator. */
export type ResidualOf<N extends string> = N | `${N} residual`

/**
 * A generator of series whose graph is known.
 *
 * @category Time series
 */
export interface BenchmarkGenerator<M, N extends string = string> {
  /** The model over the variables and their residuals, for `sampleSeries`. */
  readonly model: M
  /** The graph that is true of what it generates, residuals included. */
  readonly graph: LaggedGraph<ResidualOf<N>, 'lagged-dag'>
}

/**
 * A generator of series that look like given ones and whose graph is known, to judge discovery by: each variable is a causal term (what a
 * hypothesised graph lets act on it), plus a residual (what all lagged variables explain beyond it), plus noise.
 *
 * The residual of X becomes a variable of its own, `X residual`, that all lagged variables act on and that acts on X in the same step. So nothing that
 * the data showed is lost, and yet the graph of the enlarged system is exactly true of what is generated, whatever the hypothesis was worth.
 * A search is given the series with the residuals, or without them as a case with hidden variables.
 *
 * @param source - a series to be learned from; or a structural linear model, whose coefficients are then split exactly
 * @param graph - the hypothesised graph, all of whose edges are directed
 * @param options - for a series: learner, noise and seed as for `fitTemporalScm`
 * @returns the model and its true graph; a linear model again where one was given, without effects of 0
 * @throws CausalError as `fitTemporalScm`; `not-supported` for a linear model with correlated noise, of which no graph without hidden
 *   causes is true
 * @complexity twelve fits for each variable
 * @category Time series
 * @see Cheng et al. 2024, "CausalTime: Realistically Generated Time-series for Benchmarking of Causal Discovery", ICLR
 * @example
 * const model = linearTemporalModel({ names: ['X', 'Y'], effects: [
 *   { from: 'X', to: 'Y', lag: 1, effect: 0.6 },
 *   { from: 'Y', to: 'Y', lag: 1, effect: 0.3 },
 * ] })
 * benchmarkGenerator(model, laggedGraph('X; Y[t-1] -> Y')).graph.edges.map(({ from, to, lag }) => `${from} ${lag} ${to}`)
 * //=> ['Y residual 0 Y', 'Y 1 Y', 'X 1 Y residual']
 */
export function benchmarkGenerator<N extends string>(
  source: Series<unknown, N>,
  graph: LaggedGraph<NoInfer<N>> | LaggedGraph,
  options?: FitTemporalScmOptions,
): BenchmarkGenerator<TemporalScm<ResidualOf<N>>, N>
export function benchmarkGenerator<N extends string>(
  source: LinearTemporalModel<N>,
  graph: LaggedGraph<NoInfer<N>> | LaggedGraph,
): BenchmarkGenerator<LinearTemporalModel<ResidualOf<N>>, N>
export function benchmarkGenerator(
  source: LinearTemporalModel | Series<unknown, string>,
  graph: LaggedGraph,
  options: FitTemporalScmOptions = {},
): BenchmarkGenerator<LinearTemporalModel | TemporalScm> {
  return calledAs('benchmarkGenerator', () => {
    checkOptions('options', options, ['learner', 'noise', 'seed'])
    const directed = directedGraph(graph)
    const isLinear = typeof source === 'object' && source !== null && 'lagged' in source
    if (isLinear) {
      if (Object.keys(options).length === 0) return splitLinear(source, directed)
      const message = 'a linear model is split as it is: options are for a series that is to be learned from.'
      throw new CausalError('invalid-argument', message, { options: Object.keys(options) })
    }
    checkSeries(source)
    return learnSplit(source, directed, options)
  })
}

/** Two stages: the causal term from the graph's parents, then what all lagged variables explain of the rest. */
function learnSplit(
  series: Series<unknown, string>,
  graph: LaggedGraph<string, 'lagged-dag'>,
  { learner, noise = 'residuals', seed = 1 }: FitTemporalScmOptions,
): BenchmarkGenerator<TemporalScm> {
  if (learner !== undefined) checkedLearner('learner', learner)
  choice('noise', noise, ['residuals', 'gaussian', 'quantile'])
  const { names, parents } = parentsOf(graph)
  const maxLag = Math.max(1, graph.maxLag)
  const residuals = residualNames(names)
  const columns = numericColumns(series, names)
  const { lessons, n, start } = lessonsOf(series, names, parents, maxLag)
  const windows = windowsOf(series, maxLag, names)
  const all = [...names]
    .sort()
    .flatMap((name) => Array.from({ length: maxLag }, (_, k): LaggedNode => Object.freeze({ name, lag: k + 1 })))
  if (n < 1.25 * (all.length + 3)) {
    const message = `${n} times are too few for residuals of ${all.length} lagged variables: take fewer lags, or a longer series.`
    throw new CausalError('too-few-rows', message, { n, needed: Math.ceil(1.25 * (all.length + 3)) })
  }
  const every = all.map(({ name, lag }) => laggedColumn(columns[names.indexOf(name)]!, lag, windows))
  const found = lessons.map((lesson, i) => {
    const causal = learn(lesson, learner, seed)
    const rest = learn(restLesson(residuals[i]!, all, every, causal.residuals), learner, seed)
    return { causal, rest }
  })
  const mechanisms = [
    ...found.map(({ causal }, i): TemporalMechanism => {
      const own = parents[i]!
      return Object.freeze({
        variable: names[i]!,
        parents: Object.freeze([...own, Object.freeze({ name: residuals[i]!, lag: 0 })]),
        // the residual comes last
        predict: (values: ArrayLike<number>) =>
          causal.fitted.predict(Array.from({ length: own.length }, (_, k) => values[k]!)) + values[own.length]!,
      })
    }),
    ...found.map(
      ({ rest }, i): TemporalMechanism =>
        Object.freeze({ variable: residuals[i]!, parents: Object.freeze(all), predict: rest.fitted.predict }),
    ),
  ]
  const silent = new Float64Array(n)
  const model: TemporalScm = Object.freeze({
    names: Object.freeze([...names, ...residuals]),
    graph: graphOf(mechanisms, maxLag),
    mechanisms: Object.freeze(mechanisms),
    noise: Object.freeze({
      kind: noise,
      residuals: Object.freeze([...found.map(({ rest }) => rest.residuals), ...residuals.map(() => silent)]),
    }),
    // residuals act within their step only
    start: Object.freeze([...start, ...residuals.map(() => new Float64Array(maxLag))]),
  })
  return Object.freeze({ model, graph: model.graph })
}

function restLesson(name: string, all: readonly LaggedNode[], columns: readonly Float64Array[], y: Float64Array) {
  return { outcome: laggedName(name, 0), names: all.map((node) => laggedName(node.name, node.lag)), columns, y }
}

function graphOf(mechanisms: readonly TemporalMechanism[], maxLag: number): LaggedGraph<string, 'lagged-dag'> {
  const names = mechanisms.map(({ variable }) => variable)
  const edges = mechanisms.flatMap(({ parents }, to) =>
    parents.map(({ name, lag }) => ({ from: names.indexOf(name), to, lag, fromMark: TAIL, toMark: ARROW })),
  )
  return makeLaggedGraph('lagged-dag', names, maxLag, edges)
}
