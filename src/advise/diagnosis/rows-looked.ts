import { makeTable } from '../../data/tables/make-table.js'
import { CausalError } from '../../errors.js'
import { series } from '../../timeseries/series/series.js'
import { statesOf } from './column-types.js'
import type { RowsLooked } from './regressions.js'
import type { Roles, TableView } from './table-view.js'

/**
 * The rows that regressions look at: of several environments those of the one with the most rows, for a mixture of two lines is no
 * line; of steps of a series each with the step before it; else all complete rows.
 */
export function rowsLooked(view: TableView, roles: Roles, follows: boolean): RowsLooked {
  const within = oneEnvironment(view, roles.environment)
  const where = within === null ? '' : ', in the environment with the most rows'
  const isComplete = new Set(within ?? view.complete)
  if (roles.time === null && roles.unit === null && !follows)
    return { at: Int32Array.from(isComplete), before: null, where }
  const before = stepsBefore(view, roles)
  const at = Int32Array.from([...isComplete].filter((i) => isComplete.has(before[i]!)))
  return { at, before: at.map((i) => before[i]!), where: `${where}, of what the step before leaves` }
}

/** The complete rows of the environment with the most of them; null where none is named. */
export function oneEnvironment({ table, complete }: TableView, environment: string | null): Int32Array | null {
  if (environment === null) return null
  const { codes, count } = statesOf(table.data[table.columns.indexOf(environment)]!)
  const groups = Array.from({ length: count }, (): number[] => [])
  for (const i of complete) if (codes[i]! >= 0) groups[codes[i]!]!.push(i)
  return Int32Array.from(groups.reduce((most, one) => (one.length > most.length ? one : most), []))
}

/** For each row that of the step before, −1 where a stretch begins or the rows are no series. */
function stepsBefore({ table }: TableView, { time, unit }: Roles): Int32Array {
  const n = table.rowCount
  const none = new Int32Array(n).fill(-1)
  const row = Float64Array.from({ length: n }, (_, i) => i)
  const roles = [time, unit].filter((name) => name !== null)
  // the rows' own numbers travel with them, under a name that no column has
  const own = `${table.columns.join('')} row`
  const data = roles.map((name) => table.data[table.columns.indexOf(name)]!)
  try {
    const steps = series(
      makeTable([...roles, own], n, [...data, row]) as never,
      {
        ...(time !== null && { time }),
        ...(unit !== null && { unit }),
      } as never,
    )
    const sorted = steps.table.data[0] as Float64Array
    for (const { start, length } of steps.stretches)
      for (let k = start + 1; k < start + length; k++) none[sorted[k]!] = sorted[k - 1]!
    return none
  } catch (error) {
    if (error instanceof CausalError) return none
    throw error
  }
}
