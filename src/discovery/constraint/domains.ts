import { columnAt } from '../../data/tables/column.js'
import { isNumeric } from '../../data/tables/make-table.js'
import { missingIn, missingValues } from '../../data/tables/missing.js'
import type { Table } from '../../data/types.js'

/** Above this many values a numeric domain (time) is cut into blocks of equal size. */
const MOST_VALUES = 30
const BLOCKS = 20

/** The domain of each row, 0 … size − 1, and a label for each: its value, or the mean of its block. */
export interface Domains {
  readonly size: number
  readonly of: Int32Array
  readonly labels: readonly (number | string)[]
  /** Whether the column is a time axis, cut into blocks. */
  readonly isTime: boolean
}

/** Reads the domain column: categories, few numbers, or a time axis. Domains come in the order of their values. */
export function readDomains(table: Table<unknown, string>, name: string): Domains {
  const column = columnAt(table, name)
  const missing = missingIn(column)
  if (missing > 0) throw missingValues(table, name)
  if (!isNumeric(column)) return { size: column.levels.length, of: column.codes, labels: column.levels, isTime: false }
  const values = Float64Array.from(new Set(column)).sort()
  if (values.length <= MOST_VALUES) {
    const code = new Map(Array.from(values, (value, i) => [value, i]))
    return {
      size: values.length,
      of: Int32Array.from(column, (value) => code.get(value)!),
      labels: [...values],
      isTime: false,
    }
  }
  const block = new Map(Array.from(values, (value, i) => [value, Math.floor((i * BLOCKS) / values.length)]))
  const of = Int32Array.from(column, (value) => block.get(value)!)
  const labels = Array.from({ length: BLOCKS }, (_, b) => {
    const members = values.filter((value) => block.get(value) === b)
    return members.reduce((sum, value) => sum + value / members.length, 0)
  })
  return { size: BLOCKS, of, labels, isTime: true }
}
