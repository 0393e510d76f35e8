import { CausalError, calledAs } from '../../errors.js'
import { checkedList, checkedObject, indexNames, lookUp } from '../../names.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { instantOrder } from '../core/read-temporal-model.js'
import type { LinearTemporalModel } from '../types.js'

/**
 * A direct effect over time: raising `from` by 1 raises `to` by `effect`, `lag` steps later.
 *
 * @category Time series
 */
export interface TemporalEffect<N extends string = string> {
  /** The cause. */
  readonly from: N
  /** What it acts on. */
  readonly to: N
  /** After how many steps: 0 for the same step. */
  readonly lag: number
  /** By how much, for each unit of the cause. */
  readonly effect: number
}

/**
 * What {@link linearTemporalModel} is made of.
 *
 * @category Time series
 */
export interface TemporalModelParts<N extends string = string> {
  /** The variables, in order. */
  readonly names: readonly N[]
  /** The direct effects; a pair has at most one at each lag. */
  readonly effects: readonly TemporalEffect<NoInfer<N>>[]
  /** The standard deviation of each variable's noise, 0 or more (default 1 for those left out). */
  readonly noise?: Readonly<Partial<Record<NoInfer<N>, number>>>
  /** The constant of each variable's equation (default 0 for those left out). */
  readonly intercept?: Readonly<Partial<Record<NoInfer<N>, number>>>
}

/**
 * A linear structural model of a series, written down: direct effects with their lags, independent noises.
 *
 * `varLingam` and `fitLinearTemporalModel` find one in data.
 *
 * @param parts - names, direct effects, and where they differ from 1 and 0, standard deviations of noises and constants
 * @returns the model, for `impulseResponse`, `sustainedEffect`, `mediatedResponse`, `longRunEffect`, `varianceDecomposition`
 * @throws CausalError `unknown-name`; `duplicate-name` for a name or an effect that is given twice; `cycle` where effects within
 *   a step form a circle; `invalid-argument` for numbers out of range, or an effect of a variable on itself within a step
 * @complexity O(p² lags)
 * @category Time series
 * @example
 * const model = linearTemporalModel({
 *   names: ['price', 'demand'],
 *   effects: [
 *     { from: 'price', to: 'price', lag: 1, effect: 0.5 },
 *     { from: 'price', to: 'demand', lag: 1, effect: -2 },
 *   ],
 * })
 * sustainedEffect(model, { cause: 'price', effect: 'demand', horizon: 2 }).responses
 * //=> [0, -2, -2]
 */
export function linearTemporalModel<const N extends string>(parts: TemporalModelParts<N>): LinearTemporalModel<N> {
  return calledAs('linearTemporalModel', () => {
    checkOptions('parts', parts, ['names', 'effects', 'noise', 'intercept'])
    const { names, effects, noise, intercept } = checkedObject('parts', parts)
    const index = indexNames('variable', names)
    const p = names.length
    if (p === 0) throw new CausalError('invalid-argument', 'a model needs a variable.')
    checkedList('effects', effects)
    const seen = new Set<string>()
    const contemporaneous = new Float64Array(p * p)
    const lagged: Float64Array[] = []
    for (const entry of effects) {
      checkOptions('effect', entry, ['from', 'to', 'lag', 'effect'], { lag: 'number', effect: 'number' })
      const { from, to, lag, effect } = checkedObject('effect', entry)
      const [j, i] = [lookUp('variable', index, from), lookUp('variable', index, to)]
      if (!Number.isInteger(lag) || lag < 0 || lag > 10_000) {
        throw new CausalError('invalid-argument', `the lag ${show(lag)} must be a whole number from 0 to 10,000.`, {
          lag,
        })
      }
      if (!Number.isFinite(effect)) {
        throw new CausalError('invalid-argument', `the effect of ${show(from)} on ${show(to)} is ${show(effect)}.`)
      }
      if (lag === 0 && i === j) {
        throw new CausalError('invalid-argument', `${show(from)} cannot act on itself within a step.`, { name: from })
      }
      const key = `${i} ${j} ${lag}`
      if (seen.has(key)) {
        throw new CausalError(
          'duplicate-name',
          `the effect of ${show(from)} on ${show(to)} at lag ${lag} is given twice.`,
          { from, to, lag },
        )
      }
      seen.add(key)
      while (lagged.length < lag) lagged.push(new Float64Array(p * p))
      const matrix = lag === 0 ? contemporaneous : lagged[lag - 1]!
      matrix[i * p + j] = effect
    }
    instantOrder(names, contemporaneous)
    const deviation = valuesOf('noise', index, noise, 1)
    for (const [i, value] of deviation.entries()) {
      if (value < 0) {
        throw new CausalError('invalid-argument', `the noise of ${show(names[i])} is ${value}: give 0 or more.`)
      }
    }
    return Object.freeze({
      names: Object.freeze([...names]),
      form: 'structural',
      intercept: valuesOf('intercept', index, intercept, 0),
      contemporaneous,
      lagged: Object.freeze(lagged),
      noise: Float64Array.from({ length: p * p }, (_, k) => (k % (p + 1) === 0 ? deviation[k % p]! ** 2 : 0)),
    })
  })
}

function valuesOf(
  what: string,
  index: ReadonlyMap<string, number>,
  given: Readonly<Partial<Record<string, number>>> | undefined,
  otherwise: number,
): Float64Array {
  const values = new Float64Array(index.size).fill(otherwise)
  if (given === undefined) return values
  for (const [name, value] of Object.entries(checkedObject(what, given))) {
    const i = lookUp('variable', index, name)
    if (!Number.isFinite(value)) {
      throw new CausalError('invalid-argument', `the ${what} of ${show(name)} is ${show(value)}: give a number.`, {
        name,
      })
    }
    values[i] = value!
  }
  return values
}
