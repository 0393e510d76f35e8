import { CausalError, calledOnResult } from '../../errors.js'
import { checkedObject, indexNames, lookUp } from '../../names.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import type { ImpulseResponse } from '../../timeseries/effects/impulse-response.js'
import { type LayeredChart, layeredChart } from './vega-lite.js'

/**
 * The response of one variable to an impulse in another as a plot, step by step, with the band of its intervals where there are some.
 *
 * @param response - a result of `impulseResponse`
 * @param question - the variable that is pushed, and the one that is watched
 * @returns a Vega-Lite specification as plain JSON
 * @throws CausalError `unknown-name`; `invalid-argument` for anything but such a result
 * @complexity O(horizon)
 * @category Drawing
 * @example
 * const model = linearTemporalModel({ names: ['x', 'y'], effects: [{ from: 'x', to: 'y', lag: 1, effect: 2 }] })
 * const chart = plotImpulseResponse(impulseResponse(model, { horizon: 2, kind: 'structural' }), { cause: 'x', effect: 'y' })
 * chart.data.values.map((point) => point['response'])
 * //=> [0, 2, 0]
 */
export function plotImpulseResponse<N extends string>(
  response: Pick<ImpulseResponse<N>, 'names' | 'kind' | 'responses' | 'lower' | 'upper' | 'confidence'>,
  question: {
    /** The variable that is pushed. */
    readonly cause: NoInfer<N>
    /** The variable that is watched. */
    readonly effect: NoInfer<N>
  },
): LayeredChart {
  return calledOnResult('plotImpulseResponse', 'impulseResponse', () => {
    const { names, kind, responses, lower, upper, confidence } = checkedObject('response', response)
    if (!Array.isArray(responses)) {
      throw new CausalError('invalid-argument', `give a result of impulseResponse, got ${show(response)}.`)
    }
    checkOptions('question', question, ['cause', 'effect'])
    const { cause, effect } = checkedObject('question', question)
    const index = indexNames('variable', names)
    const at = lookUp('variable', index, effect) * names.length + lookUp('variable', index, cause)
    const values = responses.map((matrix, step) => ({
      step,
      response: matrix[at]!,
      lower: lower?.[step]?.[at] ?? null,
      upper: upper?.[step]?.[at] ?? null,
    }))
    const push = { structural: 'one more', reduced: 'a forecast error of one', orthogonal: 'a shock of one deviation' }
    const x = { field: 'step', type: 'quantitative', title: 'steps later', axis: { tickMinStep: 1 } }
    const y = { field: 'response', type: 'quantitative', title: effect }
    const band = {
      mark: { type: 'area', opacity: 0.25 },
      encoding: { x, y: { ...y, field: 'lower' }, y2: { field: 'upper' } },
    }
    return layeredChart(
      `The response of ${effect} to ${push[kind]} in ${cause}${lower === null ? '' : `, with ${Math.round(confidence * 100)} % intervals`}.`,
      values,
      [
        { mark: { type: 'rule', strokeDash: [4, 4], color: 'gray' }, encoding: { y: { datum: 0 } } },
        ...(lower === null ? [] : [band]),
        { mark: { type: 'line', point: true }, encoding: { x, y } },
      ],
    )
  })
}
