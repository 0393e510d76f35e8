import { isNumeric } from '../../data/tables/make-table.js'
import type { Categorical } from '../../data/types.js'
import { CausalError } from '../../errors.js'
import { show } from '../../show.js'

/** Which recording each row belongs to: numbers in the order of recordings, and what each is called. */
export interface Recordings {
  readonly code: Int32Array
  readonly names: readonly string[]
}

/** Recordings by the values of a column: numbers ascending, texts by their code units. */
export function recordingsOf(name: string, column: Float64Array | Categorical): Recordings {
  const gap = isNumeric(column) ? column.findIndex(Number.isNaN) : column.codes.findIndex((code) => code < 0)
  if (gap >= 0) {
    const message = `column ${show(name)} tells no recording at row ${gap} (counting from 0): drop the row, or fill it in.`
    throw new CausalError('missing-values', message, { column: name, row: gap })
  }
  if (isNumeric(column)) {
    const values = Float64Array.from(new Set(column)).sort()
    const place = new Map(Array.from(values, (value, k) => [value, k]))
    return { code: Int32Array.from(column, (value) => place.get(value)!), names: Array.from(values, String) }
  }
  const order = [...column.levels.keys()].sort((a, b) => (column.levels[a]! < column.levels[b]! ? -1 : 1))
  const place = new Int32Array(order.length)
  for (const [k, level] of order.entries()) place[level] = k
  return {
    code: Int32Array.from(column.codes, (code) => place[code]!),
    names: order.map((level) => column.levels[level]!),
  }
}

/** Rows by recording, then by stamp, then as they stood; null where they stand so already. */
export function rowsInOrder(code: Int32Array, stamps: Float64Array | null): Int32Array | null {
  const after = (a: number, b: number): number => code[a]! - code[b]! || (stamps === null ? 0 : stamps[a]! - stamps[b]!)
  let sorted = true
  for (let i = 1; sorted && i < code.length; i++) sorted = after(i - 1, i) <= 0
  if (sorted) return null
  return Int32Array.from(code.keys()).sort((a, b) => after(a, b) || a - b)
}
