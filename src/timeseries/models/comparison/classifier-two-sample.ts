import type { Table } from '../../../data/types.js'
import { report } from '../../../discovery/core/report.js'
import type { SearchOptions } from '../../../discovery/core/types.js'
import { CausalError, calledAs } from '../../../errors.js'
import { checkedLearner } from '../../../learners/core/checked-learner.js'
import type { Learner } from '../../../learners/core/types.js'
import { logisticRegression } from '../../../learners/linear/logistic-regression.js'
import { nearestNeighbors } from '../../../learners/smooth/nearest-neighbors.js'
import { forest } from '../../../learners/trees/forest.js'
import { checkedList } from '../../../names.js'
import { checkOptions } from '../../../options.js'
import { seedStream } from '../../../probability/streams/stream.js'
import { show } from '../../../show.js'
import type { Series } from '../../types.js'
import { wholeSteps } from '../sample-series.js'
import { comparedByFolds } from './compared-by-folds.js'
import { comparedByHalves } from './compared-by-halves.js'
import { isSeries, twoSamples } from './two-sample-rows.js'
import type { ClassifierTwoSampleResult } from './two-sample-types.js'

/**
 * Settings of {@link classifierTwoSample}.
 *
 * @category Time series
 */
export interface ClassifierTwoSampleOptions extends SearchOptions {
  /**
   * The learners that try to tell the samples apart (default: logistic regression, 100 trees, nearest neighbours). One that is linear sees
   * nothing but a shift of means: take others beside it.
   */
  readonly classifiers?: readonly Learner[]
  /** Of series: how many steps a row holds (default 2). */
  readonly window?: number
  /**
   * How many rows that follow each other are kept together (default 1 for tables, 2 √n for series of n steps). Rows of a series depend on their
   * neighbours, and windows overlap: a block should be longer than the series remembers.
   */
  readonly block?: number
  /** Into how many parts rows are divided that are judged in turn (default: none, one half is learned from and the other judged). For independent rows only. */
  readonly folds?: number
  /** How many permutations give the p-value (default 999; 99 with folds, each of which learns anew). */
  readonly draws?: number
  /** The seed of halves, permutations and learners (default 1). */
  readonly seed?: number | string
}

/**
 * The classifier two-sample test: two samples have the same law if no classifier, on rows that it did not learn from, tells them apart.
 *
 * One half of each sample is learned from; on the other half the labels of rows, or of blocks of a series, are permuted with all scores held fixed. For
 * independent rows that is exact; the largest area under the curve of several classifiers is compared with its own
 * permutations. For series it rests on blocks that are nearly independent; the level under autocorrelation is measured in
 * `bench/timeseries-models`.
 *
 * @param a - a table of numbers, or a series
 * @param b - another, with the same columns
 * @param options - classifiers, window and blocks of series, folds, draws, seed
 * @returns scores and p-values
 * @throws CausalError `too-few-rows` for fewer than 5 blocks to be judged of each; `unknown-name` for other columns; `not-supported` for categorical
 *   columns, or folds with blocks; `missing-values`, `invalid-argument`, `aborted`
 * @complexity one fit of each classifier, and draws × blocks; with folds (draws + 1) × folds fits
 * @category Time series
 * @see Lopez-Paz & Oquab 2017, "Revisiting classifier two-sample tests", ICLR; Kim, Ramdas, Singh & Wasserman 2021, Annals of Statistics 49
 * @example
 * const ramp = (scale: number) => table({ x: Array.from({ length: 200 }, (_, i) => scale * (((i * 0.618034) % 1) - 0.5)) })
 * classifierTwoSample(ramp(1), ramp(3)).pValue < 0.01
 * //=> true
 */
export function classifierTwoSample(
  a: Table | Series<unknown, string>,
  b: Table | Series<unknown, string>,
  options: ClassifierTwoSampleOptions = {},
): ClassifierTwoSampleResult {
  return calledAs('classifierTwoSample', () => {
    checkOptions(
      'options',
      options,
      ['classifiers', 'window', 'block', 'folds', 'draws', 'seed', 'onProgress', 'signal'],
      { window: 'number', block: 'number', folds: 'number' },
    )
    const { window = 2, folds, seed = 1 } = options
    const classifiers = options.classifiers ?? [logisticRegression(), forest({ trees: 100 }), nearestNeighbors()]
    if (checkedList('classifiers', classifiers).length === 0)
      throw new CausalError('invalid-argument', 'give at least one classifier.')
    for (const learner of classifiers) checkedLearner('classifiers', learner)
    wholeSteps('window', window, 1)
    if (options.window !== undefined && !isSeries(a))
      throw new CausalError('invalid-argument', '`window` is for series: a row of a table stands for itself.')
    const samples = twoSamples(a, b, window)
    const least = Math.min(samples[0].n, samples[1].n)
    const block = wholeSteps('block', options.block ?? (isSeries(a) ? Math.ceil(2 * Math.sqrt(least)) : 1), 1)
    const draws = wholeSteps('draws', options.draws ?? (folds === undefined ? 999 : 99), 1)
    const settings = {
      classifiers,
      block,
      draws,
      seed,
      stream: seedStream(seed),
      tell: (stage: string, done: number, total: number) =>
        report(options, { stage, level: 0, done, total, tests: done }),
    }
    if (folds === undefined) return comparedByHalves(samples, settings)
    if (block > 1) {
      const message = `folds are for independent rows: with blocks of ${block} rows, those beside a judged block would have been learned from. Leave \`folds\` out, or set block to 1.`
      throw new CausalError('not-supported', message, { block, folds })
    }
    if (!(Number.isInteger(folds) && folds >= 2 && folds <= least))
      throw new CausalError(
        'invalid-argument',
        `folds is ${show(folds)}: give a whole number from 2 to the number of rows.`,
        { folds },
      )
    return comparedByFolds(samples, folds, settings)
  })
}
