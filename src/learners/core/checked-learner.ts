import { makeTable, takeRows } from '../../data/tables/make-table.js'
import type { Table } from '../../data/types.js'
import { CausalError } from '../../errors.js'
import { show } from '../../show.js'
import type { Learner } from './types.js'

/** The learner itself, or an error for what is none. */
export function checkedLearner(option: string, learner: Learner): Learner {
  if (
    typeof learner === 'object' &&
    learner !== null &&
    typeof learner.fit === 'function' &&
    typeof learner.name === 'string'
  )
    return learner
  throw new CausalError(
    'invalid-argument',
    `\`${option}\` needs a learner, such as forest() (called, not the function itself), or a record { name, fit }, got ${show(learner)}.`,
    { option },
  )
}

/** Predictions that a learner, maybe the caller's own, gave: one finite number for each row, or an error. */
export function checkedPredictions(predicted: ArrayLike<number>, n: number, name: string): ArrayLike<number> {
  if (predicted === null || typeof predicted !== 'object' || predicted.length !== n) {
    throw new CausalError(
      'invalid-data',
      `the learner ${show(name)} must predict one number for each of ${n} rows, got ${show(predicted)}.`,
    )
  }
  for (let i = 0; i < n; i++) {
    if (Number.isFinite(predicted[i]!)) continue
    throw new CausalError(
      'invalid-data',
      `the learner ${show(name)} predicts ${show(predicted[i])} for row ${i} (counting from 0).`,
      {
        row: i,
      },
    )
  }
  return predicted
}

/** The table at some of its rows. */
export function rowsOf(table: Table, rows: Int32Array): Table {
  return makeTable(
    table.columns,
    rows.length,
    table.data.map((column) => takeRows(column, rows)),
  )
}
