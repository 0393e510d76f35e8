import { positionOf } from '../../data/tables/column.js'
import { discreteColumn } from '../../data/tables/discrete-column.js'
import { makeTable } from '../../data/tables/make-table.js'
import type { Table } from '../../data/types.js'
import { CausalError } from '../../errors.js'
import { readTargets, refuseAlwaysSet } from '../../graph/classes/told-directions.js'
import { checkedObject, indexNames, quoteNames, unknownName } from '../../names.js'
import { show } from '../../show.js'

/** A table of rows from several regimes: the regime of each row, and the columns without it. */
export interface Regimes {
  /** The columns but that of the regime. */
  readonly table: Table<Record<string, number>, string>
  /** The regime of each row, a position in `labels`. */
  readonly of: Int32Array
  /** The regimes that have rows: categories in the order of levels, numbers ascending. */
  readonly labels: readonly string[]
}

/** Splits the column of the regime, categories or whole numbers, off a table. */
export function readRegimes(data: Table<unknown, string>, regime: string): Regimes {
  const at = positionOf(data, regime)
  const { codes, states } = discreteColumn(data, regime)
  const used = states.map((_, code) => codes.includes(code))
  const place = Int32Array.from(states.keys())
  for (let code = 0, next = 0; code < states.length; code++) place[code] = used[code] === true ? next++ : -1
  const rest = data.columns.filter((_, i) => i !== at)
  if (rest.length === 0) {
    throw new CausalError('invalid-data', `the table has no column beside the regime ${show(regime)}.`, { regime })
  }
  return {
    table: makeTable(
      rest,
      data.rowCount,
      data.data.filter((_, i) => i !== at),
    ),
    of: codes.map((code) => place[code]!),
    labels: states.filter((_, code) => used[code] === true),
  }
}

/** The targets of each regime in positions of the columns; every regime of the data must have its targets, and none else. */
export function readRegimeTargets(
  { table, labels }: Regimes,
  targets: Readonly<Record<string, readonly string[]>>,
): readonly (readonly number[])[] {
  const entries = new Map(Object.entries(checkedObject('targets', targets)))
  for (const label of entries.keys()) if (!labels.includes(label)) throw unknownName('regime', label, labels)
  const missing = labels.filter((label) => !entries.has(label))
  if (missing.length > 0) {
    throw new CausalError(
      'invalid-argument',
      `targets says nothing of the regime${missing.length > 1 ? 's' : ''} ${quoteNames(missing)}: name what was set in each, or [] for observation.`,
      { regimes: missing },
    )
  }
  const index = indexNames('column', table.columns)
  const sets = readTargets(
    'column',
    index,
    labels.map((label) => entries.get(label)!),
  )
  refuseAlwaysSet(table.columns, sets)
  return sets
}
