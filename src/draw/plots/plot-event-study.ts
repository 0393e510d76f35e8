import { CausalError, calledOnResult } from '../../errors.js'
import type { GroupTimeEffects } from '../../estimation/difference-in-differences/group-time-types.js'
import { checkedObject } from '../../names.js'
import { show } from '../../show.js'
import { type LayeredChart, layeredChart } from './vega-lite.js'

/**
 * The event study of `groupTimeEffects` as a plot: the effect by time since treatment began, with the interval of each (thick)
 * and the band of all together (thin). Points before 0 near 0 speak for common trends.
 *
 * @param effects - a result of `groupTimeEffects`
 * @returns a Vega-Lite specification as plain JSON
 * @throws CausalError `invalid-argument` for anything else, a refusal too
 * @complexity O(event times)
 * @category Drawing
 * @example
 * const rows = ['a', 'b', 'c', 'd'].flatMap((shop, s) =>
 *   [1, 2, 3].map((year) => ({ shop, year, law: s < 2 && year === 3 ? 1 : 0, jobs: s + year + ((s * year) % 3) / 10 })),
 * )
 * const e = groupTimeEffects(table(rows), { treatment: 'law', outcome: 'jobs', unit: 'shop', time: 'year' })
 * e.estimated && plotEventStudy(e).data.values.map((point) => point['event'])
 * //=> [-1, 0]
 */
export function plotEventStudy(effects: Pick<GroupTimeEffects, 'eventStudy' | 'confidence'>): LayeredChart {
  return calledOnResult('plotEventStudy', 'groupTimeEffects', () => {
    const { eventStudy, confidence } = checkedObject('effects', effects)
    if (!Array.isArray(eventStudy) || eventStudy.length === 0) {
      throw new CausalError('invalid-argument', `give a result of groupTimeEffects, got ${show(effects)}.`)
    }
    const values = eventStudy.map(({ event, estimate, interval, band }) => ({
      event,
      estimate,
      lower: interval[0],
      upper: interval[1],
      bandLower: band[0],
      bandUpper: band[1],
      when: event < 0 ? 'before treatment' : 'after treatment',
    }))
    const x = {
      field: 'event',
      type: 'quantitative',
      title: 'times since treatment began',
      axis: { tickMinStep: 1 },
      scale: { nice: false, padding: 12 },
    }
    const color = { field: 'when', type: 'nominal', title: null, sort: ['before treatment', 'after treatment'] }
    const rule = (size: number, from: string, to: string) => ({
      mark: { type: 'rule', strokeWidth: size },
      encoding: { x, color, y: { field: from, type: 'quantitative', title: 'effect' }, y2: { field: to } },
    })
    return layeredChart(
      `Effects by time since treatment began, with ${Math.round(confidence * 100)} % intervals.`,
      values,
      [
        { mark: { type: 'rule', strokeDash: [4, 4], color: 'gray' }, encoding: { y: { datum: 0 } } },
        rule(1, 'bandLower', 'bandUpper'),
        rule(3, 'lower', 'upper'),
        {
          mark: { type: 'point', filled: true, size: 50 },
          encoding: { x, color, y: { field: 'estimate', type: 'quantitative', title: 'effect' } },
        },
      ],
    )
  })
}
