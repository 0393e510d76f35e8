import type { Cell } from '../../data/types.js'
import { calledAs } from '../../errors.js'
import { checkedObject } from '../../names.js'
import { checkOptions } from '../../options.js'
import { answerTerms, expectShare } from '../engines/answer.js'
import type { EventTerm, Term } from '../engines/terms.js'
import type { Capability } from '../mechanisms/mechanism-types.js'
import type { AnyScm, Scm } from '../models/types.js'
import { type Answer, drawOptions, frozenAnswer } from '../queries/expectation.js'
import type { AcrossWorlds } from '../queries/query-terms.js'

/**
 * The probability that variables take values, each in its own world, given evidence from any world.
 *
 * All three rungs in one language: `{ variable, value }` is an observation, `{ variable, value, do }` an intervention,
 * several terms with different `do` a counterfactual; an intervention may itself hold `{ variable, do }`, the value that a
 * variable takes in another world.
 *
 * @param model - the model
 * @param event - what happens: terms that all hold at once
 * @param options - `given`: terms that are known to hold; `draws`, `seed`
 * @returns the probability, its standard error, and the method; `value: null` where what is given is impossible
 * @throws CausalError `unknown-name`; `not-supported` for an event on a continuous variable; `too-large`
 * @complexity as {@link queryTerms}
 * @category Counterfactuals
 * @example
 * const model = scm({ X: bernoulli(0.5), Y: mechanism(['X'], bernoulli(0.3), ({ X }: { X: number }, u) => (X > u ? 1 : 0)) })
 * counterfactualProbability(model, [{ variable: 'Y', value: 0, do: { X: 0 } }], { given: [{ variable: 'Y', value: 1 }] }).value
 * //=> 1
 */
export function counterfactualProbability<T, C extends Capability, K extends 'dag' | 'admg'>(
  model: Scm<T, C, K>,
  event: readonly EventTerm<NoInfer<T>>[],
  options: AcrossWorlds<NoInfer<T>> = {},
): Answer {
  return calledAs('counterfactualProbability', () => {
    checkOptions('options', options, ['given', 'draws', 'seed'])

    const { given = [], draws, seed } = checkedObject('options', options)
    return frozenAnswer(
      eventProbability(
        model as AnyScm,
        event as unknown as readonly EventTerm<Record<string, Cell>>[],
        given as unknown as readonly EventTerm<Record<string, Cell>>[],
        drawOptions(draws, seed),
      ),
    )
  })
}

/** P(event | given), for a public function `where`. */
export function eventProbability(
  model: AnyScm,
  event: readonly EventTerm<Record<string, Cell>>[],
  given: readonly EventTerm<Record<string, Cell>>[],
  options: { readonly draws?: number; readonly seed?: number | string },
): ReturnType<typeof expectShare> {
  const result = answerTerms(model, event as readonly Term<Record<string, Cell>>[], given, options)
  return expectShare(result, (values) => values.every((value, k) => value === event[k]!.value))
}
