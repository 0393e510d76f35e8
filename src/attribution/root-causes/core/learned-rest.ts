import { checkedPredictions } from '../../../learners/core/checked-learner.js'
import { partedBy, randomFolds } from '../../../learners/core/folds.js'
import type { Learner } from '../../../learners/core/types.js'
import { rowsAt } from '../../core/two-tables.js'
import type { Input, Rest } from './rest.js'
import { meanOf } from './sum-of.js'

const folds = 5

/** What a learner leaves: before, of rows that it did not learn from; after, of what it learned from all of them. */
export function learnedRest(
  own: { readonly before: Float64Array; readonly after: Float64Array },
  inputs: readonly Input[],
  learner: Learner,
): Rest {
  const [n, m] = [own.before.length, own.after.length]
  const columns = { before: inputs.map(({ before }) => before), after: inputs.map(({ after }) => after) }
  const fitted = (rows: Int32Array): ((from: readonly Float64Array[], at: Int32Array) => Float64Array) => {
    if (inputs.length === 0) {
      const mean = meanOf(Float64Array.from(rows, (i) => own.before[i]!))
      return (_, at) => new Float64Array(at.length).fill(mean)
    }
    const fit = learner.fit(rowsAt(columns.before, rows, own.before), 'learned', { seed: 0 })
    return (from, at) =>
      Float64Array.from(checkedPredictions(fit.predict(rowsAt(from, at, null)), at.length, learner.name))
  }
  const before = new Float64Array(n)
  const fold = randomFolds(n, folds, 'folds')
  for (let k = 0; k < folds; k++) {
    const { inside, outside } = partedBy(fold, k)
    const predicted = fitted(outside)(columns.before, inside)
    for (const [r, i] of inside.entries()) before[i] = own.before[i]! - predicted[r]!
  }
  const rows = Int32Array.from({ length: m }, (_, i) => i)
  const predicted = fitted(Int32Array.from({ length: n }, (_, i) => i))(columns.after, rows)
  return {
    before,
    after: own.after.map((v, r) => v - predicted[r]!),
    k: 1,
    leverage: { before: new Float64Array(n), after: new Float64Array(m) },
    meanLeverage: 1 / n,
    slopes: [],
  }
}
