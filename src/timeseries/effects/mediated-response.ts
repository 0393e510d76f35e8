import { CausalError, calledAs } from '../../errors.js'
import { lookUp } from '../../names.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { readTemporalModel } from '../core/read-temporal-model.js'
import { reducedForm, responsesFrom, type TemporalMatrices, without } from '../core/responses.js'
import type { LinearTemporalModel } from '../types.js'
import { readCauseAndEffect } from './cause-and-effect.js'
import type { TemporalQuestion } from './sustained-effect.js'

/**
 * What is asked of {@link mediatedResponse}.
 *
 * @category Time series
 */
export interface MediationOverTimeQuestion<N extends string = string> extends TemporalQuestion<N> {
  /** The variable through which the effect may pass. */
  readonly mediator: NoInfer<N>
}

/**
 * An impulse response in parts. Each list has a value for 0, 1 … `horizon` steps after the impulse.
 *
 * @category Time series
 */
export interface MediatedResponse<N extends string = string> {
  /** What is pushed. */
  readonly cause: N
  /** What is watched. */
  readonly effect: N
  /** Through what it may pass. */
  readonly mediator: N
  /** The whole response: `through` and `avoiding` together. */
  readonly total: Float64Array
  /** Over paths that pass the mediator at some time. */
  readonly through: Float64Array
  /** Over paths that avoid the mediator at all times. */
  readonly avoiding: Float64Array
  /** Over paths of cause and effect alone, their own pasts included. */
  readonly avoidingAllOthers: Float64Array
  /** The coefficient of the direct effect at that lag. */
  readonly direct: Float64Array
}

/**
 * How much of an effect over time passes through another series: the impulse response, split into paths that pass the mediator
 * at some time and paths that avoid it at all times.
 *
 * Linear effects multiply along paths, so the split is exact and its parts add up.
 *
 * @param model - a structural model
 * @param question - cause, effect, mediator (another variable than these two), horizon
 * @returns the response and its parts at each step
 * @throws CausalError `unknown-name`; `overlap` where two of the three are one; `cycle`; `invalid-argument`
 * @complexity O(horizon · lags · p³)
 * @category Time series
 * @see Wright 1921, "Correlation and causation", Journal of Agricultural Research 20; Runge et al. 2015, "Identifying causal
 *   gateways and mediators in complex spatio-temporal systems", Nature Communications 6
 * @example
 * const model = linearTemporalModel({ names: ['ad', 'visits', 'sales'], effects: [
 *   { from: 'ad', to: 'visits', lag: 1, effect: 3 },
 *   { from: 'visits', to: 'sales', lag: 1, effect: 0.5 },
 *   { from: 'ad', to: 'sales', lag: 2, effect: 1 },
 * ] })
 * const { total, through, avoiding } = mediatedResponse(model, { cause: 'ad', mediator: 'visits', effect: 'sales', horizon: 2 })
 * ;[total[2], through[2], avoiding[2]]
 * //=> [2.5, 1.5, 1]
 */
export function mediatedResponse<N extends string>(
  model: LinearTemporalModel<N>,
  question: MediationOverTimeQuestion<N>,
): MediatedResponse<N> {
  return calledAs('mediatedResponse', () => {
    const read = readTemporalModel(model)
    checkOptions('question', question, ['cause', 'effect', 'mediator', 'horizon'], { horizon: 'number' })
    const { cause, effect, horizon } = readCauseAndEffect(read, question)
    const mediator = lookUp('variable', read.index, question.mediator)
    if (mediator === cause || mediator === effect) {
      throw new CausalError('overlap', `${show(question.mediator)} cannot mediate: it is the cause or the effect.`, {
        name: question.mediator,
      })
    }
    const { p } = read
    const response = (part: TemporalMatrices): Float64Array => {
      const { instant, lagged } = reducedForm(part)
      return Float64Array.from(responsesFrom(instant, lagged, p, horizon), (matrix) => matrix[effect * p + cause]!)
    }
    const total = response(read)
    const avoiding = response(without(read, (i) => i === mediator))
    const at = effect * p + cause
    return Object.freeze({
      cause: question.cause,
      effect: question.effect,
      mediator: question.mediator,
      total,
      through: total.map((value, h) => value - avoiding[h]!),
      avoiding,
      avoidingAllOthers: response(without(read, (i) => i !== cause && i !== effect)),
      direct: Float64Array.from({ length: horizon + 1 }, (_, h) =>
        h === 0 ? read.contemporaneous[at]! : (read.lagged[h - 1]?.[at] ?? 0),
      ),
    })
  })
}
