import { calledOnResult } from '../../errors.js'
import type { Overlap } from '../../estimation/diagnostics/overlap.js'
import { checkedList, checkedObject } from '../../names.js'
import { type VegaLiteSpecification, vegaLite } from './vega-lite.js'

/**
 * The propensities of both arms as a Vega-Lite specification: one histogram up, one down.
 *
 * @param overlap - what `overlap` returned
 * @returns plain JSON for Vega-Lite
 * @throws CausalError `invalid-argument` for anything else
 * @complexity constant
 * @category Drawing
 * @example
 * const o = overlap(fromCounts(kidneyStones), { treatment: 'treatment', covariates: ['stone'] })
 * o.estimated && plotOverlap(o).description
 * //=> 'Propensities of the rows with treatment = open (up) and treatment = percutaneous (down).'
 */
export function plotOverlap(overlap: Overlap): VegaLiteSpecification {
  return calledOnResult('plotOverlap', 'overlap', () => {
    const { histogram, contrast } = checkedObject('overlap', overlap)
    const { from: control, to: treated } = checkedObject('contrast of the overlap', contrast)
    const values = checkedList('histogram of the overlap', histogram).flatMap((bin) => [
      { from: bin.from, to: bin.to, rows: bin.treated, arm: treated },
      { from: bin.from, to: bin.to, rows: 0 - bin.control, arm: control },
    ])
    return vegaLite(`Propensities of the rows with ${treated} (up) and ${control} (down).`, {
      data: { values },
      // a bar of x to x2 would lie: a rectangle has all four sides
      mark: { type: 'rect' },
      encoding: {
        x: { field: 'from', type: 'quantitative', title: `chance of ${treated}`, scale: { domain: [0, 1] } },
        x2: { field: 'to' },
        y: { field: 'rows', type: 'quantitative', title: 'rows', axis: { labelExpr: 'abs(datum.value)' } },
        y2: { datum: 0 },
        color: { field: 'arm', type: 'nominal', title: null },
      },
    })
  })
}
