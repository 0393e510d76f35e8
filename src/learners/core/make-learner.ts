import { checkTable } from '../../data/tables/check-table.js'
import type { Table } from '../../data/types.js'
import { CausalError, calledAs } from '../../errors.js'
import { show } from '../../show.js'
import { type Feature, matchFeatures } from './features.js'
import { type TrainingSet, trainingSet } from './training-set.js'
import type { FittedLearner, Learner, LearnerOptions } from './types.js'

/** A model on coded columns: predictions, and what else is to be told of it. */
export interface FittedCore<R extends object> {
  /** One prediction a row, from the features in the order of the training set. */
  readonly predict: (features: readonly Feature[], n: number) => Float64Array
  /** Further fields of the fitted learner. */
  readonly report: R
}

/** A learner that fits one more kind of model. */
export type ReportingLearner<R extends object> = Omit<Learner, 'fit'> & {
  readonly fit: (table: Table, outcome: string, options?: LearnerOptions) => FittedLearner & R
}

/** A learner as the public sees it: columns by name outside, coded columns inside; errors under the name of its factory. */
export function makeLearner<R extends object>(
  factory: string,
  name: string,
  learn: (data: TrainingSet) => FittedCore<R>,
  fromSums?: Learner['fromSums'],
): ReportingLearner<R> {
  return Object.freeze({
    name,
    ...(fromSums === undefined ? {} : { fromSums }),
    fit: (table: Table, outcome: string, options?: LearnerOptions) =>
      calledAs(factory, () => {
        const data = trainingSet(table, outcome, options)
        const core = learn(data)
        const features = table.columns.filter((column) => column !== outcome)
        const predict = (other: Table): Float64Array =>
          calledAs(factory, () => {
            checkTable(other)
            const out = core.predict(matchFeatures(other, data.features), other.rowCount)
            return data.binary ? heldInUnit(out) : finite(out, outcome)
          })
        // as they are: what a report makes when it is asked for is not made here
        const report = Object.getOwnPropertyDescriptors(core.report)
        return Object.freeze(
          Object.defineProperties({ features: Object.freeze(features), predict }, report),
        ) as FittedLearner & R
      }),
  })
}

/** Of two categories a prediction is a probability: a model that is linear in it may leave 0 to 1, and is held there. */
function heldInUnit(out: Float64Array): Float64Array {
  for (let i = 0; i < out.length; i++) out[i] = Math.min(1, Math.max(0, out[i]!))
  return out
}

function finite(out: Float64Array, outcome: string): Float64Array {
  for (let i = 0; i < out.length; i++) {
    if (Number.isFinite(out[i]!)) continue
    throw new CausalError(
      'invalid-data',
      `the prediction of ${show(outcome)} for row ${i} (counting from 0) is beyond what a number can hold: rescale the columns.`,
      { row: i },
    )
  }
  return out
}
