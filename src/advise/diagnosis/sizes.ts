import { select } from '../../data/tables/select.js'
import type { Cell, Table } from '../../data/types.js'
import { CausalError, sentenceOf } from '../../errors.js'
import { quoteNames } from '../../names.js'
import { show } from '../../show.js'
import { series } from '../../timeseries/series/series.js'
import { statesOf } from './column-types.js'
import type { Look } from './look.js'
import type { ColumnView } from './table-view.js'

/** Fewer complete rows for each column than this leave little to learn from. */
const ROWS_A_COLUMN = 10
/** A state with fewer rows than this says next to nothing. */
const ROWS_A_STATE = 5

/** Complete rows against columns. */
export function lookAtSize(variables: number, completeRows: number): Look {
  const each = variables > 0 ? completeRows / variables : 0
  return {
    topic: 'few-rows',
    columns: [],
    measure: 'complete rows for each variable',
    statistic: each,
    pValue: null,
    found: completeRows < Math.max(30, ROWS_A_COLUMN * variables),
    says: [
      `${completeRows} complete rows for ${variables} variables: weak dependences will be missed, and silence of a test says little.`,
      `${completeRows} complete rows for ${variables} variables.`,
    ],
  }
}

/** States with few rows. */
export function lookForSparseStates(columns: readonly ColumnView[]): Look[] {
  return columns.flatMap(({ name, data, type }) => {
    if (type === 'continuous' || type === 'constant' || type === 'identifier') return []
    const { codes, count } = statesOf(data)
    const rows = new Float64Array(count)
    for (const code of codes) if (code >= 0) rows[code]!++
    const few = rows.filter((size) => size < ROWS_A_STATE).length
    if (few === 0) return []
    return [
      {
        topic: 'sparse-categories' as const,
        columns: [name],
        measure: `states with fewer than ${ROWS_A_STATE} rows`,
        statistic: few,
        pValue: null,
        found: true,
        says: [
          `${few} of ${count} states of ${show(name)} have fewer than ${ROWS_A_STATE} rows: join states that belong together.`,
          '',
        ] as const,
      },
    ]
  })
}

/** Whether the stamps are regular steps, as {@link series} reads them. */
export function lookAtTime(
  table: Table<unknown, string>,
  time: string,
  unit: string | null,
  variables: readonly string[],
): Look {
  const columns = unit === null ? [time] : [time, unit]
  const measure = 'stretches without a gap'
  const told = (statistic: number, found: boolean, bad: string, good: string): Look => ({
    topic: 'irregular-time',
    columns,
    measure,
    statistic,
    pValue: null,
    found,
    says: [bad, good],
  })
  try {
    const needed = select(table as Table<Record<string, Cell>>, [...columns, ...variables])
    const { stretches, every } = series(needed, { time, ...(unit !== null && { unit }) })
    const gaps = stretches.length
    return told(gaps, false, '', `${quoteNames(columns)}: steps of ${every} in ${gaps} stretches without a gap.`)
  } catch (error) {
    if (!(error instanceof CausalError)) throw error
    return told(0, true, `the rows are no series of regular steps: ${sentenceOf(error)}`, '')
  }
}
