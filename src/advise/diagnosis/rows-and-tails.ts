import { makeTable, takeRows } from '../../data/tables/make-table.js'
import { rowAutocorrelations, rowDependence } from '../../independence/core/row-dependence.js'
import { quoteNames } from '../../names.js'
import { scoreInterval } from '../../numeric/score-interval.js'
import { normalUpperTail } from '../../numeric/special/normal.js'
import { show } from '../../show.js'
import type { NotLooked } from './diagnosis-types.js'
import type { Look } from './look.js'
import type { ColumnView } from './table-view.js'

/** A t distribution with 2 degrees of freedom, the first without a variance, has 2.9 % so far out; a Laplace one 0.8 %. */
const FAR_OUT = 0.01
/** The share must lie above that at the level of 1 %, one-sided. */
const Z = 2.326

/** Values beyond three interquartile ranges from the quartiles, "far out" (Tukey 1977): what drowns means and correlations. */
export function lookForTails(columns: readonly ColumnView[], complete: Int32Array): Look[] {
  return columns.flatMap(({ name, data }) => {
    const values = Float64Array.from(complete, (i) => (data as Float64Array)[i]!).sort()
    const n = values.length
    if (n < 20) return []
    const at = (p: number): number => values[Math.round(p * (n - 1))]!
    const range = at(0.75) - at(0.25)
    if (!(range > 0)) return []
    const far = values.filter((v) => v < at(0.25) - 3 * range || v > at(0.75) + 3 * range).length
    return [
      {
        topic: 'heavy-tails' as const,
        columns: [name],
        measure: 'share of values beyond three interquartile ranges from the quartiles',
        statistic: far / n,
        pValue: null,
        found: scoreInterval(far, n, Z)[0] > FAR_OUT,
        says: [
          `${far} of ${n} values of ${show(name)} lie far out: means, variances and correlations rest on them.`,
          `${show(name)} has no heavy tails.`,
        ] as const,
      },
    ]
  })
}

/** Whether rows follow the rows before them: within one environment, for the step to the next one is no step in time. */
export function lookForDependence(
  columns: readonly ColumnView[],
  complete: Int32Array,
): { looks: Look[]; notLooked: NotLooked[]; follows: boolean } {
  const table = makeTable(
    columns.map(({ name }) => name),
    complete.length,
    columns.map(({ data }) => takeRows(data, complete)),
  )
  const all = rowAutocorrelations(table)
  if (all === null) {
    const message =
      'it takes two columns, twenty complete rows, more rows than columns, and an order: where equal rows stand together, as in a table of counts, there is none.'
    return { looks: [], notLooked: [{ topic: 'dependent-rows', columns: table.columns, message }], follows: false }
  }
  // one column alone may be sorted: what counts is the second
  const byStrength = [...all].sort((a, b) => b.z - a.z || (a.column < b.column ? -1 : 1))
  const second = byStrength[1]!
  const named = rowDependence(table).map(({ column }) => column)
  const names = named.length > 0 ? named : byStrength.slice(0, 2).map(({ column }) => column)
  const look: Look = {
    topic: 'dependent-rows',
    columns: names,
    measure: 'second largest lag-1 autocorrelation of the ranks of what the other columns leave',
    statistic: second.autocorrelation,
    pValue: Math.min(1, all.length * normalUpperTail(second.z)),
    says: [
      `rows follow the rows before them: see ${quoteNames(names)}. Tests and scores take rows for independent; name the column of times, or of recordings.`,
      'rows do not seem to follow the rows before them.',
    ],
  }
  return { looks: [look], notLooked: [], follows: named.length > 0 }
}
