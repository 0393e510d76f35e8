import { CausalError } from '../../errors.js'
import { show } from '../../show.js'
import { sortLevels } from '../tables/column-of.js'
import { makeCategorical } from '../tables/make-table.js'
import type { Categorical } from '../types.js'

/** Makes the error for the cell of row i. */
export type CellFailure = (i: number, message: string) => CausalError

const decimal = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\s*$/
/** A decimal number that is no code: without leading zeros, and short enough for a double. */
const plainNumber = /^\s*[+-]?(?:(?:0|[1-9]\d{0,14})(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?\s*$/

/** The cells as numbers when every one that is present is a plain number, else null. */
export function plainNumbers(cells: readonly (string | null)[]): Float64Array | null {
  const out = new Float64Array(cells.length)
  for (let i = 0; i < out.length; i++) {
    const cell = cells[i]!
    const value = cell === null ? Number.NaN : Number(cell)
    if (cell !== null && !(Number.isFinite(value) && plainNumber.test(cell))) return null
    out[i] = value
  }
  return out
}

/** The cells of a column declared numeric. */
export function numbers(name: string, cells: readonly (string | null)[], fail: CellFailure): Float64Array {
  const out = new Float64Array(cells.length)
  for (let i = 0; i < out.length; i++) {
    const cell = cells[i]!
    const value = cell === null ? Number.NaN : Number(cell)
    if (cell !== null && !(decimal.test(cell) && Number.isFinite(value))) {
      throw fail(
        i,
        `${show(cell)} is not a number, and column ${show(name)} is declared numeric: mend it, or add it to \`missing\`.`,
      )
    }
    out[i] = value
  }
  return out
}

/** The cells of a column as categories: those declared, or those found. */
export function categories(
  name: string,
  cells: readonly (string | null)[],
  type: 'category' | readonly string[],
  fail: CellFailure,
): Categorical {
  const given = type === 'category' ? [] : type
  if (new Set(given).size !== given.length) {
    throw new CausalError('invalid-argument', `the categories of column ${show(name)} are not all different.`, {
      column: name,
    })
  }
  const index = new Map(given.map((level, code) => [level, code]))
  const codes = new Int32Array(cells.length)
  for (let i = 0; i < codes.length; i++) {
    const cell = cells[i]!
    let code = cell === null ? -1 : index.get(cell)
    if (code === undefined) {
      if (type !== 'category') {
        throw fail(
          i,
          `${show(cell)} is not among the categories declared for column ${show(name)}: ${given.join(', ')}.`,
        )
      }
      code = index.size
      index.set(cell!, code)
    }
    codes[i] = code
  }
  return type === 'category' ? sortLevels(codes, [...index.keys()]) : makeCategorical(codes, given)
}
