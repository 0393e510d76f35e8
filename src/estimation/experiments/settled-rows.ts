import { takeRows } from '../../data/tables/make-table.js'
import type { Table } from '../../data/types.js'
import { CausalError } from '../../errors.js'
import { show } from '../../show.js'
import { groupsAt, numbersAt } from '../core/designs/read-question.js'
import { clustersAmong, type ExperimentData } from './read-experiment.js'
import type { ExperimentQuestion } from './types.js'

/**
 * What is asked of a switchback experiment.
 *
 * @typeParam N - the names of the columns
 * @category Estimation
 */
export interface SwitchbackQuestion<N extends string = string> extends Omit<ExperimentQuestion<N>, 'cluster'> {
  /** The column of times, as numbers. */
  readonly time: N
  /** The column that names the places (cities, servers) that switch each on its own; left out, there is one. */
  readonly unit?: N
  /** The column that names the periods for which treatment was drawn anew, within a place. */
  readonly period: N
}

/** The rows later than `carryover` after the last switch of their place, with periods as clusters. */
export function settledRows(
  table: Table<unknown, string>,
  data: ExperimentData,
  { time, unit, period }: SwitchbackQuestion,
  carryover: number,
): { data: ExperimentData; leftOut: number } {
  const times = takeRows(numbersAt(table, time, 'time'), data.rows) as Float64Array
  const periods = groupsAt(table, period)
  const places = unit === undefined ? null : groupsAt(table, unit)
  const blockOf = (j: number): number => {
    const i = data.rows[j]!
    return periods.codes[i]! + periods.labels.length * (places?.codes[i] ?? 0)
  }
  const blocks = new Map<number, { start: number; treatment: number; place: number }>()
  for (let j = 0; j < data.n; j++) {
    const code = blockOf(j)
    const known = blocks.get(code)
    const treatment = data.treated[j]!
    if (known === undefined) {
      blocks.set(code, { start: times[j]!, treatment, place: places?.codes[data.rows[j]!] ?? 0 })
    } else if (known.treatment !== treatment) {
      const name = periods.labels[periods.codes[data.rows[j]!]!]
      throw new CausalError(
        'invalid-data',
        `the treatment changes within period ${show(name)}: a period is what treatment was drawn for.`,
        { period: name },
      )
    } else known.start = Math.min(known.start, times[j]!)
  }
  const order = [...blocks.values()].sort((a, b) => a.place - b.place || a.start - b.start)
  const switched = new Set(
    order.filter((block, o) => {
      const before = order[o - 1]
      return before !== undefined && before.place === block.place && before.treatment !== block.treatment
    }),
  )
  const keep: number[] = []
  for (let j = 0; j < data.n; j++) {
    const block = blocks.get(blockOf(j))!
    if (!switched.has(block) || times[j]! - block.start >= carryover) keep.push(j)
  }
  const chosen = Int32Array.from(keep)
  const codes = Int32Array.from({ length: data.n }, (_, j) => blockOf(j))
  const clusters = clustersAmong(codes, chosen)
  return {
    leftOut: data.n - keep.length,
    data: {
      ...data,
      n: keep.length,
      rows: Int32Array.from(keep, (j) => data.rows[j]!),
      treated: takeRows(data.treated, chosen) as Float64Array,
      outcome: takeRows(data.outcome, chosen) as Float64Array,
      clusters,
    },
  }
}
