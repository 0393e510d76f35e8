import { makeTable } from '../../data/tables/make-table.js'
import type { Table } from '../../data/types.js'
import { fisherZ } from '../../independence/gaussian/fisher-z.js'
import { missingDataDeletion } from '../../independence/wrappers/missing-data-deletion.js'
import { parentsAndChildren } from '../local/parents-and-children.js'

/** Of a column with missing values: which columns stand around its indicator of missingness. In positions. */
export interface MissingnessCauses {
  readonly column: number
  /** The share of rows in which it is missing. */
  readonly share: number
  readonly causes: readonly number[]
}

/**
 * The causes of each column's missingness: the columns that nothing separates from the indicator of its being missing, by
 * PC-select on the rows in which the columns of a test are observed. The column itself is no candidate, since it is never seen
 * where it is missing; indicators cause nothing, so whatever stands around one is a cause of it.
 */
export function missingnessCauses(table: Table<unknown, string>, alpha: number): readonly MissingnessCauses[] {
  const { columns: names, rowCount: n } = table
  const data = table.data as readonly Float64Array[]
  return names.flatMap((_, column) => {
    const isMissing = data[column]!.map((value) => (Number.isNaN(value) ? 1 : 0))
    const count = isMissing.reduce((sum, one) => sum + one, 0)
    if (count === 0 || count === n) return []
    const others = names.map((__, i) => i).filter((i) => i !== column)
    // a name that no column has
    const label = `${'missing '.repeat(1 + Math.max(...names.map((name) => name.length)))}`
    const made = makeTable([...others.map((i) => names[i]!), label], n, [
      ...others.map((i) => data[i]!),
      isMissing,
    ]) as unknown as Table<Record<string, number>>
    const test = missingDataDeletion(made, fisherZ as never)
    const { neighbors } = parentsAndChildren(test, { target: label, method: 'pc-select', symmetric: false, alpha })
    return [{ column, share: count / n, causes: neighbors.map((name) => names.indexOf(name)) }]
  })
}
