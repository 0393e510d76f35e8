import { type Categorical, type Table, table } from 'causalkit/data'
import { dateText, daysOf } from './dates'

/** What a column is taken for. */
export type ColumnUse = 'number' | 'date' | 'category' | 'ignore'

/** What a column is as it was read; dates are held as days since 1970-01-01. */
export const useOf = (column: Float64Array | Categorical, isDate: boolean): ColumnUse =>
  column instanceof Float64Array ? (isDate ? 'date' : 'number') : 'category'

/** The table with its columns taken for what was chosen; those that nothing was chosen for stay as they were read. */
export function retype(read: Table, uses: Readonly<Record<string, ColumnUse>>, dates: readonly string[] = []): Table {
  const columns: string[] = []
  const data: (Float64Array | Categorical)[] = []
  for (const [i, name] of read.columns.entries()) {
    const column = read.data[i]!
    const isDate = dates.includes(name)
    const use = Object.hasOwn(uses, name) ? uses[name]! : useOf(column, isDate)
    if (use === 'ignore') continue
    columns.push(name)
    data.push(takenFor(name, column, use, isDate))
  }
  if (columns.length === 0) throw new Error('Every column is ignored: take at least one for numbers or categories.')
  return { columns, rowCount: read.rowCount, data } as Table
}

function takenFor(name: string, column: Float64Array | Categorical, use: ColumnUse, isDate: boolean) {
  if (column instanceof Float64Array) {
    if (use === 'date' && !isDate)
      throw new Error(`"${name}" holds numbers, which tell no day: write dates as 2024-12-31.`)
    if (use !== 'category') return column
    return categorical(Array.from(column, (v) => (Number.isNaN(v) ? null : isDate ? dateText(v) : String(v))))
  }
  // levels that no row has are no categories
  if (use === 'category') return categorical(Array.from(column.codes, (code) => column.levels[code] ?? null))
  if (use === 'date') {
    const days = daysOf(column)
    if (days instanceof Float64Array) return days
    throw new Error(
      `"${name}" cannot be read as dates: one of its values is "${days.noDate}". Dates are written as 2024-12-31 or 2024-12-31T18:00:00Z.`,
    )
  }
  const numbers = column.levels.map((level) => numberOf(name, level))
  return Float64Array.from(column.codes, (code) => numbers[code] ?? Number.NaN)
}

const categorical = (texts: readonly (string | null)[]): Categorical =>
  table({ texts: texts as string[] }).data[0] as unknown as Categorical

function numberOf(column: string, level: string): number {
  const value = Number(level)
  if (level.trim() === '' || !Number.isFinite(value))
    throw new Error(
      `"${column}" cannot be read as numbers: one of its values is "${level}". Leave it a category, or mend the file.`,
    )
  return value
}
