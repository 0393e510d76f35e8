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
  const fitted = (inside: Int32Array) => {
    if (inputs.length === 0) {
      const mean = meanOf(inside.length === 0 ? own.before : Float64Array.from(inside, (i) => own.before[i]!))
      return (_: readonly Float64Array[], rows: Int32Array): Float64Array => new Float64Array(rows.length).fill(mean)
    }
    const answer = Float64Array.from(inside, (i) => own.before[i]!)
    const fit = learner.fit(rowsAt(columns.before, inside, answer), 'learned', { seed: 0 })
    return (from: readonly Float64Array[], rows: Int32Array): Float64Array =>
      Float64Array.from(checkedPredictions(fit.predict(rowsAt(from, rows, null)), rows.length, learner.name))
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
