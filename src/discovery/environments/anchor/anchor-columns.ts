import { columnAt } from '../../../data/tables/column.js'
import { discreteColumn } from '../../../data/tables/discrete-column.js'
import { isNumeric } from '../../../data/tables/make-table.js'
import { numericColumn } from '../../../data/tables/numeric-column.js'
import type { Table } from '../../../data/types.js'
import { CausalError } from '../../../errors.js'
import { quoteNames } from '../../../names.js'

/** Less of a column's variance than this is rounding. */
const DETERMINED = 1e-12

/** The column less its mean. */
export function centred(column: Float64Array): Float64Array {
  const n = column.length
  let mean = 0
  for (let i = 0; i < n; i++) mean += (column[i]! - column[0]!) / n
  return column.map((v) => v - column[0]! - mean)
}

export function product(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!
  return sum
}

/** The projection onto the span of the anchors, of columns with mean 0. */
export function projection(basis: readonly Float64Array[]): (column: Float64Array) => Float64Array {
  return (column) => {
    const onto = new Float64Array(column.length)
    for (const unit of basis) {
      const along = product(unit, column)
      for (let i = 0; i < onto.length; i++) onto[i]! += along * unit[i]!
    }
    return onto
  }
}

/** An orthonormal basis of the centred anchors: numbers as they are, categories as indicators; what others determine is left out. */
export function anchorBasis(table: Table<unknown, string>, anchors: readonly string[]): readonly Float64Array[] {
  const basis: Float64Array[] = []
  for (const name of anchors) {
    const columns = isNumeric(columnAt(table, name)) ? [numericColumn(table, name)] : indicators(table, name)
    const moving = columns.map(centred).filter((column) => product(column, column) > 0)
    if (moving.length === 0) {
      throw new CausalError(
        'constant-column',
        `the anchor ${quoteNames([name])} does not vary: it tells no environments apart.`,
        { column: name },
      )
    }
    for (const column of moving) {
      const size = product(column, column)
      // twice, so that rounding leaves nothing of a long part
      const once = less(column, projection(basis)(column))
      const left = less(once, projection(basis)(once))
      const rest = product(left, left)
      if (rest > DETERMINED * size) basis.push(left.map((v) => v / Math.sqrt(rest)))
    }
  }
  return basis
}

function less(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((v, i) => v - b[i]!)
}

function indicators(table: Table<unknown, string>, name: string): readonly Float64Array[] {
  const { codes, states } = discreteColumn(table, name)
  return states.map((_, code) => Float64Array.from(codes, (c) => (c === code ? 1 : 0)))
}
