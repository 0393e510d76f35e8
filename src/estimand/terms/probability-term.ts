import { CausalError, calledAs } from '../../errors.js'
import { checkedObject, quoteNames } from '../../names.js'
import { checkOptions } from '../../options.js'
import type { ProbabilityTerm } from './types.js'
import { type ValueInput, valuesOf } from './values.js'

/**
 * The probability `P(of | do(…), given)`, as an expression.
 *
 * @param parts - `of`, and if wanted `given`, `do` (what an experiment sets) and `domain` (the population): each a
 *   variable's name for its free value, `{ variable, prime }` for a bound one, or `{ variable, prime: 0, state }`
 * @returns the term, frozen
 * @throws CausalError `invalid-argument`, `duplicate-name`; `overlap` when a variable stands in two places
 * @complexity O(v²) for v values
 * @category Estimands
 * @example
 * toText(probabilityTerm({ of: 'Y', given: 'Z', do: 'X' }))
 * //=> 'P(Y | do(X), Z)'
 */
export function probabilityTerm<N extends string>(parts: {
  readonly of: ValueInput<N> | readonly ValueInput<N>[]
  readonly given?: ValueInput<N> | readonly ValueInput<N>[]
  readonly do?: ValueInput<N> | readonly ValueInput<N>[]
  readonly domain?: string
}): ProbabilityTerm<N> {
  return calledAs('probabilityTerm', () => {
    checkOptions('parts', parts, ['of', 'given', 'do', 'domain'])

    const of = valuesOf(checkedObject('parts', parts).of)
    const given = valuesOf(parts.given)
    const act = valuesOf(parts.do)
    if (of.length === 0) throw new CausalError('invalid-argument', 'of must name at least one variable.')
    const seen = new Set<string>()
    const twice = new Set<string>()
    for (const { variable } of [...of, ...given, ...act]) (seen.has(variable) ? twice : seen).add(variable)
    if (twice.size > 0) {
      throw new CausalError('overlap', `${quoteNames(twice)} stands twice in one probability.`, {
        names: [...twice],
      })
    }
    return Object.freeze({ type: 'probability', of, given, do: act, domain: parts.domain ?? '' })
  })
}
