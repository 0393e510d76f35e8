import { calledAs } from '../../errors.js'
import { checkOptions } from '../../options.js'
import { inverseOfRest } from '../core/matrices.js'
import { readTemporalModel } from '../core/read-temporal-model.js'
import { isStable, largestRoot, reducedForm } from '../core/responses.js'
import type { LinearTemporalModel } from '../types.js'
import { type CauseAndEffect, readCauseAndEffect } from './cause-and-effect.js'

/**
 * What is left in the long run.
 *
 * @category Time series
 */
export interface LongRunEffect<N extends string = string> {
  /** That there is a long run. */
  readonly estimated: true
  /** What is changed. */
  readonly cause: N
  /** What is watched. */
  readonly effect: N
  /** The sum of the response to one push over all steps. */
  readonly cumulative: number
  /** By how much the effect is higher in the end when the cause is held one higher for good; null where that system alone is not stable. */
  readonly sustained: number | null
  /** The largest root: the nearer to 1, the longer the run. */
  readonly spectralRadius: number
}

/**
 * That there is no long run: responses do not die out.
 *
 * @category Time series
 */
export interface NoLongRunEffect {
  /** That nothing can be said. */
  readonly estimated: false
  /** Why, as a word. */
  readonly reason: 'unstable'
  /** Why, in a sentence. */
  readonly message: string
  /** The largest root, 1 or more. */
  readonly spectralRadius: number
}

/**
 * The long-run effect of one series on another: the sum of its impulse responses, and where a sustained change leads.
 *
 * The sums are the entries of (I − B₀ − B₁ − …)⁻¹. They exist for a stable model only.
 *
 * @param model - a structural model
 * @param question - cause and effect
 * @returns both, or a refusal for a model whose largest root is not below 1
 * @throws CausalError `unknown-name`; `overlap`; `cycle`; `invalid-argument` for a reduced form
 * @complexity O((p lags)³)
 * @category Time series
 * @see Lütkepohl 2005, "New introduction to multiple time series analysis", section 2.3.2
 * @example
 * const model = linearTemporalModel({ names: ['x', 'y'], effects: [
 *   { from: 'x', to: 'x', lag: 1, effect: 0.5 },
 *   { from: 'x', to: 'y', lag: 1, effect: 1 },
 * ] })
 * const e = longRunEffect(model, { cause: 'x', effect: 'y' })
 * e.estimated && [e.cumulative, e.sustained]
 * //=> [2, 1]
 */
export function longRunEffect<N extends string>(
  model: LinearTemporalModel<N>,
  question: CauseAndEffect<N>,
): LongRunEffect<N> | NoLongRunEffect {
  return calledAs('longRunEffect', () => {
    const read = readTemporalModel(model)
    checkOptions('question', question, ['cause', 'effect'])
    const { cause, effect } = readCauseAndEffect(read, question)
    const { p, lagged, contemporaneous } = read
    const radius = largestRoot(reducedForm(read).lagged, p)
    if (!isStable(radius)) {
      return Object.freeze({
        estimated: false,
        reason: 'unstable',
        message: `the largest root is ${radius.toFixed(4)}, not below 1: responses do not die out, so their sum has no value. Take differences, or ask for a horizon (impulseResponse, sustainedEffect).`,
        spectralRadius: radius,
      })
    }
    const sumOf = (matrices: readonly Float64Array[]): Float64Array =>
      matrices.reduce((sum, matrix) => sum.map((v, k) => v + matrix[k]!), new Float64Array(p * p))
    const whole = inverseOfRest(sumOf([contemporaneous, ...lagged]), p)
    // the cause's own equation is switched off
    const cut = [contemporaneous, ...lagged].map((m) => m.map((v, k) => (Math.floor(k / p) === cause ? 0 : v)))
    const held = { ...read, contemporaneous: cut[0]!, lagged: cut.slice(1) }
    const isHeldStable = isStable(largestRoot(reducedForm(held).lagged, p))
    return Object.freeze({
      estimated: true,
      cause: question.cause,
      effect: question.effect,
      cumulative: whole[effect * p + cause]!,
      sustained: isHeldStable ? inverseOfRest(sumOf(cut), p)[effect * p + cause]! : null,
      spectralRadius: radius,
    })
  })
}
