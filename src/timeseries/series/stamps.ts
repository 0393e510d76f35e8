import { daysOf } from '../../data/files/csv-dates.js'
import { isNumeric } from '../../data/tables/make-table.js'
import type { Categorical } from '../../data/types.js'
import { CausalError } from '../../errors.js'
import { show } from '../../show.js'

/** Stamps as numbers: as they are, or the days since 1970 of texts that are dates in the form of ISO 8601. */
export function stampsOf(name: string, column: Float64Array | Categorical): Float64Array {
  if (isNumeric(column)) {
    const gap = column.findIndex(Number.isNaN)
    if (gap >= 0) throw missingStamp(name, gap)
    return column
  }
  const days = column.levels.map(daysOf)
  return Float64Array.from(column.codes, (code, row) => {
    if (code < 0) throw missingStamp(name, row)
    if (!Number.isNaN(days[code])) return days[code]!
    const message = `column ${show(name)} holds ${show(column.levels[code])} at row ${row} (counting from 0), which is no date such as 2026-11-29 or 2026-11-29T22:30:00Z: give dates or numbers as stamps.`
    throw new CausalError('invalid-data', message, { column: name, row })
  })
}

function missingStamp(name: string, row: number): CausalError {
  const message = `column ${show(name)} has no stamp at row ${row} (counting from 0): a row without a time has no place in a series. Drop it (completeRows), or fill it in.`
  return new CausalError('missing-values', message, { column: name, row })
}

/** How far a stamp may be from its place, as a share of a step. */
const SLACK = 0.01

/** Stamps in order, recording after recording: `first` marks the first row of each. */
export interface OrderedStamps {
  readonly name: string
  readonly stamps: Float64Array
  readonly first: Uint8Array
  /** How a row is called in messages: by its recording, if there are several. */
  readonly of: (row: number) => string
}

/** The step of stamps: the smallest distance of two that follow each other (the mean of all that are as small). */
export function stepOf({ stamps, first, name, of }: OrderedStamps): number {
  let least = Number.POSITIVE_INFINITY
  for (let i = 1; i < stamps.length; i++) {
    if (first[i] === 1) continue
    const distance = stamps[i]! - stamps[i - 1]!
    if (distance === 0) {
      const message = `two rows${of(i)} have the stamp ${stamps[i]} in ${show(name)}: each time has one row. Take one of them, or their mean; or name the column that tells recordings apart as \`unit\`.`
      throw new CausalError('invalid-data', message, { column: name, stamp: stamps[i] })
    }
    least = Math.min(least, distance)
  }
  if (least === Number.POSITIVE_INFINITY) return 1
  let sum = 0
  let count = 0
  for (let i = 1; i < stamps.length; i++) {
    const distance = stamps[i]! - stamps[i - 1]!
    if (first[i] === 1 || distance > least * (1 + SLACK)) continue
    sum += distance
    count++
  }
  return sum / count
}

/** How many steps lie between each row and the one before it, 0 for the first of a recording; an error where it is no whole number. */
export function stepsBetween({ name, stamps, first, of }: OrderedStamps, every: number): Float64Array {
  const steps = new Float64Array(stamps.length)
  for (let i = 1; i < stamps.length; i++) {
    if (first[i] === 1) continue
    const distance = (stamps[i]! - stamps[i - 1]!) / every
    steps[i] = Math.round(distance)
    if (steps[i]! >= 1 && Math.abs(distance - steps[i]!) <= SLACK) continue
    const days = stamps[i]! - stamps[i - 1]!
    const months = days >= 28 && days <= 31 ? ' Months differ in length: number them, such as 12 * year + month.' : ''
    const message = `the stamps${of(i)} in ${show(name)} are not at regular steps: ${stamps[i]} comes ${distance.toPrecision(4)} steps of ${every} after ${stamps[i - 1]}. Give the step as \`every\`, or bring the rows to regular times.${months}`
    throw new CausalError('invalid-data', message, { column: name, stamps: [stamps[i - 1], stamps[i]], every })
  }
  return steps
}
