import type { ColumnDescription, Table } from 'causalkit/data'
import { dateText } from './dates'

/** A number in few digits; whole ones below a million with all of theirs. */
export function short(value: number | null): string {
  if (value === null || !Number.isFinite(value)) return '–'
  if (Number.isInteger(value) && Math.abs(value) < 1e6) return String(value)
  return inDigits(value, 4)
}

/** So many digits that count, with a power of ten where others would follow that say nothing. */
const inDigits = (value: number, digits: number): string =>
  Math.abs(value) < 10 ** Math.max(digits, 6)
    ? String(Number(value.toPrecision(digits)))
    : value.toExponential(digits - 1).replace(/\.?0*e\+/, 'e')

/** A text of a cell, not longer than a line. */
export const clipped = (text: string): string => (text.length > 40 ? `${text.slice(0, 39)}…` : text)

/** How a column lies, in words. */
export const inWords = (column: ColumnDescription, isDate = false): string => partsOf(column, isDate).join(', ')

/** The same in parts, each of which stays in one line where it can. */
export function partsOf(column: ColumnDescription, isDate: boolean): readonly string[] {
  if (column.kind === 'numbers') {
    if (column.quartiles === null) return ['no values']
    const [least, , median, , most] = column.quartiles
    if (isDate) {
      // the middle of two days is no day
      const middle = Number.isInteger(least) && Number.isInteger(most) ? Math.floor(median) : median
      return [`${dateText(least)} to ${dateText(most)}`, `median ${dateText(middle)}`]
    }
    return [
      `${short(least)} to ${short(most)}`,
      `median ${short(median)}`,
      `mean ${short(column.mean)} ± ${short(column.standardDeviation)}`,
    ]
  }
  const { levels } = column
  const first = levels.slice(0, 4).map(({ level, rows }) => `${clipped(level)} (${rows.toLocaleString('en')})`)
  return levels.length > 4 ? [...first, `and ${(levels.length - 4).toLocaleString('en')} more`] : first
}

/** The first rows as texts, in so many columns; a missing value is an empty one. */
export function firstRows(
  table: Table,
  count: number,
  isDate: (column: string) => boolean = () => false,
  most = Number.POSITIVE_INFINITY,
): readonly (readonly string[])[] {
  const data = table.data.slice(0, most)
  return Array.from({ length: Math.min(count, table.rowCount) }, (_, row) =>
    data.map((column, i) => {
      if (!(column instanceof Float64Array)) return column.levels[column.codes[row]!] ?? ''
      const value = column[row]!
      if (Number.isNaN(value)) return ''
      if (isDate(table.columns[i]!)) return dateText(value)
      // no digit of a whole number is rounded away
      return Number.isSafeInteger(value) ? String(value) : inDigits(value, 7)
    }),
  )
}
