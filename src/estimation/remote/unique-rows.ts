import { makeCategorical, makeTable } from '../../data/tables/make-table.js'
import type { Table } from '../../data/types.js'
import { CausalError } from '../../errors.js'
import { show } from '../../show.js'
import { compareState, compareStates } from '../../sql/statements/compare-state.js'
import type { Asking } from '../../sql/warehouse/ask.js'
import { cellsOf } from '../../sql/warehouse/cells-of.js'
import type { ColumnKind } from '../../sql/warehouse/types.js'

/** Rows that differ, and how often each is there. */
export interface UniqueRows {
  readonly table: Table<unknown, string>
  readonly counts: Float64Array
}

/** Rows that differ, of these columns; null where there are more of them than `limit`. */
export async function uniqueRows(
  asking: Asking,
  names: readonly string[],
  kinds: Readonly<Record<string, ColumnKind>>,
  limit: number,
): Promise<UniqueRows | null> {
  const found = await cellsOf(asking, names, limit)
  if (found === null) return null
  // in an order of our own: engines give groups in any
  const list = [...found].sort((a, b) => compareStates(a.states, b.states))
  if (list.length === 0) throw new CausalError('too-few-rows', 'no row is complete.', { names })
  const columns = names.map((name, k) => {
    const states = list.map((cell) => cell.states[k]!)
    return columnOfStates(states, kinds[name]!, name)
  })
  const counts = Float64Array.from(list, ({ count }) => count)
  checkWhole(counts)
  return { table: makeTable<unknown>(names, list.length, columns) as Table<unknown, string>, counts }
}

/** A column of states that came as texts. */
export function columnOfStates(
  states: readonly string[],
  kind: ColumnKind,
  name: string,
): Float64Array | ReturnType<typeof makeCategorical> {
  return kind === 'category' ? categories(states) : Float64Array.from(states, (state) => numberOf(state, name))
}

function numberOf(state: string, name: string): number {
  const value = Number(state)
  if (state.trim() !== '' && Number.isFinite(value)) return value
  throw new CausalError(
    'invalid-data',
    `the column ${show(name)} was said to hold numbers, and holds ${show(state)}: say "category", or cast it in a query.`,
    { column: name },
  )
}

function categories(states: readonly string[]): ReturnType<typeof makeCategorical> {
  const levels = [...new Set(states)].sort(compareState)
  const place = new Map(levels.map((level, k) => [level, k]))
  return makeCategorical(
    Int32Array.from(states, (state) => place.get(state)!),
    levels,
  )
}

function checkWhole(counts: Float64Array): void {
  const wrong = counts.find((count) => !Number.isSafeInteger(count))
  if (wrong === undefined) return
  throw new CausalError(
    'invalid-data',
    `the weights of \`from\` say how often a row counts, and some sum up to ${wrong}: of shares no standard error follows.`,
    { count: wrong },
  )
}
