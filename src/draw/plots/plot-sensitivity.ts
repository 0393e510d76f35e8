import { calledOnResult } from '../../errors.js'
import type { Sensitivity } from '../../estimation/sensitivity/types.js'
import { checkedList, checkedObject } from '../../names.js'
import { type VegaLiteSpecification, vegaLite } from './vega-lite.js'

/**
 * The contours of a sensitivity analysis as a Vega-Lite specification: the estimate after hidden causes of each strength, with
 * the benchmarks as points.
 *
 * @param sensitivity - what `sensitivity` returned
 * @returns plain JSON for Vega-Lite: a heat map over both partial R²
 * @throws CausalError `invalid-argument` for anything else
 * @complexity O(1)
 * @category Drawing
 * @example
 * const t = table({ T: [0, 0, 1, 1, 2, 2, 3, 3], X: [1, 3, 2, 4, 3, 5, 4, 7], Y: [1, 2, 3, 3, 5, 6, 6, 9] })
 * plotSensitivity(sensitivity(t, { treatment: 'T', outcome: 'Y', adjustment: ['X'], benchmarks: ['X'] })).description
 * //=> 'The estimate of 1.343 after adjusting for a hidden cause of each strength.'
 */
export function plotSensitivity(sensitivity: Sensitivity): VegaLiteSpecification {
  return calledOnResult('plotSensitivity', 'sensitivity', () => {
    const { contour, bounds, estimate } = checkedObject('sensitivity', sensitivity)
    const { withTreatment, withOutcome, estimates } = checkedObject('contour of the sensitivity', contour)
    const step = (side: readonly number[]): number => (side[1] ?? 0) / 2
    const [dx, dy] = [step(withTreatment), step(withOutcome)]
    const values = checkedList('contour', withTreatment).flatMap((x, i) =>
      withOutcome.map((y, j) => ({
        fromX: Math.max(0, x - dx),
        toX: x + dx,
        fromY: Math.max(0, y - dy),
        toY: y + dy,
        estimate: estimates[i]![j]!,
      })),
    )
    const titles = { x: 'partial R² with the treatment', y: 'partial R² with the outcome' }
    const points = checkedList('bounds', bounds).map((bound) => ({
      x: bound.withTreatment,
      y: bound.withOutcome,
      label: `${bound.times} × ${bound.benchmark} (${Number(bound.estimate.toPrecision(3))})`,
    }))
    const middle = (withTreatment.at(-1) ?? 0) / 2
    return vegaLite(
      `The estimate of ${Number(estimate.toPrecision(4))} after adjusting for a hidden cause of each strength.`,
      {
        layer: [
          {
            data: { values },
            mark: { type: 'rect' },
            encoding: {
              x: { field: 'fromX', type: 'quantitative', title: titles.x },
              x2: { field: 'toX' },
              y: { field: 'fromY', type: 'quantitative', title: titles.y },
              y2: { field: 'toY' },
              color: {
                field: 'estimate',
                type: 'quantitative',
                scale: { scheme: 'redblue', domainMid: 0 },
                title: 'estimate',
              },
            },
          },
          {
            data: { values: points },
            mark: { type: 'point', filled: true, color: 'black', size: 50 },
            encoding: { x: { field: 'x', type: 'quantitative' }, y: { field: 'y', type: 'quantitative' } },
          },
          // each label where there is room: towards the middle, those of near points on lines of their own
          ...points.map((point, k) => ({
            data: { values: [point] },
            mark: {
              type: 'text',
              align: point.x > middle ? 'right' : 'left',
              dx: point.x > middle ? -6 : 6,
              dy: point.y > 0.5 ? 12 * (k % 3) : 0 - 12 * (k % 3),
            },
            encoding: {
              x: { field: 'x', type: 'quantitative' },
              y: { field: 'y', type: 'quantitative' },
              text: { field: 'label' },
            },
          })),
        ],
      },
    )
  })
}
