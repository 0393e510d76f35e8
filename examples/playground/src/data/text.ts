import type { ColumnDescription, Table } from 'causalkit/data'
import { dateText } from './dates'

/** A number in few digits. */
export const short = (value: number | null): string =>
  value === null || !Number.isFinite(value) ? '–' : String(Number(value.toPrecision(4)))

/** A text of a cell, not longer than a line. */
export const clipped = (text: string): string => (text.length > 40 ? `${text.slice(0, 39)}…` : text)

/** How a column lies, in words. */
export function inWords(column: ColumnDescription, isDate = false): string {
  if (column.kind === 'numbers') {
    if (column.quartiles === null) return 'no values'
    const [least, , median, , most] = column.quartiles
    if (isDate) return `${dateText(least)} to ${dateText(most)}, median ${dateText(median)}`
    return `${short(least)} to ${short(most)}, median ${short(median)}, mean ${short(column.mean)} ± ${short(column.standardDeviation)}`
  }
  const first = column.levels.slice(0, 4).map(({ level, rows }) => `${clipped(level)} (${rows})`)
  return `${first.join(', ')}${column.levels.length > 4 ? ` and ${column.levels.length - 4} more` : ''}`
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
      return isDate(table.columns[i]!) ? dateText(value) : short(value)
    }),
  )
}
