import type { Table } from '../../../data/types.js'
import { CausalError } from '../../../errors.js'
import { checkedCount } from '../../../learners/core/check-numbers.js'
import { checkedList, indexNames, lookUp } from '../../../names.js'
import { show } from '../../../show.js'
import { covariateOf, outcomeOf } from '../../core/columns/coded-columns.js'
import { requireCompleteColumns } from '../../core/columns/require-complete-columns.js'
import { checkFolds, foldsOf } from '../folds-of.js'
import type { PanelApproach, PanelProblem, PanelView } from './panel-approaches.js'
import { panelRows } from './panel-design.js'
import type { PanelDoubleMachineLearningQuestion } from './panel-types.js'

export const approaches: readonly PanelApproach[] = [
  'correlated-random-effects',
  'first-difference',
  'within',
  'pooled',
]
export function panelProblem(
  table: Table<unknown, string>,
  question: PanelDoubleMachineLearningQuestion,
): PanelProblem {
  const { treatment, outcome, unit, time } = question
  const covariates = checkedList('covariates', question.covariates)
  const columns = new Map(table.columns.map((name, i) => [name, i]))
  const used = [treatment, outcome, unit, time, ...covariates]
  for (const name of used) lookUp('column', columns, name)
  indexNames('covariate', covariates)
  if (new Set(used).size < used.length) {
    throw new CausalError('overlap', 'treatment, outcome, unit, time and covariates must be different columns.', {
      columns: used,
    })
  }
  requireCompleteColumns(table, used)
  const dose = covariateOf(table, treatment)
  if (dose.levels !== undefined) {
    throw new CausalError('not-supported', `the treatment ${show(treatment)} is categorical: code it as numbers.`, {
      treatment,
    })
  }
  return {
    rows: panelRows(covariateOf(table, unit), covariateOf(table, time)),
    treatment: dose.values as Float64Array,
    outcome: outcomeOf(table, outcome, undefined).values,
    treatmentName: treatment,
    outcomeName: outcome,
    covariates: covariates.map((name) => covariateOf(table, name)),
  }
}
/** The folds of each repetition by row of the view. */
export function unitFolds(
  question: PanelDoubleMachineLearningQuestion,
  { rows }: PanelProblem,
  view: PanelView,
): Int32Array[] {
  const { folds, repetitions, seed = 1 } = question
  checkFolds(folds)
  const given = Array.isArray(folds) && typeof folds[0] === 'object' ? folds.length : undefined
  const count = checkedCount('repetitions', repetitions ?? given ?? 1, 1)
  if (given !== undefined && given !== count) {
    throw new CausalError('invalid-argument', `there are ${given} folds for ${count} repetitions: give one for each.`, {
      option: 'folds',
    })
  }
  const n = rows.unit.length
  const lists = foldsOf(folds, count, n, seed, rows.units)
  const byRow = lists.map((list) => {
    if (folds === undefined || typeof folds === 'number') return Int32Array.from(view.row, (i) => list[rows.unit[i]!]!)
    const first = new Int32Array(rows.units).fill(-1)
    for (let i = 0; i < n; i++) {
      const u = rows.unit[i]!
      if (first[u] === -1) first[u] = list[i]!
      if (first[u] === list[i]) continue
      throw new CausalError(
        'invalid-argument',
        `row ${i} (counting from 0) is in fold ${list[i]}, and another of its unit in fold ${first[u]}: all rows of a unit belong to one fold.`,
        { option: 'folds', row: i },
      )
    }
    return Int32Array.from(view.row, (i) => list[i]!)
  })
  return byRow.length === 1 ? new Array<Int32Array>(count).fill(byRow[0]!) : byRow
}
