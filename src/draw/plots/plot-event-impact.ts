import { CausalError, calledOnResult } from '../../errors.js'
import { checkedObject } from '../../names.js'
import { show } from '../../show.js'
import type { EventImpact } from '../../timeseries/effects/events/event-types.js'
import { type VegaLiteSpecification, vegaLite } from './vega-lite.js'

/**
 * The impact of an event as a plot of two panels: what was observed over what was to be expected, with its band; and the sum of the
 * effect from the event on, with its band.
 *
 * @param impact - a result of `eventImpact`
 * @returns a Vega-Lite specification as plain JSON
 * @throws CausalError `invalid-argument` for anything else
 * @complexity O(steps)
 * @category Drawing
 * @example
 * const z = normals(randomStream(3), 60).values
 * const visits = z.map((v, t) => 20 + v + (t >= 40 ? 4 : 0))
 * const chart = plotEventImpact(eventImpact(series(table({ visits })), { outcome: 'visits', event: 40 }))
 * chart.description
 * //=> 'visits, observed and expected without the event at 40, and the sum of the effect, with 95 % intervals.'
 */
export function plotEventImpact(
  impact: Pick<
    EventImpact,
    | 'outcome'
    | 'event'
    | 'before'
    | 'times'
    | 'observed'
    | 'expected'
    | 'lower'
    | 'upper'
    | 'cumulativeEffect'
    | 'cumulativeLower'
    | 'cumulativeUpper'
    | 'confidence'
  >,
): VegaLiteSpecification {
  return calledOnResult('plotEventImpact', 'eventImpact', () => {
    const { outcome, event, before, times, observed, expected, lower, upper, confidence, ...sums } = checkedObject(
      'impact',
      impact,
    )
    if (!(times instanceof Float64Array) || times.length === 0) {
      throw new CausalError('invalid-argument', `give a result of eventImpact, got ${show(impact)}.`)
    }
    const paths = Array.from(times, (time, i) => ({
      time,
      observed: observed[i]!,
      expected: expected[i]!,
      lower: lower[i]!,
      upper: upper[i]!,
    }))
    const totals = Array.from(times.subarray(before), (time, i) => ({
      time,
      total: sums.cumulativeEffect[i]!,
      lower: sums.cumulativeLower[i]!,
      upper: sums.cumulativeUpper[i]!,
    }))
    const x = {
      field: 'time',
      type: 'quantitative',
      title: null,
      scale: { domain: [times[0]!, times.at(-1)!], nice: false },
    }
    const y = (field: string, title: string) => ({ field, type: 'quantitative', title, scale: { zero: false } })
    const atEvent = {
      mark: { type: 'rule', strokeDash: [4, 4], color: 'gray' },
      encoding: { x: { datum: event, type: 'quantitative' } },
    }
    const band = (title: string) => ({
      mark: { type: 'area', opacity: 0.25 },
      encoding: { x, y: y('lower', title), y2: { field: 'upper' } },
    })
    return vegaLite(
      `${outcome}, observed and expected without the event at ${event}, and the sum of the effect, with ${Math.round(confidence * 100)} % intervals.`,
      {
        vconcat: [
          {
            width: 480,
            height: 200,
            data: { values: paths },
            layer: [
              band(outcome),
              { mark: { type: 'line', strokeDash: [6, 3] }, encoding: { x, y: y('expected', outcome) } },
              { mark: { type: 'line', color: 'black' }, encoding: { x, y: y('observed', outcome) } },
              atEvent,
            ],
          },
          {
            width: 480,
            height: 120,
            data: { values: totals },
            layer: [
              band('sum of effect'),
              { mark: { type: 'line' }, encoding: { x, y: y('total', 'sum of effect') } },
              { mark: { type: 'rule', color: 'gray' }, encoding: { y: { datum: 0 } } },
              atEvent,
            ],
          },
        ],
      },
    )
  })
}
