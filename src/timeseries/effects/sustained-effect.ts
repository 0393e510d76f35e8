import { calledAs } from '../../errors.js'
import { checkOptions } from '../../options.js'
import { readTemporalModel } from '../core/read-temporal-model.js'
import { sustainedResponses } from '../core/responses.js'
import type { LinearTemporalModel } from '../types.js'
import { type CauseAndEffect, readCauseAndEffect } from './cause-and-effect.js'

/**
 * What is asked of {@link sustainedEffect} and {@link mediatedResponse}.
 *
 * @category Time series
 */
export interface TemporalQuestion<N extends string = string> extends CauseAndEffect<N> {
  /** How many steps are answered, 0 or more. */
  readonly horizon: number
}

/**
 * The effect of holding a cause one higher for good.
 *
 * @category Time series
 */
export interface SustainedEffect<N extends string = string> {
  /** What is held. */
  readonly cause: N
  /** What is watched. */
  readonly effect: N
  /** For 0, 1 … `horizon` steps after the change: by how much the effect is higher. */
  readonly responses: Float64Array
}

/**
 * The effect of a sustained intervention: by how much a variable is higher after h steps when the cause is held one higher from
 * now on.
 *
 * The cause's own equation is switched off at every step: what would have come back to it does not. So it is not the sum of
 * impulse responses where the cause follows its own past or what it acts on.
 *
 * @param model - a structural model
 * @param question - cause, effect, horizon
 * @returns the effect at each step
 * @throws CausalError `unknown-name`; `overlap`; `cycle`; `invalid-argument` for a reduced form or a horizon out of range
 * @complexity O(horizon · lags · p²)
 * @category Time series
 * @see Robins 1986, "A new approach to causal inference in mortality studies with a sustained exposure period", Mathematical Modelling 7
 * @example
 * const model = linearTemporalModel({ names: ['ad', 'sales'], effects: [
 *   { from: 'sales', to: 'sales', lag: 1, effect: 0.5 },
 *   { from: 'ad', to: 'sales', lag: 0, effect: 4 },
 * ] })
 * sustainedEffect(model, { cause: 'ad', effect: 'sales', horizon: 3 }).responses
 * //=> [4, 6, 7, 7.5]
 */
export function sustainedEffect<N extends string>(
  model: LinearTemporalModel<N>,
  question: TemporalQuestion<N>,
): SustainedEffect<N> {
  return calledAs('sustainedEffect', () => {
    const read = readTemporalModel(model)
    checkOptions('question', question, ['cause', 'effect', 'horizon'], { horizon: 'number' })
    const { cause, effect, horizon } = readCauseAndEffect(read, question)
    const paths = sustainedResponses(read.names, read, cause, horizon)
    return Object.freeze({
      cause: question.cause,
      effect: question.effect,
      responses: Float64Array.from(paths, (now) => now[effect]!),
    })
  })
}
