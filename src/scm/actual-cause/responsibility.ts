import type { Cell } from '../../data/types.js'
import { calledAs } from '../../errors.js'
import { checkedObject } from '../../names.js'
import { checkOptions } from '../../options.js'
import type { AnyScm, Evidence, Scm } from '../models/types.js'
import { degree } from './degree.js'

/**
 * The degree of responsibility of a variable for an effect: 1 / k for the least number k of variables that must be changed
 * or held, among the causes (modified definition) that contain it; 0 when there is none (Chockler & Halpern 2004).
 *
 * @param model - a model of finitely many states whose randomness is all in exogenous variables
 * @param context - the value of every exogenous variable
 * @param query - `cause`: the variable; `effect`: values that happened together
 * @returns a number between 0 and 1: of eleven votes for a winner by one vote more than needed, each has 1/2
 * @throws CausalError as {@link actualCause}
 * @complexity exponential in the variables before the effect
 * @category Actual causation
 * @example
 * const vote = scm({
 *   u: discrete([0, 1, 2, 3], [0.25, 0.25, 0.25, 0.25]),
 *   A: deterministic(['u'], ({ u }: { u: number }) => (u >= 1 ? 1 : 0)),
 *   B: deterministic(['u'], ({ u }: { u: number }) => (u >= 2 ? 1 : 0)),
 *   wins: deterministic(['A', 'B'], ({ A, B }: { A: number; B: number }) => (A + B >= 1 ? 1 : 0)),
 * })
 * responsibility(vote, { u: 1 }, { cause: 'A', effect: { wins: 1 } })
 * //=> 1
 * responsibility(vote, { u: 3 }, { cause: 'A', effect: { wins: 1 } })
 * //=> 0.5
 */
export function responsibility<T>(
  model: Scm<T>,
  context: Evidence<NoInfer<T>>,
  query: { readonly cause: keyof NoInfer<T> & string; readonly effect: Evidence<NoInfer<T>> },
): number {
  return calledAs('responsibility', () => {
    checkOptions('query', query, ['cause', 'effect'])
    return degree(
      model as unknown as AnyScm,
      context as Record<string, Cell>,
      checkedObject('query', query).cause,
      query.effect as Record<string, Cell>,
    )
  })
}
