import { columnAt } from '../../../data/tables/column.js'
import { isNumeric } from '../../../data/tables/make-table.js'
import { missingIn } from '../../../data/tables/missing.js'
import type { Table } from '../../../data/types.js'
import { CausalError } from '../../../errors.js'
import { show } from '../../../show.js'

/**
 * Throws when a column that a question uses lacks values. Names those columns only, with their counts, and says how many
 * rows are left when they are completed, and when all columns are.
 */
export function requireCompleteColumns(table: Table<unknown, string>, used: readonly string[]): void {
  const names = [...new Set(used)]
  const lacking = names
    .map((name) => ({ name, count: missingIn(columnAt(table, name)) }))
    .filter(({ count }) => count > 0)
  const [first] = lacking
  if (first === undefined) return
  const kept = completeCount(table, names)
  const whole = completeCount(table, table.columns)
  const told = lacking.map(
    ({ name, count }) => `column ${show(name)} has ${count} missing value${count === 1 ? '' : 's'}`,
  )
  const rest =
    whole < kept
      ? ` Don't complete all columns: completeRows(table) would leave only ${whole}, for columns that this question does not use.`
      : ''
  throw new CausalError(
    'missing-values',
    `${told.join(', ')}. Of ${table.rowCount} rows ${kept} are complete in the columns that this question uses: take them with completeRows(table, [${names.map(show).join(', ')}]), if what is missing does not depend on the effect.${rest}`,
    { column: first.name, count: first.count, columns: lacking, used: names, rows: table.rowCount, complete: kept },
  )
}

/** How many rows lack no value in these columns. */
function completeCount(table: Table<unknown, string>, names: readonly string[]): number {
  return completeRowsOf(table, names).reduce((count, whole) => count + whole, 0)
}

/** 1 for each row that lacks no value in these columns. */
export function completeRowsOf(table: Table<unknown, string>, names: readonly string[]): Uint8Array {
  const whole = new Uint8Array(table.rowCount).fill(1)
  for (const name of names) {
    const column = columnAt(table, name)
    if (isNumeric(column)) for (let i = 0; i < whole.length; i++) whole[i]! &= Number.isFinite(column[i]!) ? 1 : 0
    else for (let i = 0; i < whole.length; i++) whole[i]! &= column.codes[i]! < 0 ? 0 : 1
  }
  return whole
}
