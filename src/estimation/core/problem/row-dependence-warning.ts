import { isNumeric, makeTable } from '../../../data/tables/make-table.js'
import type { Table } from '../../../data/types.js'
import { rowDependence } from '../../../independence/core/row-dependence.js'
import { quoteNames } from '../../../names.js'
import { firstValues } from '../columns/coded-columns.js'
import type { EffectProblem } from '../types/estimator.js'

/** What was found of a table's columns, for as long as the table is held: the look costs as much as a regression. */
const known = new WeakMap<object, Map<string, readonly string[]>>()

/** What `dependenceIn` says, looked up where the same columns of the same table were looked at before. */
export function dependenceWarning(table: Table<unknown, string>, problem: EffectProblem): readonly string[] {
  const used = [problem.treatmentName, problem.outcomeName, ...problem.covariates.map(({ name }) => name)]
  const places = used.map((name) => table.columns.indexOf(name)).sort((a, b) => a - b)
  const key = places.join(' ')
  const found = known.get(table) ?? new Map<string, readonly string[]>()
  known.set(table, found)
  if (!found.has(key)) found.set(key, dependenceIn(table, places))
  return found.get(key)!
}

/**
 * Says so when rows seem to depend on the row before: standard errors take them as independent. Two columns of those used
 * must follow themselves, one of them with more than two numbers: tables sorted by their categories are no finding.
 */
function dependenceIn(table: Table<unknown, string>, places: readonly number[]): string[] {
  const part = makeTable<unknown>(
    places.map((i) => table.columns[i]!),
    table.rowCount,
    places.map((i) => table.data[i]!),
  ) as Table<unknown, string>
  const found = rowDependence(part)
  const telling = found.some(({ column }) => {
    const values = table.data[table.columns.indexOf(column)]!
    return isNumeric(values) && firstValues(values).length > 2
  })
  if (!telling) return []
  return [
    `rows seem to depend on the rows before them: what the other columns leave of ${quoteNames(found.map(({ column }) => column))} follows itself, and the standard error takes rows as independent. For groups name their column in \`cluster\`; for a time series see series(table, { time }) and the effects over time.`,
  ]
}
