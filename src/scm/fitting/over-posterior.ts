import { CausalError, calledAs } from '../../errors.js'
import { checkedList, checkedObject } from '../../names.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { checkedFunction } from '../mechanisms/checks.js'
import type { Scm } from '../models/types.js'
import type { ScmPosterior } from './fit-posterior.js'

/**
 * A number under a posterior.
 *
 * @category Models
 */
export interface PosteriorNumber {
  /** Its mean over the draws. */
  readonly mean: number
  /** Its standard deviation over the draws. */
  readonly sd: number
  /** `[lower, upper]`, with equal tails of the draws. */
  readonly interval: readonly [number, number]
  /** The number in each draw. */
  readonly values: Float64Array
}

/**
 * A number asked of every model of a posterior: its mean, spread and credible interval.
 *
 * @param posterior - what {@link fitPosterior} returned
 * @param ask - a number from a model: an effect, a probability, a coefficient
 * @param options - `confidence`: the probability of the interval, 0.95 unless told
 * @returns mean, standard deviation, interval and all values
 * @throws CausalError `invalid-argument` where `ask` gives no finite number, or the posterior has fewer than two draws
 * @complexity one call of `ask` a draw
 * @category Models
 * @example
 * const posterior = fitPosterior(dag('A -> B'), table({ A: ['x', 'x', 'y', 'y'], B: ['u', 'v', 'v', 'v'] }))
 * const { mean, interval } = overPosterior(posterior, (model) => {
 *   const answer = query(model, ['B'], { do: { A: 'y' } })
 *   return answer.method === 'discrete' ? answer.values[1]! : Number.NaN
 * })
 * Math.abs(mean - 3 / 4) < 0.05 && interval[0] < 0.5
 * //=> true
 */
export function overPosterior<T>(
  posterior: ScmPosterior<T>,
  ask: (model: ScmPosterior<T>['models'][number]) => number,
  options: { readonly confidence?: number } = {},
): PosteriorNumber {
  return calledAs('overPosterior', () => {
    checkOptions('options', options, ['confidence'])
    const { confidence = 0.95 } = checkedObject('options', options)
    if (!(confidence > 0 && confidence < 1))
      throw new CausalError('invalid-argument', `confidence is ${show(confidence)}: give a number between 0 and 1.`, {
        confidence,
      })
    const models = checkedList(
      'models of the posterior',
      checkedObject('posterior', posterior).models,
    ) as readonly Scm<T>[]
    checkedFunction('the second argument', ask)
    if (models.length < 2)
      throw new CausalError(
        'invalid-argument',
        `a posterior of ${models.length} draws has no spread: give draws: 2 or more.`,
      )
    const values = Float64Array.from(models, (model, k) => {
      const value = ask(model as never)
      if (Number.isFinite(value)) return value
      throw new CausalError(
        'invalid-argument',
        `the number asked for is ${show(value)} in draw ${k} (counting from 0).`,
        { draw: k },
      )
    })
    const m = values.length
    let mean = 0
    for (const value of values) mean += value / m
    let squares = 0
    for (const value of values) squares += (value - mean) ** 2
    const sorted = values.slice().sort()
    const at = (share: number): number => {
      const position = share * (m - 1)
      const low = Math.floor(position)
      const next = sorted[Math.min(low + 1, m - 1)]!
      return sorted[low]! + (position - low) * (next - sorted[low]!)
    }
    return Object.freeze({
      mean,
      sd: Math.sqrt(squares / (m - 1)),
      interval: Object.freeze([at((1 - confidence) / 2), at((1 + confidence) / 2)] as const),
      values,
    })
  })
}
