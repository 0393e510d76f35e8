import { checkMoments } from '../../../data/statistics/check-moments.js'
import { checkTable } from '../../../data/tables/check-table.js'
import { makeCategorical, makeTable } from '../../../data/tables/make-table.js'
import type { Moments, Table } from '../../../data/types.js'
import { CausalError } from '../../../errors.js'
import { checkShape } from '../../../probability/factors/factor-core.js'
import type { Factor } from '../../../probability/types.js'
import { show } from '../../../show.js'

type AnyTable = Table<unknown, string>

/** What an effect is estimated from, told apart. */
export type ReadSource =
  | { readonly kind: 'rows'; readonly table: AnyTable }
  | { readonly kind: 'counts'; readonly table: AnyTable; readonly counts: Float64Array }
  | { readonly kind: 'moments'; readonly moments: Moments }

/** Tells rows, counts and moments apart, and checks them. */
export function readSource(source: unknown): ReadSource {
  if (typeof source === 'object' && source !== null) {
    if ('variables' in source && 'values' in source) return cellsOf(source as Factor)
    if ('covariance' in source) {
      checkMoments(source as Moments)
      return { kind: 'moments', moments: source as Moments }
    }
  }
  checkTable(source as AnyTable)
  return { kind: 'rows', table: source as AnyTable }
}

/** The columns that a source knows. */
export function namesOf(source: ReadSource): readonly string[] {
  return source.kind === 'moments' ? source.moments.names : source.table.columns
}

/** The cells of counts that have some, as rows. Where all states of a variable are numerals, it is a column of numbers. */
function cellsOf(counts: Factor): ReadSource {
  checkShape(counts)
  const { variables, values } = counts
  const wrong = values.findIndex((value) => !(Number.isSafeInteger(value) && value >= 0))
  if (wrong >= 0) {
    throw new CausalError(
      'invalid-argument',
      `counts are whole numbers of rows, got ${show(values[wrong])} in cell ${wrong} (counting from 0): of shares no standard error follows.`,
      { cell: wrong, value: values[wrong] },
    )
  }
  const cells = Int32Array.from(values.keys()).filter((cell) => values[cell]! > 0)
  if (cells.length === 0) throw new CausalError('too-few-rows', 'the table of counts counts no row.')
  let inner = values.length
  const columns = variables.map(({ states }) => {
    inner /= states.length
    const step = inner
    const codes = Int32Array.from(cells, (cell) => Math.floor(cell / step) % states.length)
    const numbers = states.map(Number)
    const plain = states.every((state, s) => /^-?\d+(\.\d+)?$/.test(state) && numbers.indexOf(numbers[s]!) === s)
    return plain ? Float64Array.from(codes, (code) => numbers[code]!) : makeCategorical(codes, states)
  })
  return {
    kind: 'counts',
    table: makeTable<unknown>(
      variables.map(({ name }) => name),
      cells.length,
      columns,
    ) as AnyTable,
    counts: Float64Array.from(cells, (cell) => values[cell]!),
  }
}

/** One row for each unit that cells count, for estimators that need rows. */
export function rowsOfCells({ table, counts }: { readonly table: AnyTable; readonly counts: Float64Array }): AnyTable {
  const total = counts.reduce((sum, count) => sum + count, 0)
  const most = 2 ** 27
  if (total > most) {
    throw new CausalError('too-large', `the counts stand for ${total} rows, and this estimator needs them as rows.`, {
      rows: total,
      limit: most,
    })
  }
  const cell = new Int32Array(total)
  for (let c = 0, row = 0; c < counts.length; c++) {
    cell.fill(c, row, row + counts[c]!)
    row += counts[c]!
  }
  const columns = table.data.map((column) =>
    column instanceof Float64Array
      ? Float64Array.from(cell, (c) => column[c]!)
      : makeCategorical(
          Int32Array.from(cell, (c) => column.codes[c]!),
          column.levels,
        ),
  )
  return makeTable<unknown>(table.columns, total, columns) as AnyTable
}
