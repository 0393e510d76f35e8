import { describe } from '../../data/tables/describe.js'
import type { Categorical, Cell, Table } from '../../data/types.js'
import { typeOf } from './column-types.js'
import type { ColumnType, DiagnosedColumn } from './diagnosis-types.js'

/** A column with what is known of it. */
export interface ColumnView {
  readonly name: string
  readonly data: Float64Array | Categorical
  readonly type: ColumnType
  readonly numeric: boolean
  readonly missing: number
  readonly distinct: number
}

/** The variables of a table: its columns without those of time, recordings and environments. */
export interface TableView {
  readonly table: Table<unknown, string>
  readonly columns: readonly ColumnView[]
  /** The rows in which no variable is missing. */
  readonly complete: Int32Array
}

export type Roles = Readonly<Record<'time' | 'unit' | 'environment', string | null>>

/** Whether a cell is missing. */
export const isMissing = (column: Float64Array | Categorical, row: number): boolean =>
  column instanceof Float64Array ? Number.isNaN(column[row]!) : column.codes[row]! < 0

/** The columns with their roles, and the view of the variables. */
export function viewOf(
  table: Table<unknown, string>,
  roles: Roles,
): { all: readonly DiagnosedColumn[]; view: TableView } {
  const roleOf = (name: string): DiagnosedColumn['role'] =>
    name === roles.time
      ? 'time'
      : name === roles.unit
        ? 'unit'
        : name === roles.environment
          ? 'environment'
          : 'variable'
  const columns = describe(table as Table<Record<string, Cell>>).map((described, i) => {
    const data = table.data[i]!
    const { name, missing, distinct, kind } = described
    return { name, data, type: typeOf(data, described), numeric: kind === 'numbers', missing, distinct }
  })
  const variables = columns.filter(({ name }) => roleOf(name) === 'variable')
  const complete = Int32Array.from({ length: table.rowCount }, (_, i) => i).filter((i) =>
    // a column that is never there says nothing of the others' rows
    variables.every(({ data, distinct }) => distinct === 0 || !isMissing(data, i)),
  )
  const all = columns.map(({ name, type, numeric, missing, distinct }) =>
    Object.freeze({ name, role: roleOf(name), type, numeric, missing, distinct }),
  )
  return { all, view: { table, columns: variables, complete } }
}
