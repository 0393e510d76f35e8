import { CausalError, calledOnResult } from '../../errors.js'
import type { DiscontinuityEffect } from '../../estimation/regression-discontinuity/types.js'
import { checkedObject } from '../../names.js'
import { show } from '../../show.js'
import { type LayeredChart, layeredChart } from './vega-lite.js'

/** Points of each curve. */
const points = 25

/**
 * A regression discontinuity as a plot: mean outcomes by bins of the running variable, and the local polynomials on both sides.
 *
 * @param effect - a result of `regressionDiscontinuity`
 * @returns a Vega-Lite specification as plain JSON
 * @throws CausalError `invalid-argument` for anything else, a refusal too
 * @complexity O(bins)
 * @category Drawing
 * @example
 * const rows = Array.from({ length: 200 }, (_, i) => ({ score: i - 99.5, grade: i / 50 + (i >= 100 ? 2 : 0) + ((i * 7) % 5) / 9 }))
 * const e = regressionDiscontinuity(table(rows), { outcome: 'grade', runningVariable: 'score', cutoff: 0 }, { bandwidth: 50 })
 * e.estimated && plotRegressionDiscontinuity(e).layer.length
 * //=> 3
 */
export function plotRegressionDiscontinuity(
  effect: Pick<DiscontinuityEffect, 'bins' | 'lines' | 'bandwidth' | 'specification'>,
): LayeredChart {
  return calledOnResult('plotRegressionDiscontinuity', 'regressionDiscontinuity', () => {
    const { bins, lines, bandwidth, specification } = checkedObject('effect', effect)
    if (!Array.isArray(bins) || typeof lines !== 'object' || typeof specification !== 'object') {
      throw new CausalError('invalid-argument', `give a result of regressionDiscontinuity, got ${show(effect)}.`)
    }
    const { cutoff, outcome, runningVariable } = specification
    const curve = (side: 'left' | 'right') =>
      Array.from({ length: points }, (_, i) => {
        const away = ((side === 'left' ? -1 : 1) * bandwidth * i) / (points - 1)
        return {
          kind: 'fit',
          side,
          x: cutoff + away,
          y: lines[side].reduceRight((sum, b) => sum * away + b, 0),
          n: null,
        }
      })
    const values = [
      ...bins.map(({ x, mean, n }) => ({ kind: 'bin', side: x < cutoff ? 'left' : 'right', x, y: mean, n })),
      ...curve('left'),
      ...curve('right'),
    ]
    const x = { field: 'x', type: 'quantitative', title: runningVariable, scale: { zero: false } }
    const y = { field: 'y', type: 'quantitative', title: outcome, scale: { zero: false } }
    const only = (kind: string) => [{ filter: { field: 'kind', equal: kind } }]
    return layeredChart(`Mean ${outcome} by ${runningVariable} on both sides of ${cutoff}.`, values, [
      {
        transform: only('bin'),
        mark: { type: 'point', filled: true },
        encoding: { x, y, size: { field: 'n', type: 'quantitative', title: 'rows' } },
      },
      {
        transform: only('fit'),
        mark: { type: 'line' },
        encoding: { x, y, detail: { field: 'side' } },
      },
      { mark: { type: 'rule', strokeDash: [4, 4], color: 'gray' }, encoding: { x: { datum: cutoff } } },
    ])
  })
}
