import { columnAt } from '../../data/tables/column.js'
import { missingIn, missingValues } from '../../data/tables/missing.js'
import type { Table } from '../../data/types.js'
import { CausalError } from '../../errors.js'
import { quoteNames } from '../../names.js'
import { show } from '../../show.js'
import type { AnyScm } from '../models/types.js'
import { declaredStates } from '../parent-states.js'
import { type NodeColumn, numberColumn } from './node-column.js'

/** A variable's column as the engine reads it: states as the model orders them. */
export function modelRows(table: Table<unknown, string>, model: AnyScm, name: string, i: number): NodeColumn {
  const column = columnAt(table, name)
  const missing = missingIn(column)
  if (missing > 0) throw missingValues(table, name)
  const states = declaredStates(model.laws[i]!)
  const known = states === null ? null : new Set(states)
  const wrong = (value: unknown): CausalError => {
    const message = `column ${show(name)} holds ${show(value)}, which is no state of the variable: there are ${quoteNames(states!.map(String))}.`
    return new CausalError('unknown-name', message, { column: name, value })
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
