import type { ColumnDescription, Table } from 'causalkit/data'

/** A number in few digits. */
export const short = (value: number | null): string =>
  value === null || !Number.isFinite(value) ? '–' : String(Number(value.toPrecision(4)))

/** How a column lies, in words. */
export function inWords(column: ColumnDescription): string {
  if (column.kind === 'numbers') {
    if (column.quartiles === null) return 'no values'
    const [least, , median, , most] = column.quartiles
    return `${short(least)} to ${short(most)}, median ${short(median)}, mean ${short(column.mean)} ± ${short(column.standardDeviation)}`
  }
  const first = column.levels.slice(0, 4).map(({ level, rows }) => `${level} (${rows})`)
  return `${first.join(', ')}${column.levels.length > 4 ? ` and ${column.levels.length - 4} more` : ''}`
}

/** The first rows as texts; a missing value is an empty one. */
export function firstRows(table: Table, count: number): readonly (readonly string[])[] {
  return Array.from({ length: Math.min(count, table.rowCount) }, (_, row) =>
    table.data.map((column) => {
      if (column instanceof Float64Array) return Number.isNaN(column[row]!) ? '' : short(column[row]!)
      return column.levels[column.codes[row]!] ?? ''
    }),
  )
}
