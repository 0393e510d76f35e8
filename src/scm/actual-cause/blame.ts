import type { Cell } from '../../data/types.js'
import { CausalError, calledAs } from '../../errors.js'
import { checkedList, checkedObject } from '../../names.js'
import { checkOptions } from '../../options.js'
import type { AnyScm, Evidence, Scm } from '../models/types.js'
import { degree } from './degree.js'

/**
 * The degree of blame: the expected responsibility over the contexts that an agent considers possible (Chockler & Halpern
 * 2004).
 *
 * @param model - as for {@link responsibility}
 * @param situations - contexts with their probabilities, which sum to one
 * @param query - `cause`: the variable; `effect`: values; a context in which the effect does not happen counts 0
 * @returns a number between 0 and 1
 * @throws CausalError `not-probability`; else as {@link actualCause}
 * @complexity that of {@link responsibility} for each context
 * @category Actual causation
 * @example
 * const gun = scm({
 *   loaded: bernoulli(0.5),
 *   shot: deterministic(['loaded'], ({ loaded }: { loaded: 0 | 1 }) => loaded),
 *   dies: deterministic(['shot'], ({ shot }: { shot: 0 | 1 }) => shot),
 * })
 * const situations = [{ context: { loaded: 1 }, probability: 0.1 }, { context: { loaded: 0 }, probability: 0.9 }] as const
 * blame(gun, situations, { cause: 'shot', effect: { dies: 1 } })
 * //=> 0.1
 */
export function blame<T>(
  model: Scm<T>,
  situations: readonly { readonly context: Evidence<NoInfer<T>>; readonly probability: number }[],
  query: { readonly cause: keyof NoInfer<T> & string; readonly effect: Evidence<NoInfer<T>> },
): number {
  return calledAs('blame', () => {
    checkOptions('query', query, ['cause', 'effect'])

    const total = checkedList('situations', situations).reduce((sum, situation) => {
      const { probability } = checkedObject('situation', situation)
      return sum + (typeof probability === 'number' && probability >= 0 ? probability : Number.NaN)
    }, 0)
    if (!(Math.abs(total - 1) <= 1e-9)) {
      throw new CausalError(
        'not-probability',
        `the probabilities of the situations sum to ${total}, not to 1, or one is negative.`,
        { total },
      )
    }
    let expected = 0
    for (const { context, probability } of situations) {
      if (probability > 0)
        expected +=
          probability *
          degree(
            model as unknown as AnyScm,
            context as Record<string, Cell>,
            checkedObject('query', query).cause,
            query.effect as Record<string, Cell>,
          )
    }
    return expected
  })
}
