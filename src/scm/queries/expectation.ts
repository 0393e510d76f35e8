import { CausalError, calledAs } from '../../errors.js'
import { checkedObject } from '../../names.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { answerTerms, type Expected, expect, numberOf } from '../engines/answer.js'
import { eventTerms, type WorldAct } from '../engines/terms.js'
import type { DrawOptions } from '../engines/weighted-engine.js'
import type { Capability } from '../mechanisms/mechanism-types.js'
import type { AnyScm, Evidence, Scm } from '../models/types.js'

/**
 * What is known and what is done, and how to draw where no exact answer is known.
 *
 * @category Counterfactuals
 */
export interface Conditions<T> extends DrawOptions {
  /** Values that are observed, in the world in which `do` is done. */
  readonly given?: Evidence<T>
  /** What is done: interventions, or values taken over from other worlds. */
  readonly do?: WorldAct<T>
  /** How many weighted draws, where no exact answer is known; 10,000 by default. */
  readonly draws?: number
  /** The seed of the draws, 0 by default. */
  readonly seed?: number | string
}

/**
 * A number found from a model, and how.
 *
 * @category Effects
 */
export interface Answer {
  /** The number; null where the evidence has probability zero. */
  readonly value: number | null
  /** Its standard error: 0 where the method is exact. */
  readonly standardError: number
  /** What the weighted draws are worth in independent ones; infinite where the method is exact. */
  readonly effectiveSampleSize: number
  /**
   * How it was found: `discrete` (sums over finitely many states), `gaussian` (covariance algebra), `mixture` (both: discrete
   * states, and numbers that are linear with normal noise given them), `quadrature` (the same, with choices that depend on one
   * number), `unit` (the evidence determines it), `samples` (weighted draws), or `zero-probability`: the evidence is impossible.
   */
  readonly method: 'discrete' | 'gaussian' | 'mixture' | 'quadrature' | 'unit' | 'samples' | 'zero-probability'
}

/** The mean of a variable is a term's mean. */
type NumberNames<T> = { [N in keyof T]: T[N] extends number ? N : string extends T[N] ? N : never }[keyof T] & string

/**
 * The mean of a variable, under interventions and given evidence.
 *
 * @param model - the model
 * @param variable - a variable that holds numbers
 * @param conditions - `given`: evidence, read after `do`; `do`: interventions; `draws` and `seed` where no exact answer
 *   is known
 * @returns the mean with its standard error and method; `value: null` where the evidence has probability zero
 * @throws CausalError `unknown-name`; `type-mismatch` for a variable of named states
 * @complexity that of the engine: exact elimination, covariance algebra, or O(draws × variables)
 * @category Effects
 * @example
 * const model = scm({ Z: normal(0, 1), X: linear({ Z: 1 }, normal(0, 1)), Y: linear({ X: 2, Z: 3 }, normal(0, 1)) })
 * expectation(model, 'Y', { do: { X: 1 } }).value
 * //=> 2
 * expectation(model, 'Y', { given: { X: 1 } }).value
 * //=> 3.5
 */
export function expectation<T, C extends Capability, K extends 'dag' | 'admg'>(
  model: Scm<T, C, K>,
  variable: NoInfer<NumberNames<T>>,
  conditions: Conditions<NoInfer<T>> = {},
): Answer {
  return calledAs('expectation', () => {
    checkOptions('conditions', conditions, ['given', 'do', 'draws', 'seed'])
    return expectedTerm(model as AnyScm, variable, conditions as Conditions<Record<string, never>>)
  })
}

/** The mean of one variable, for a public function `where`. */
export function expectedTerm(model: AnyScm, variable: string, conditions: Conditions<Record<string, never>>): Answer {
  const { given, do: act, draws, seed } = checkedObject('conditions', conditions)
  const options = drawOptions(draws, seed)
  const target = act === undefined ? { variable } : { variable, do: act }
  const result = answerTerms(model, [target], eventTerms(given, act), options)
  return frozenAnswer(expect(result, ([value]) => numberOf(variable, value!), [1]))
}

/** Draw options without keys that are undefined; judged also where the answer will be exact and draws nothing. */
export function drawOptions(draws: number | undefined, seed: number | string | undefined): DrawOptions {
  if (draws !== undefined && !(Number.isInteger(draws) && draws >= 1)) {
    throw new CausalError('invalid-argument', `draws is ${show(draws)}: give a whole number from 1 on.`, { draws })
  }
  return { ...(draws === undefined ? {} : { draws }), ...(seed === undefined ? {} : { seed }) }
}

export function frozenAnswer({ value, standardError, effectiveSampleSize, method }: Expected): Answer {
  return Object.freeze({ value, standardError, effectiveSampleSize, method })
}
