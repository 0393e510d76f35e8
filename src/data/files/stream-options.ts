import { CausalError } from '../../errors.js'
import { show } from '../../show.js'
import type { CsvCells } from './csv-cells.js'
import type { CsvOptions } from './csv-options.js'
import type { CsvRecord } from './csv-records.js'

/**
 * Options of `momentsStream` and `countsStream`: how the text is to be read, and what becomes of rows that lack a value.
 *
 * @category Data
 */
export interface SummaryStreamOptions extends CsvOptions {
  /** Rows that lack a value in a column that is summed up: an error at the first (default), or left out. */
  readonly incomplete?: 'refuse' | 'leave out'
}

/** Whether rows with gaps are left out. */
export function leavesOut({ incomplete = 'refuse' }: SummaryStreamOptions): boolean {
  if (incomplete === 'refuse' || incomplete === 'leave out') return incomplete === 'leave out'
  throw new CausalError('invalid-argument', `incomplete is "refuse" or "leave out", got ${show(incomplete)}.`)
}

/** The error for a cell without a value. */
export function gapIn(name: string, record: CsvRecord, field: number, cells: CsvCells): CausalError {
  const { message, details } = cells.fail(
    record,
    field,
    `column ${show(name)} has no value here: give \`incomplete: "leave out"\` to pass over rows that lack one, or leave the column out.`,
  )
  return new CausalError('missing-values', message, { column: name, line: details['line'] })
}
