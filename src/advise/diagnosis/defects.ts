import { quoteNames } from '../../names.js'
import { designMatrix } from '../../numeric/design-matrix.js'
import { leastSquares } from '../../numeric/least-squares.js'
import { show } from '../../show.js'
import { statesOf } from './column-types.js'
import type { Look } from './look.js'
import type { ColumnView, TableView } from './table-view.js'

/** What is left of a column that others determine, as a share of its variance: rounding, no more. */
const NOTHING = 1e-10
/** A coefficient on standardised columns below this is rounding. */
const SMALL = 1e-6

/**
 * Columns that say nothing new: of numbers, those that a linear combination of others gives; of states, those that another column's
 * states fix. Of columns that determine one another the first by name stays.
 *
 * O(p² n p) for p columns of numbers.
 */
export function lookForDefects(view: TableView): { looks: Look[]; dropped: Set<string> } {
  const looks: Look[] = []
  const dropped = new Set<string>()
  const drop = (topic: Look['topic'], name: string, by: readonly string[], statistic: number, says: string): void => {
    dropped.add(name)
    const measure = by.length > 0 ? 'share of its variance that the others leave' : 'different values'
    looks.push({ topic, columns: [name, ...by], measure, statistic, pValue: null, found: true, says: [says, ''] })
  }
  for (const { name, type, distinct } of view.columns) {
    if (type === 'constant') drop('constant', name, [], distinct, `${show(name)} does not vary: leave it out.`)
    if (type === 'identifier')
      drop(
        'identifier',
        name,
        [],
        distinct,
        `${show(name)} names the rows: it has no states to learn from, leave it out.`,
      )
  }
  const rest = view.columns.filter(({ name }) => !dropped.has(name)).sort((a, b) => (a.name < b.name ? -1 : 1))
  const rows = view.complete
  for (const { name, by, left } of determinedNumbers(
    rest.filter(({ numeric }) => numeric),
    rows,
  )) {
    const one = by.length === 1
    drop(
      one ? 'duplicate' : 'determined',
      name,
      by,
      left,
      one
        ? `${show(name)} is ${quoteNames(by)} in other units: leave one of them out.`
        : `${show(name)} is a sum of ${quoteNames(by)}: leave one of them out.`,
    )
  }
  for (const { name, by, same } of determinedStates(
    rest.filter(({ name: other, type }) => !dropped.has(other) && type !== 'continuous'),
    rows,
  ))
    drop(
      same ? 'duplicate' : 'determined',
      name,
      [by],
      0,
      same
        ? `${show(name)} is ${show(by)} under other names: leave one of them out.`
        : `${show(by)} fixes ${show(name)}: leave one of them out, or tests given ${show(by)} say nothing of it.`,
    )
  return { looks, dropped }
}

function* determinedNumbers(
  columns: readonly ColumnView[],
  rows: Int32Array,
): Generator<{ name: string; by: string[]; left: number }> {
  const n = rows.length
  const kept: { name: string; values: Float64Array }[] = []
  for (const { name, data } of columns) {
    const values = standardised(data as Float64Array, rows)
    if (values === null) continue
    const least = kept.length + 2 <= n && kept.length > 0
    const fit = least
      ? leastSquares(
          designMatrix(
            kept.map((one) => one.values),
            n,
          ),
          n,
          kept.length + 1,
          values,
        )
      : null
    const left = fit?.ok ? fit.residuals.reduce((sum, r) => sum + r * r, 0) / n : 1
    if (fit?.ok && left < NOTHING) {
      const by = kept.filter((_, k) => Math.abs(fit.coefficients[k + 1]!) > SMALL).map((one) => one.name)
      yield { name, by, left }
    } else kept.push({ name, values })
  }
}

/** Mean 0 and variance 1 over the rows; null where it does not vary there. */
function standardised(column: Float64Array, rows: Int32Array): Float64Array | null {
  const n = rows.length
  const origin = n > 0 ? column[rows[0]!]! : 0
  const values = Float64Array.from(rows, (i) => column[i]! - origin)
  const mean = values.reduce((sum, v) => sum + v, 0) / n
  const spread = Math.sqrt(values.reduce((sum, v) => sum + (v - mean) * (v - mean), 0) / n)
  return spread > 0 ? values.map((v) => (v - mean) / spread) : null
}

function* determinedStates(
  columns: readonly ColumnView[],
  rows: Int32Array,
): Generator<{ name: string; by: string; same: boolean }> {
  const kept: { name: string; codes: Int32Array; count: number }[] = []
  // finer columns first, so that a coarse one is held against all that may fix it
  const states = columns.map(({ name, data }) => ({ name, ...statesOf(data) }))
  for (const one of states.sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1))) {
    const by = kept.find(({ codes, count }) => fixes(codes, count, one.codes, rows))
    if (by === undefined) kept.push(one)
    else yield { name: one.name, by: by.name, same: by.count === one.count }
  }
}

/** Whether each state of the one column goes with one state of the other alone, over enough rows to tell. */
function fixes(from: Int32Array, count: number, to: Int32Array, rows: Int32Array): boolean {
  if (rows.length < 5 * count) return false
  const at = new Int32Array(count).fill(-1)
  for (const i of rows) {
    const [a, b] = [from[i]!, to[i]!]
    if (at[a] === -1) at[a] = b
    else if (at[a] !== b) return false
  }
  return true
}
