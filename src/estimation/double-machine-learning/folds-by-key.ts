import { CausalError } from '../../errors.js'
import { checkOptions } from '../../options.js'
import { seedStream } from '../../probability/streams/stream.js'
import { show } from '../../show.js'
import { checkedNames } from '../../sql/text/rows.js'
import type { Estimator } from '../core/types/estimator.js'
import type { FoldsAsked } from '../core/types/sums.js'
import type { Settings } from './dml-settings.js'
import { interactiveFromSums } from './interactive-from-sums.js'
import { partiallyLinearFromSums } from './partially-linear-from-sums.js'
import type { DoubleMachineLearningOptions, FoldsByKey } from './types.js'

/** Folds by a key, checked; null for folds of other kinds. */
export function foldsByKey(folds: DoubleMachineLearningOptions['folds']): Omit<FoldsAsked, 'arms'> | null {
  if (typeof folds !== 'object' || folds === null || !('key' in folds)) return null
  checkOptions('folds', folds, ['key', 'count', 'seed'], { count: 'number' })
  const { key, count = 5, seed = 0 } = folds as FoldsByKey
  checkedNames('key', [key])
  seedStream(seed)
  if (!(Number.isInteger(count) && count >= 2 && count <= 100)) {
    throw new CausalError(
      'invalid-argument',
      `the number of folds is a whole number from 2 to 100, got ${show(count)}.`,
      {
        option: 'folds.count',
        count,
      },
    )
  }
  return { key, count, seed }
}

/** How the estimator is computed from sums over rows in an engine, or an error for learners that sums do not fit. */
export function bySums(settings: Settings): Pick<Estimator, 'fromSums' | 'sumsFolds'> {
  const { byKey, model, population, learners, clip, predictions, repetitions } = settings
  if (byKey === null) return {}
  const linear = learners.outcome?.fromSums === 'least squares'
  const treatment = learners.treatment?.fromSums
  const whole = population === 'ATE' && clip === null && predictions === null && repetitions === 1
  if (whole && linear && model === 'partially-linear' && treatment === 'least squares')
    return { fromSums: partiallyLinearFromSums, sumsFolds: { ...byKey, arms: false } }
  if (whole && linear && model === 'interactive' && treatment === 'logistic')
    return { fromSums: interactiveFromSums, sumsFolds: { ...byKey, arms: true } }
  throw new CausalError(
    'not-supported',
    "folds by a key are for rows in an engine, where sums fit linear models: take { model: 'partially-linear', learner: ridge({ penalty: 0 }) }, or { model: 'interactive', learners: { outcome: ridge({ penalty: 0 }), treatment: logisticRegression() } } for the ATE, with one cut, no `clip` and no `predictions`.",
    { option: 'folds', model },
  )
}

/** The error of a table in memory, which does not show the key. */
export function keyOfTable({ key, count }: Omit<FoldsAsked, 'arms'>): CausalError {
  return new CausalError(
    'not-supported',
    `folds by a key are for rows that stay in an engine: for a table give the fold of each row, { folds: keyBuckets(column(table, ${show(key)}), { count: ${count} }) }.`,
    { option: 'folds', key },
  )
}
