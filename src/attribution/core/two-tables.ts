import { checkTable } from '../../data/tables/check-table.js'
import { columnAt } from '../../data/tables/column.js'
import { makeTable } from '../../data/tables/make-table.js'
import { missingIn, missingValues } from '../../data/tables/missing.js'
import type { Categorical, Table } from '../../data/types.js'
import { CausalError } from '../../errors.js'
import { show } from '../../show.js'

type AnyTable = Table<unknown, string>

/** The rows of two tables, one after the other: numbers as numbers, categories on the levels of both. */
export interface StackedTables {
  readonly columns: readonly (Float64Array | Categorical)[]
  readonly before: number
  readonly after: number
}

export function stacked(before: AnyTable, after: AnyTable, names: readonly string[]): StackedTables {
  checkTable(before)
  checkTable(after)
  const columns = names.map((name) => {
    const pair = [before, after].map((table) => {
      const column = columnAt(table, name)
      if (missingIn(column) > 0) throw missingValues(table, name)
      return column
    })
    const [a, b] = pair as [Float64Array | Categorical, Float64Array | Categorical]
    if (a instanceof Float64Array && b instanceof Float64Array) {
      const out = new Float64Array(a.length + b.length)
      out.set(a)
      out.set(b, a.length)
      return out
    }
    if (a instanceof Float64Array || b instanceof Float64Array)
      throw new CausalError('type-mismatch', `${show(name)} holds numbers in one table and categories in the other.`, {
        column: name,
      })
    const levels = [...new Set([...a.levels, ...b.levels])].sort()
    const codes = new Int32Array(a.codes.length + b.codes.length)
    for (const [start, { codes: own, levels: ownLevels }] of [
      [0, a],
      [a.codes.length, b],
    ] as const)
      for (let i = 0; i < own.length; i++) codes[start + i] = levels.indexOf(ownLevels[own[i]!]!)
    return { codes, levels }
  })
  return { columns, before: before.rowCount, after: after.rowCount }
}

/** A table of some of the stacked columns at some rows; `extra` goes along under a name of its own. */
export function rowsAt(
  columns: readonly (Float64Array | Categorical)[],
  rows: Int32Array,
  extra: Float64Array | Categorical | null,
): Table {
  const take = (column: Float64Array | Categorical): Float64Array | Categorical =>
    column instanceof Float64Array
      ? Float64Array.from(rows, (i) => column[i]!)
      : { codes: Int32Array.from(rows, (i) => column.codes[i]!), levels: column.levels }
  const names = columns.map((_, j) => `x${j}`)
  return makeTable(
    extra === null ? names : [...names, 'learned'],
    rows.length,
    (extra === null ? columns : [...columns, extra]).map(take),
  ) as Table
}
