import type { Table } from '../../../data/types.js'
import { CausalError } from '../../../errors.js'
import { quoteNames } from '../../../names.js'
import { show } from '../../../show.js'
import { type Groups, groupsAt, numbersAt, ranked } from './read-question.js'

/** Units seen at several times. */
export interface Panel {
  readonly n: number
  readonly units: Groups
  /** The times in order, and each row's place among them. */
  readonly times: { readonly codes: Int32Array; readonly values: readonly number[] }
  /** The row of unit u at time t is `cell[u * times + t]`, −1 where there is none. */
  readonly cell: Int32Array
  /** Whether each unit is seen at each time. */
  readonly balanced: boolean
}

/** Units and times; a unit that has two rows at one time is an error that names it. */
export function readPanel(table: Table<unknown, string>, unit: string, time: string): Panel {
  const units = groupsAt(table, unit)
  const times = timesAt(table, time)
  const size = times.values.length
  const cell = new Int32Array(units.labels.length * size).fill(-1)
  for (let i = 0; i < table.rowCount; i++) {
    const at = units.codes[i]! * size + times.codes[i]!
    if (cell[at]! >= 0) {
      const [name, when] = [units.labels[units.codes[i]!]!, times.values[times.codes[i]!]!]
      throw new CausalError(
        'invalid-data',
        `${show(unit)} ${show(name)} has more than one row at ${show(time)} ${when} (rows ${cell[at]} and ${i}, counting from 0): a unit has one row at a time.`,
        { unit: name, time: when, rows: [cell[at]!, i] },
      )
    }
    cell[at] = i
  }
  return { n: table.rowCount, units, times, cell, balanced: !cell.includes(-1) }
}

/** The times of the rows: numbers. */
export function timesAt(
  table: Table<unknown, string>,
  time: string,
): { readonly codes: Int32Array; readonly values: readonly number[] } {
  const { codes, distinct } = ranked(numbersAt(table, time, 'time'))
  return { codes, values: distinct }
}

/** The panel as outcome[u · times + t]; only for balanced panels. */
export function inCells(panel: Panel, values: Float64Array): Float64Array {
  return Float64Array.from(panel.cell, (row) => values[row]!)
}

/** What to think of where gaps are allowed. */
export const gapsMatter = 'the panel has gaps: if they depend on the outcome, the estimate is biased.'

/** Throws for a panel with gaps, naming units that have them. */
export function requireBalanced(panel: Panel, unit: string): void {
  if (panel.balanced) return
  const size = panel.times.values.length
  const lacking = panel.units.labels.filter((_, u) => panel.cell.subarray(u * size, u * size + size).includes(-1))
  throw new CausalError(
    'invalid-data',
    `the panel has gaps: ${lacking.length} of ${panel.units.labels.length} units (${show(unit)} ${quoteNames(lacking, 3)}) are not seen at each of the ${size} times. Leave those units out, or times that few are seen at.`,
    { units: lacking, times: size },
  )
}

/** A treatment that is 0 or 1, or an error. */
export function switchAt(table: Table<unknown, string>, name: string): Float64Array {
  const values = numbersAt(table, name, 'treatment')
  for (let i = 0; i < values.length; i++) {
    if (values[i] === 0 || values[i] === 1) continue
    throw new CausalError(
      'invalid-data',
      `the treatment ${show(name)} must be 0 (not yet treated) or 1 (treated) in each row, got ${show(values[i])}.`,
      { column: name },
    )
  }
  return values
}

/** The first time at which each unit is treated; −1 for never. A treatment that ends again is an error. */
export function startsOf(panel: Panel, treated: Float64Array, treatment: string): Int32Array {
  const size = panel.times.values.length
  const start = new Int32Array(panel.units.labels.length).fill(-1)
  for (const [u, label] of panel.units.labels.entries()) {
    for (let t = 0; t < size; t++) {
      const row = panel.cell[u * size + t]!
      if (row < 0) continue
      if (treated[row] === 1 && start[u] === -1) start[u] = t
      if (treated[row] === 0 && start[u]! >= 0) {
        throw new CausalError(
          'not-supported',
          `${show(treatment)} of unit ${show(label)} goes back to 0 at time ${panel.times.values[t]}: this design is for treatments that stay once they began.`,
          { unit: label, time: panel.times.values[t] },
        )
      }
    }
  }
  return start
}
