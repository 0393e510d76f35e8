import { missingIn } from '../../data/tables/missing.js'
import type { Table } from '../../data/types.js'
import { quoteNames } from '../../names.js'
import type { Stretch } from '../types.js'

/** What costs a series rows, in sentences: gaps in its stamps and missing cells. */
export function seriesWarnings(
  table: Table<unknown, string>,
  stretches: readonly Stretch[],
  steps: Float64Array | null,
): readonly string[] {
  const warnings: string[] = []
  const gaps = steps?.reduce((count, step) => count + (step > 1 ? 1 : 0), 0) ?? 0
  if (gaps > 0) {
    const longest = Math.max(...stretches.map(({ length }) => length))
    warnings.push(
      `${gaps === 1 ? 'There is a gap' : `There are ${gaps} gaps`} in the stamps: the series has ${stretches.length} stretches, the longest of ${longest} steps, and no lag reaches from one into another.`,
    )
  }
  const missing = table.columns.filter((_, i) => missingIn(table.data[i]!) > 0)
  if (missing.length > 0) {
    const rows = incompleteRows(table)
    warnings.push(
      `${quoteNames(missing)} ${missing.length === 1 ? 'has' : 'have'} missing or masked cells, in ${rows} of ${table.rowCount} rows: a method uses the times at which all its variables are present at all its lags.`,
    )
  }
  return Object.freeze(warnings)
}

function incompleteRows(table: Table<unknown, string>): number {
  let count = 0
  for (let row = 0; row < table.rowCount; row++) {
    const isMissing = table.data.some((column) =>
      column instanceof Float64Array ? Number.isNaN(column[row]) : column.codes[row]! < 0,
    )
    if (isMissing) count++
  }
  return count
}
