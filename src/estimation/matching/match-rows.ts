import { nearestBuffer } from './nearest-buffer.js'
import { type PlacedRows, pointOf } from './rows-at-places.js'
import { rowsNotUsed } from './rows-not-used.js'

/** For each row of the arm that is matched: the rows of the other arm, each as heavy. Empty where there is none. */
export type Matches = ReadonlyMap<number, readonly number[]>

export interface MatchPlan {
  readonly neighbours: number
  readonly replacement: boolean
  /** The largest distance allowed. */
  readonly caliper: number
  /** Without replacement: rows with larger values choose first. */
  readonly priority: Float64Array
}

/** The nearest rows of a pool for each of `rows`, within their cells. Rows at one place may share one list. */
export function matchRows(rows: PlacedRows, pool: PlacedRows, plan: MatchPlan): Matches {
  return plan.replacement ? matchAgain(rows, pool, plan) : matchOnce(rows, pool, plan)
}

/** With replacement: each place is looked from once. */
function matchAgain(rows: PlacedRows, pool: PlacedRows, { neighbours, caliper }: MatchPlan): Matches {
  const { rowsAt } = pool
  const lists = new Map<string, readonly number[]>()
  const matches = new Map<number, readonly number[]>(rows.rows.map((i) => [i, []]))
  for (const [c, { list, tree }] of pool.cells.entries()) {
    const found = nearestBuffer(neighbours, (place) => rowsAt[list[place]!]!.length, caliper)
    const own = rows.cells[c]!
    // near places after one another look at the same boxes
    for (const place of own.tree.order) {
      const at = rows.rowsAt[own.list[place]!]!
      found.clear()
      tree.search(pointOf(at[0]!, rows.places), found)
      const near = found.points().map((other) => list[other]!)
      const others = near.length === 1 ? rowsAt[near[0]!]! : together(near)
      for (const i of at) matches.set(i, others)
    }
  }
  return matches

  /** Lists that could be long and come up often are made once. */
  function together(near: readonly number[]): readonly number[] {
    const all = (): number[] => near.flatMap((place) => rowsAt[place]!).sort((a, b) => a - b)
    if (near.every((place) => rowsAt[place]!.length === 1)) return all()
    const key = near.join()
    const known = lists.get(key) ?? all()
    lists.set(key, known)
    return known
  }
}

/** Without replacement: one row after another, by priority; the trees of the pool lose what is used. */
function matchOnce(rows: PlacedRows, pool: PlacedRows, { neighbours, caliper, priority }: MatchPlan): Matches {
  const { cell } = rows.places
  const matches = new Map<number, readonly number[]>()
  const found = pool.cells.map(({ list, tree }) =>
    rowsNotUsed(
      neighbours,
      list.map((place) => pool.rowsAt[place]!),
      caliper,
      tree.remove,
    ),
  )
  for (const i of [...rows.rows].sort((a, b) => priority[b]! - priority[a]! || a - b)) {
    const c = cell[i]!
    pool.cells[c]!.tree.search(pointOf(i, rows.places), found[c]!)
    matches.set(i, found[c]!.take())
  }
  return matches
}
