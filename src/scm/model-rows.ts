import { columnAt } from '../data/column.js'
import { missingIn, missingValues } from '../data/missing.js'
import type { Table } from '../data/types.js'
import { CausalError } from '../errors.js'
import { quoteNames } from '../names.js'
import { type NodeColumn, numberColumn } from './node-column.js'
import { declaredStates } from './structure.js'
import type { AnyScm } from './types.js'

/** A variable's column as the engine reads it: states as the model orders them. */
export function modelRows(
  where: string,
  table: Table<unknown, string>,
  model: AnyScm,
  name: string,
  i: number,
): NodeColumn {
  const column = columnAt(where, table, name)
  const missing = missingIn(column)
  if (missing > 0) throw missingValues(where, table, name)
  const states = declaredStates(model.laws[i]!)
  const known = states === null ? null : new Set(states)
  const wrong = (value: unknown): CausalError => {
    const message = `column ${JSON.stringify(name)} holds ${JSON.stringify(value)}, which is no state of the variable: there are ${quoteNames(states!.map(String))}.`
    return new CausalError(where, 'unknown-name', message, { column: name, value })
  }
  if (column instanceof Float64Array) {
    if (known !== null) for (const value of column) if (!known.has(value)) throw wrong(value)
    return numberColumn(column)
  }
  if (known !== null)
    for (const level of new Set(Array.from(column.codes, (c) => column.levels[c]!)))
      if (!known.has(level)) throw wrong(level)
  return { codes: column.codes, states: column.levels, numbers: null }
}
