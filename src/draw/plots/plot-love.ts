import { calledOnResult } from '../../errors.js'
import type { Balance } from '../../estimation/weighting/balance.js'
import { checkedList, checkedObject } from '../../names.js'
import { ruleAt, type VegaLiteSpecification, vegaLite } from './vega-lite.js'

/**
 * A Love plot as a Vega-Lite specification: the standardized difference of each covariate between the arms, before and after
 * weighting, with a line at 0.1, below which balance is commonly called good (Austin 2009).
 *
 * @param balance - what `balance` returned
 * @returns plain JSON for Vega-Lite; absolute differences, the largest first
 * @throws CausalError `invalid-argument` for anything else
 * @complexity O(k log k)
 * @category Drawing
 * @example
 * const b = balance(fromCounts(kidneyStones), { treatment: 'treatment', covariates: ['stone'] })
 * b.estimated && plotLove(b).$schema
 * //=> 'https://vega.github.io/schema/vega-lite/v5.json'
 */
export function plotLove(balance: Balance): VegaLiteSpecification {
  return calledOnResult('plotLove', 'balance', () => {
    const { covariates, denominator } = checkedObject('balance', balance)
    const values = checkedList('covariates of the balance', covariates).flatMap(
      ({ term, difference, weightedDifference }) => [
        { term, difference: difference === null ? null : Math.abs(difference), rows: 'as they are' },
        { term, difference: weightedDifference === null ? null : Math.abs(weightedDifference), rows: 'weighted' },
      ],
    )
    const order = [...covariates]
      .sort((a, b) => Math.abs(b.difference ?? 0) - Math.abs(a.difference ?? 0))
      .map(({ term }) => term)
    return vegaLite(`Standardized differences between the arms (in units of the ${denominator}).`, {
      data: { values },
      layer: [
        ruleAt('x', 0.1),
        {
          mark: { type: 'point', filled: true, size: 60 },
          encoding: {
            x: { field: 'difference', type: 'quantitative', title: 'absolute standardized difference' },
            y: { field: 'term', type: 'nominal', sort: order, title: null },
            color: { field: 'rows', type: 'nominal', title: 'rows' },
            shape: { field: 'rows', type: 'nominal' },
          },
        },
      ],
    })
  })
}
