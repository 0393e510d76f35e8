import { totalWeight } from '../../data/statistics/row-weights.js'
import { checkTable } from '../../data/tables/check-table.js'
import type { Table } from '../../data/types.js'
import { CausalError } from '../../errors.js'
import { lookUp } from '../../names.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { type Feature, featureAt, featureOf } from './features.js'
import type { LearnerOptions } from './types.js'

/** What a learner works on: complete columns, rows without weight left out. */
export interface TrainingSet {
  readonly n: number
  readonly outcome: string
  /** In the order of their names, so that the order of columns cannot matter. */
  readonly features: readonly Feature[]
  /** The outcome: numbers, or 1 for the second of two categories. */
  readonly y: Float64Array
  /** Whether the outcome has two categories, so that predictions are probabilities. */
  readonly binary: boolean
  /** All positive; null where all rows count once. */
  readonly weights: Float64Array | null
  /** The sum of the weights. */
  readonly total: number
  readonly seed: number | string
}

/** Checks what a learner was given to fit. */
export function trainingSet(
  table: Table<unknown, string>,
  outcome: string,
  options: LearnerOptions | undefined,
): TrainingSet {
  checkTable(table)
  checkOptions('options', options, ['weights', 'seed'])
  const columns = table.columns
  lookUp('column', new Map(columns.map((name, i) => [name, i])), outcome)
  if (table.rowCount === 0) throw new CausalError('too-few-rows', 'the table has no row.')
  const names = columns.filter((name) => name !== outcome)
  if (names.length === 0) {
    throw new CausalError(
      'invalid-data',
      `the table has no column but the outcome ${show(outcome)}: there is nothing to learn it from.`,
      { outcome },
    )
  }
  const { y, binary } = outcomeOf(featureOf(table, outcome, columns))
  const features = [...names].sort().map((name) => featureOf(table, name, columns))
  const { weights, seed = 1 } = options ?? {}
  const all: TrainingSet = { n: y.length, outcome, features, y, binary, weights: null, total: y.length, seed }
  return weights === undefined ? all : weighted(all, checkedWeights(weights, y.length))
}

function outcomeOf({ name, values, levels }: Feature): { y: Float64Array; binary: boolean } {
  if (levels === null) return { y: values as Float64Array, binary: false }
  if (levels.length !== 2) {
    throw new CausalError(
      'not-supported',
      `the outcome ${show(name)} has ${levels.length} categories, and a learner takes numbers or two of them: code it as numbers.`,
      { outcome: name, levels },
    )
  }
  return { y: Float64Array.from(values), binary: true }
}

/** Throws unless there is one finite, not negative weight for each row, and not all are 0. */
export function checkedWeights(weights: Float64Array, n: number): Float64Array {
  if (!(weights instanceof Float64Array) || weights.length !== n) {
    throw new CausalError(
      'invalid-argument',
      `the weights must be a Float64Array with one number for each of the ${n} rows, got ${show(weights)}.`,
    )
  }
  if (totalWeight(weights, n) === 0) throw new CausalError('invalid-argument', 'all weights are 0: no row counts.')
  return weights
}

/** The set with these weights; a row without weight is as if it were not there. */
function weighted(data: TrainingSet, weights: Float64Array): TrainingSet {
  if (weights.every((weight) => weight === 1)) return data
  const rows = Int32Array.from(weights.keys()).filter((i) => weights[i]! > 0)
  const part = rows.length === data.n ? data : subsetOf(data, rows)
  const kept = Float64Array.from(rows, (i) => weights[i]!)
  return { ...part, weights: kept, total: kept.reduce((sum, weight) => sum + weight, 0) }
}

/** Some rows of a training set. */
export function subsetOf(data: TrainingSet, rows: Int32Array): TrainingSet {
  const weights = data.weights === null ? null : Float64Array.from(rows, (i) => data.weights![i]!)
  return {
    ...data,
    n: rows.length,
    features: data.features.map((feature) => featureAt(feature, rows)),
    y: Float64Array.from(rows, (i) => data.y[i]!),
    weights,
    total: weights === null ? rows.length : weights.reduce((sum, weight) => sum + weight, 0),
  }
}
