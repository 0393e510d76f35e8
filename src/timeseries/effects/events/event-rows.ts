import { CausalError } from '../../../errors.js'
import { show } from '../../../show.js'
import type { SeriesColumns } from '../../core/series-columns.js'
import type { Series } from '../../types.js'

/** One recording, and the step (counted from its first) at which an event happened. */
export function eventStep(series: Series<unknown, string>, { step }: SeriesColumns, event: number): number {
  const units = new Set(series.stretches.map(({ unit }) => unit))
  if (units.size > 1) {
    throw new CausalError(
      'not-supported',
      `the series has ${units.size} recordings, and an event is judged in one: select it, or compare recordings by differenceInDifferences or syntheticControl.`,
      { units: units.size },
    )
  }
  if (typeof event !== 'number' || !Number.isFinite(event)) {
    throw new CausalError('invalid-argument', `event is ${show(event)}: give the stamp of its first step.`, { event })
  }
  const origin = series.stretches.reduce((least, { time }) => Math.min(least, time), Number.POSITIVE_INFINITY)
  // a stamp between two steps: the event begins with the later one
  const at = Math.ceil((event - origin) / series.every - 1e-6)
  const last = step[step.length - 1]!
  if (at <= 0 || at > last) {
    throw new CausalError(
      'invalid-argument',
      `the event at ${event} is not inside the series, whose stamps run from ${origin} to ${origin + last * series.every}.`,
      { event, first: origin, last: origin + last * series.every },
    )
  }
  return at
}
