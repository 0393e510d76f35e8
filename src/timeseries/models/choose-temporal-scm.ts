import { report } from '../../discovery/core/report.js'
import type { SearchOptions } from '../../discovery/core/types.js'
import { CausalError, calledAs } from '../../errors.js'
import type { Learner } from '../../learners/core/types.js'
import { checkedList, checkedObject } from '../../names.js'
import { checkOptions } from '../../options.js'
import { checkSeries } from '../series/check-series.js'
import type { LaggedGraph, Series } from '../types.js'
import { classifierTwoSample } from './comparison/classifier-two-sample.js'
import type { ClassifierTwoSampleResult } from './comparison/two-sample-types.js'
import { type FitTemporalScmOptions, type FittedTemporalScm, fitTemporalScm } from './fit-temporal-scm.js'
import { sampleSeries, wholeSteps } from './sample-series.js'

/**
 * A way to model a series: a graph, and how variables are learned on it.
 *
 * @category Time series
 */
export interface TemporalCandidate<N extends string = string> extends FitTemporalScmOptions {
  /** A graph all of whose edges are directed. */
  readonly graph: LaggedGraph<N>
}

/**
 * Settings of {@link chooseTemporalScm}.
 *
 * @category Time series
 */
export interface ChooseTemporalScmOptions extends SearchOptions {
  /** The learners that try to tell generated from real series (default: those of `classifierTwoSample`). */
  readonly classifiers?: readonly Learner[]
  /** How many steps a row holds that they look at (default 2). */
  readonly window?: number
  /** The seed of generated series and classifiers (default 1). */
  readonly seed?: number | string
}

/**
 * Candidates for a model of a series, and how well each imitates it.
 *
 * @category Time series
 */
export interface ChosenTemporalScm<N extends string = string> {
  /** The model of the candidate that is hardest to tell from the series. */
  readonly model: FittedTemporalScm<N>
  /** Its place among the candidates. */
  readonly chosen: number
  /** For each candidate what its worst enemy among the classifiers says: `auc` is a half for a perfect imitation. */
  readonly comparisons: readonly ClassifierTwoSampleResult[]
}

/**
 * Chooses, of several graphs, learners and noises, the model whose generated series are hardest to tell from the real one: the smallest
 * of the largest areas under the curve over all classifiers.
 *
 * Each candidate is fitted, rolled out over as many steps as the series has, and compared on windows by `classifierTwoSample`. What
 * looks real is not therefore causally right: a graph with too many parents imitates too. The p-value of the chosen one is that of the
 * best of several, and so too large to prove anything.
 *
 * @param series - a series of numeric variables
 * @param candidates - at least one
 * @param options - classifiers, window, seed
 * @returns the model, and the comparison of each candidate
 * @throws CausalError as `fitTemporalScm`, `sampleSeries` and `classifierTwoSample`
 * @complexity a fit, a roll-out and a comparison for each candidate
 * @category Time series
 * @see Lopez-Paz & Oquab 2017, "Revisiting classifier two-sample tests", ICLR
 * @example
 * const truth = linearTemporalModel({ names: ['X'], effects: [{ from: 'X', to: 'X', lag: 1, effect: 0.9 }] })
 * const graphs = ['X', 'X[t-1] -> X'].map((text) => ({ graph: laggedGraph(text) }))
 * chooseTemporalScm(sampleSeries(truth, 400, { seed: 1 }), graphs).chosen
 * //=> 1
 */
export function chooseTemporalScm<N extends string>(
  series: Series<unknown, N>,
  candidates: readonly TemporalCandidate<NoInfer<N> | string>[],
  options: ChooseTemporalScmOptions = {},
): ChosenTemporalScm<N> {
  return calledAs('chooseTemporalScm', () => {
    checkOptions('options', options, ['classifiers', 'window', 'seed', 'onProgress', 'signal'], { window: 'number' })
    checkSeries(series)
    const { seed = 1, window = 2, classifiers } = options
    wholeSteps('window', window, 1)
    if (checkedList('candidates', candidates).length === 0)
      throw new CausalError('invalid-argument', 'give at least one candidate { graph, learner, noise }.')
    const steps = series.table.rowCount
    // its p-values are not read as tests: blocks may be short
    const block = Math.max(1, Math.min(Math.ceil(2 * Math.sqrt(steps)), Math.floor((steps - window) / 14)))
    const found = candidates.map((candidate, k) => {
      report(options, { stage: 'candidates', level: 0, done: k, total: candidates.length, tests: k })
      checkOptions('candidate', candidate, ['graph', 'learner', 'noise', 'seed'])
      const { graph, ...how } = checkedObject('candidate', candidate)
      const model = fitTemporalScm(series, graph, how)
      const names = new Set<string>(model.names)
      const left = series.names.filter((name) => !names.has(name))
      if (left.length > 0) {
        const message = `the graph of candidate ${k} does not name ${left.join(', ')}: all candidates model all variables of the series.`
        throw new CausalError('unknown-name', message, { candidate: k, names: left })
      }
      const made = sampleSeries(model, steps, { seed })
      const settings = { window, block, seed, draws: 199, ...(classifiers !== undefined && { classifiers }) }
      return { model, comparison: classifierTwoSample(series, made as Series<unknown, string>, settings) }
    })
    const chosen = found.reduce(
      (best, { comparison }, k) => (comparison.auc < found[best]!.comparison.auc ? k : best),
      0,
    )
    return Object.freeze({
      model: found[chosen]!.model,
      chosen,
      comparisons: Object.freeze(found.map(({ comparison }) => comparison)),
    })
  })
}
