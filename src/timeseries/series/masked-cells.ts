import { positionOf } from '../../data/tables/column.js'
import { isNumeric, makeCategorical } from '../../data/tables/make-table.js'
import type { Categorical, Table } from '../../data/types.js'
import { CausalError } from '../../errors.js'
import { checkedObject, quoteNames } from '../../names.js'
import { show } from '../../show.js'

/** The columns at these positions, masked cells as missing ones; a column without a mask is not copied. */
export function withoutMasked(
  table: Table<unknown, string>,
  kept: readonly number[],
  masked: { readonly [name: string]: ArrayLike<boolean | number> | undefined } | undefined,
): readonly (Float64Array | Categorical)[] {
  const columns = [...table.data]
  for (const [name, mask] of Object.entries(checkedObject('masked', masked ?? {}))) {
    const at = positionOf(table, name)
    if (!kept.includes(at)) {
      const message = `${show(name)} tells time or recording and cannot be masked: drop its rows instead.`
      throw new CausalError('invalid-argument', message, { column: name })
    }
    columns[at] = maskedColumn(name, columns[at]!, checkedMask(name, mask, table.rowCount))
  }
  return kept.map((i) => columns[i]!)
}

function maskedColumn(name: string, column: Float64Array | Categorical, mask: Uint8Array): Float64Array | Categorical {
  if (!mask.includes(0)) {
    const message = `all cells of ${quoteNames([name])} are masked: true means left out. Leave the column out, or turn the mask round.`
    throw new CausalError('invalid-data', message, { column: name })
  }
  if (isNumeric(column)) return column.map((value, row) => (mask[row] === 1 ? Number.NaN : value))
  return makeCategorical(
    column.codes.map((code, row) => (mask[row] === 1 ? -1 : code)),
    column.levels,
  )
}

function checkedMask(name: string, mask: unknown, n: number): Uint8Array {
  const isList = Array.isArray(mask) || ArrayBuffer.isView(mask)
  const values = (isList ? mask : []) as ArrayLike<unknown>
  if (values.length !== n) {
    const message = `the mask of ${show(name)} must be a list with one value for each of the ${n} rows, got ${show(mask)}.`
    throw new CausalError('invalid-argument', message, { column: name, rows: n })
  }
  return Uint8Array.from(values, (value, row) => {
    if (value === true || value === 1) return 1
    if (value === false || value === 0) return 0
    const message = `the mask of ${show(name)} holds ${show(value)} at row ${row} (counting from 0): true leaves a cell out, false keeps it.`
    throw new CausalError('invalid-argument', message, { column: name, row })
  })
}
