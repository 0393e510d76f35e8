import { choice } from '../../discovery/core/choice.js'
import { calledAs } from '../../errors.js'
import { checkedLearner } from '../../learners/core/checked-learner.js'
import type { Learner } from '../../learners/core/types.js'
import { quoteNames } from '../../names.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { largestRoot, reducedForm } from '../core/responses.js'
import { checkSeries } from '../series/check-series.js'
import type { LaggedGraph, LaggedNode, Series } from '../types.js'
import { type CategoryLesson, type LearnedCategory, learnCategory, mostProbable } from './categories.js'
import type { Levels } from './coded-columns.js'
import { directedGraph, parentsOf } from './directed-graph.js'
import { type LearnedLesson, type Lessons, learn, lessonsOf } from './lessons.js'
import type { RegressionData } from './regressions.js'
import type { ForecastError, TemporalMechanism, TemporalNoiseKind, TemporalScm } from './types.js'

/**
 * Settings of {@link fitTemporalScm}.
 *
 * @category Time series
 */
export interface FitTemporalScmOptions {
  /** How each number is regressed on its parents (default: least squares): `ridge()`, `gradientBoosting()`, `forest()`, or your own. Categories are not asked of it. */
  readonly learner?: Learner
  /** How noise is drawn (default `residuals`). */
  readonly noise?: TemporalNoiseKind
  /** The seed for learners that draw (default 1). */
  readonly seed?: number | string
}

/**
 * A model of a series with what its fit tells.
 *
 * @category Time series
 */
export interface FittedTemporalScm<N extends string = string> extends TemporalScm<N> {
  /** How many times t it was fitted on. */
  readonly n: number
  /** How well each variable is forecast one step ahead: each fifth of the times from the other four. */
  readonly heldOut: readonly ForecastError<N>[]
  /** What to know before it is used, in sentences. */
  readonly warnings: readonly string[]
}

/**
 * Fits a structural model of a series on a graph over time: each variable from its parents at their lags.
 *
 * A category gets the chances of its levels: a table of shares where all its causes are categories (of at most 64 combinations of levels; drawn towards
 * the shares of all times as by one more time), else a multinomial logit. A cause that is a category enters with a term for each level but the first.
 *
 * The noise of least squares is its residuals, widened by √(n / (n − k − 1)) for the k + 1 coefficients that they were fitted with. Residuals of a
 * learner are cross-fitted, each fifth of the times from the other four: those on its own data would be too small. The graph is
 * taken at its word; where a hidden cause acts on two variables, `noise: 'residuals'` keeps their noises together, and an
 * intervention is answered as if there were none.
 *
 * @param series - a series of numbers and categories; variables that the graph does not name are left out, with a warning
 * @param graph - a graph over time all of whose edges are directed
 * @param options - learner, noise, seed
 * @returns the model, for `sampleSeries`, `counterfactualSeries` and `oneStepForecasts`
 * @throws CausalError `not-supported` for an edge without a direction; `invalid-data` where causes part levels of a category without error; `cycle` at one time; `too-few-rows`, `constant-column`,
 *   `collinear`, `unknown-name`, `invalid-argument`
 * @complexity six fits for each variable
 * @category Time series
 * @example
 * const x = Array.from({ length: 300 }, (_, t) => (t * 0.618034) % 1)
 * const y = x.map((_, t) => 2 * (x[t - 1] ?? 0) + ((t * 0.414214) % 1))
 * const model = fitTemporalScm(series(table({ x, y })), laggedGraph('x[t-1] -> y'))
 * model.mechanisms[1]!.predict([1]) - model.mechanisms[1]!.predict([0])
 * //=> 2.0045
 */
export function fitTemporalScm<N extends string>(
  series: Series<unknown, N>,
  graph: LaggedGraph<NoInfer<N>> | LaggedGraph,
  options: FitTemporalScmOptions = {},
): FittedTemporalScm<N> {
  return calledAs('fitTemporalScm', () => {
    checkOptions('options', options, ['learner', 'noise', 'seed'])
    checkSeries(series)
    const { learner, noise = 'residuals', seed = 1 } = options
    if (learner !== undefined) checkedLearner('learner', learner)
    choice('noise', noise, ['residuals', 'gaussian', 'quantile'])
    const directed = directedGraph(graph as LaggedGraph<N>)
    const { names, parents } = parentsOf(directed)
    const data = lessonsOf(series, names, parents, directed.maxLag)
    const found = data.lessons.map((lesson) => learnedFrom(lesson, learner, seed))
    return Object.freeze({
      names,
      graph: directed,
      mechanisms: Object.freeze(
        found.map(
          (learned, i): TemporalMechanism<N> =>
            Object.freeze({ variable: names[i]!, parents: parents[i]!, ...mechanismOf(learned, data.levels[i]!) }),
        ),
      ),
      noise: Object.freeze({
        kind: noise,
        residuals: Object.freeze(
          found.map((learned) => ('chances' in learned ? new Float64Array(0) : learned.residuals)),
        ),
      }),
      start: data.start,
      n: data.n,
      heldOut: Object.freeze(
        found.map(({ error, spread }, i): ForecastError<N> => Object.freeze({ variable: names[i]!, error, spread })),
      ),
      warnings: Object.freeze([
        ...series.warnings,
        ...unusedOf(series.names, names),
        ...explosionOf(names, parents, found, directed.maxLag),
        ...rareLevelsOf(names, data),
      ]),
    })
  })
}

function learnedFrom(
  lesson: RegressionData | CategoryLesson,
  learner: Learner | undefined,
  seed: number | string,
): LearnedLesson | LearnedCategory {
  return 'levelCount' in lesson ? learnCategory(lesson) : learn(lesson, learner, seed)
}

function mechanismOf(
  learned: LearnedLesson | LearnedCategory,
  levels: Levels,
): Pick<TemporalMechanism, 'predict' | 'levels' | 'chances'> {
  if (!('chances' in learned)) return { predict: learned.fitted.predict }
  const { chances } = learned
  return { predict: (values) => mostProbable(chances(values)), chances, ...(levels !== null && { levels }) }
}

/** Levels that were seen so seldom that little was learned of them. */
function rareLevelsOf(names: readonly string[], { lessons, levels }: Lessons): string[] {
  return names.flatMap((name, i) => {
    const rare = levels[i]?.filter((_, place) => lessons[i]!.y.reduce((sum, v) => sum + (v === place ? 1 : 0), 0) < 10)
    if (rare === undefined || rare.length === 0) return []
    return [
      `${show(name)} is ${rare.map((level) => show(level)).join(', ')} at fewer than ten times: little is learned of what follows.`,
    ]
  })
}

function unusedOf(all: readonly string[], names: readonly string[]): string[] {
  const left = all.filter((name) => !names.includes(name))
  return left.length === 0 ? [] : [`The graph does not name ${quoteNames(left)}: left out of the model.`]
}

/** For linear mechanisms: whether what happened once grows from step to step. */
function explosionOf(
  names: readonly string[],
  parents: readonly (readonly LaggedNode[])[],
  learned: readonly (LearnedLesson | LearnedCategory)[],
  maxLag: number,
): string[] {
  const found = learned.filter((each) => 'fitted' in each)
  const isLinear = found.length === learned.length && found.every(({ fitted }) => fitted.linear !== undefined)
  if (maxLag === 0 || !isLinear) return []
  const p = names.length
  const matrices = Array.from({ length: maxLag + 1 }, () => new Float64Array(p * p))
  for (const [i, list] of parents.entries()) {
    for (const [k, { name, lag }] of list.entries())
      matrices[lag]![i * p + names.indexOf(name)] = found[i]!.fitted.linear!.coefficients[k]!
  }
  const [contemporaneous, ...lagged] = matrices
  const noise = new Float64Array(p * p)
  const root = largestRoot(reducedForm({ p, contemporaneous: contemporaneous!, lagged, noise }).lagged, p)
  return root < 1
    ? []
    : [
        `The largest root is ${root.toFixed(4)}, not below 1: what happens once never dies out, and long roll-outs wander or explode.`,
      ]
}
