import type { Categorical, Cell } from '../../data/types.js'
import { CausalError } from '../../errors.js'
import { show } from '../../show.js'

/** The values of a node, one a row: numbers, or positions in `states` (numbers or names). */
export interface NodeColumn {
  readonly codes: Int32Array | null
  readonly states: readonly Cell[] | null
  /** The numbers themselves; made on demand where the states are numbers. */
  numbers: Float64Array | null
}

export function numberColumn(numbers: Float64Array): NodeColumn {
  return { codes: null, states: null, numbers }
}

export function codeColumn(codes: Int32Array, states: readonly Cell[]): NodeColumn {
  return { codes, states, numbers: null }
}

/** A column that holds one value in every row. */
export function constantColumn(value: Cell, n: number): NodeColumn {
  return typeof value === 'number'
    ? numberColumn(new Float64Array(n).fill(value))
    : codeColumn(new Int32Array(n), [value])
}

/** The column as numbers; an error names the variable whose states are not numbers. */
export function asNumbers(column: NodeColumn, name: string): Float64Array {
  if (column.numbers !== null) return column.numbers
  const { codes, states } = column
  if (states!.some((state) => typeof state !== 'number')) {
    throw new CausalError(
      'type-mismatch',
      `${show(name)} holds named states where numbers are needed: code the states as numbers.`,
      {
        variable: name,
      },
    )
  }
  const out = new Float64Array(codes!.length)
  for (let i = 0; i < out.length; i++) out[i] = states![codes![i]!] as number
  column.numbers = out
  return out
}

/** The value in a row. */
export function cellAt(column: NodeColumn, i: number): Cell {
  return column.codes === null ? column.numbers![i]! : column.states![column.codes[i]!]!
}

/** The column as a column of a table: numbers as numbers, named states as categories. */
export function tableColumn(column: NodeColumn): Float64Array | Categorical {
  const { codes, states } = column
  if (codes === null || states!.every((state) => typeof state === 'number')) return asNumbers(column, '')
  if (states!.every((state) => typeof state === 'string'))
    return Object.freeze({ codes, levels: Object.freeze([...states!]) as readonly string[] })
  return Object.freeze({ codes, levels: Object.freeze(states!.map(String)) })
}

/** The rows at the given positions. */
export function takeNodeRows(column: NodeColumn, rows: Int32Array): NodeColumn {
  if (column.codes === null) {
    const out = new Float64Array(rows.length)
    for (let i = 0; i < rows.length; i++) out[i] = column.numbers![rows[i]!]!
    return numberColumn(out)
  }
  const codes = new Int32Array(rows.length)
  for (let i = 0; i < rows.length; i++) codes[i] = column.codes[rows[i]!]!
  return codeColumn(codes, column.states!)
}
