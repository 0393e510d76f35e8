import { CausalError } from '../../errors.js'
import { show } from '../../show.js'
import type { Table } from '../types.js'
import { columnAt } from './column.js'
import { isNumeric } from './make-table.js'
import { missingIn, missingValues } from './missing.js'

/** A discrete variable by index: `states[codes[i]]` is its state in row i. */
export interface DiscreteColumn {
  readonly codes: Int32Array
  readonly states: readonly string[]
}

/**
 * A column as codes and states, complete: categories as they are, whole numbers as states in numeric order. An error
 * names a column that is not discrete, or counts what is missing in the columns `needed`.
 */
export function discreteColumn(
  table: Table<unknown, string>,
  name: string,
  needed?: readonly string[],
): DiscreteColumn {
  const column = columnAt(table, name)
  const missing = missingIn(column)
  if (missing > 0) throw missingValues(table, name, needed)
  return isNumeric(column) ? discreteNumbers(name, column) : { codes: column.codes, states: column.levels }
}

const widestTable = 1 << 16

function discreteNumbers(name: string, values: Float64Array): DiscreteColumn {
  let least = Number.POSITIVE_INFINITY
  let most = Number.NEGATIVE_INFINITY
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!
    if (!Number.isSafeInteger(value)) {
      throw new CausalError(
        'invalid-data',
        `column ${show(name)} holds ${value} at row ${i} (counting from 0), and only categories or whole numbers are discrete: group its values first.`,
        { column: name, row: i },
      )
    }
    if (value < least) least = value
    if (value > most) most = value
  }
  const states: string[] = []
  const codes = new Int32Array(values.length)
  if (most - least < widestTable) {
    const code = new Int32Array(Math.max(0, most - least + 1))
    for (let i = 0; i < values.length; i++) code[values[i]! - least] = 1
    for (let v = 0; v < code.length; v++) {
      if (code[v] === 0) continue
      code[v] = states.length
      states.push(String(least + v))
    }
    for (let i = 0; i < values.length; i++) codes[i] = code[values[i]! - least]!
  } else {
    const sorted = Float64Array.from(new Set(values)).sort()
    const code = new Map<number, number>()
    for (const value of sorted) {
      code.set(value, states.length)
      states.push(String(value))
    }
    for (let i = 0; i < values.length; i++) codes[i] = code.get(values[i]!)!
  }
  return { codes, states }
}
