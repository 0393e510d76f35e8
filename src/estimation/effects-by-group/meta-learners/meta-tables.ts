import { makeTable } from '../../../data/tables/make-table.js'
import type { Table } from '../../../data/types.js'
import { checkedPredictions, rowsOf } from '../../../learners/core/checked-learner.js'
import type { Learner } from '../../../learners/core/types.js'
import type { asChoice } from '../../double-machine-learning/cross-fit.js'
import type { EffectLearningProblem } from '../types.js'

/** A table with one more column, whose name no other has. */
export function tableWith(
  table: Table,
  name: string,
  column: Float64Array | ReturnType<typeof asChoice>,
): { table: Table; name: string } {
  let free = name
  while (table.columns.includes(free)) free += "'"
  return { table: makeTable([...table.columns, free], table.rowCount, [...table.data, column]), name: free }
}

/** A weighted regression of some rows on a table's columns, as a function of tables. */
export function regression(
  learner: Learner,
  features: Table,
  target: Float64Array | ReturnType<typeof asChoice>,
  { seed, weights }: Pick<EffectLearningProblem, 'seed' | 'weights'>,
  rows?: Int32Array,
): (table: Table) => Float64Array {
  const { table, name } = tableWith(features, 'target', target)
  const part = rows === undefined ? table : rowsOf(table, rows)
  const own = weights === null || rows === undefined ? weights : Float64Array.from(rows, (i) => weights[i]!)
  const fitted = learner.fit(part, name, own === null ? { seed } : { seed, weights: own })
  return (other) => Float64Array.from(checkedPredictions(fitted.predict(other), other.rowCount, learner.name))
}

/** The rows of one arm. */
export function rowsOfArm(arm: Float64Array, which: 0 | 1): Int32Array {
  return Int32Array.from(arm.keys()).filter((i) => arm[i] === which)
}

/** The difference of two predictions. */
export function less(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((value, i) => value - b[i]!)
}
