import { type Categorical, type Table, table } from 'causalkit/data'

/** What a column is taken for. */
export type ColumnUse = 'number' | 'category' | 'ignore'

/** What the columns of a table are as they were read. */
export const useOf = (column: Float64Array | Categorical): ColumnUse =>
  column instanceof Float64Array ? 'number' : 'category'

/** The table with its columns taken for what was chosen; those that nothing was chosen for stay as they were read. */
export function retype(read: Table, uses: Readonly<Record<string, ColumnUse>>): Table {
  const entries = read.columns.flatMap((name, i): [string, Float64Array | (string | null)[] | (number | null)[]][] => {
    const column = read.data[i]!
    const use = Object.hasOwn(uses, name) ? uses[name]! : useOf(column)
    if (use === 'ignore') return []
    if (column instanceof Float64Array)
      return [[name, use === 'number' ? column : Array.from(column, (v) => (Number.isNaN(v) ? null : String(v)))]]
    const levels = column.levels
    if (use === 'category') return [[name, Array.from(column.codes, (code) => levels[code] ?? null)]]
    const numbers = levels.map((level) => numberOf(name, level))
    return [[name, Float64Array.from(column.codes, (code) => numbers[code] ?? Number.NaN)]]
  })
  if (entries.length === 0) throw new Error('Every column is ignored: take at least one for numbers or categories.')
  return table(Object.fromEntries(entries))
}

function numberOf(column: string, level: string): number {
  const value = Number(level)
  if (level.trim() === '' || !Number.isFinite(value))
    throw new Error(
      `"${column}" cannot be read as numbers: one of its values is "${level}". Leave it a category, or mend the file.`,
    )
  return value
}
