import { countsFragment } from '../statements/counts-sql.js'
import { type CountedCell, readCells } from '../statements/read-counts.js'
import { rendered, sql } from '../text/fragment.js'
import type { Asking } from './ask.js'
import { checkComplete, rowCount } from './row-count.js'

/** The combinations of states that occur in all parts, with their counts; null where there are more of them than `limit`. */
export async function cellsOf(
  asking: Asking,
  names: readonly string[],
  limit: number = Number.POSITIVE_INFINITY,
): Promise<readonly CountedCell[] | null> {
  const cells = new Map<string, { readonly states: readonly string[]; count: number }>()
  for (const part of asking.parts) {
    const { source, where, weights, warehouse } = part
    const there = await rowCount(asking, part)
    const all = countsFragment(source, names, where, weights, warehouse.dialect)
    const some = limit === Number.POSITIVE_INFINITY ? all : sql`${all} LIMIT ${[String(limit + 1)]}`
    const statement = { ...rendered(some, warehouse.dialect), names, weighted: weights !== undefined }
    const found = await asking.ask(part, statement, readCells)
    if (found.length > limit) return null
    const used = found.reduce((sum, cell) => sum + cell.rowCount, 0)
    await checkComplete(asking, part, { there, used }, { numbers: [], states: names })
    for (const { states, count } of found) {
      const key = JSON.stringify(states)
      const before = cells.get(key)
      if (before === undefined) cells.set(key, { states, count })
      else before.count += count
    }
    if (cells.size > limit) return null
  }
  return [...cells.values()]
}
