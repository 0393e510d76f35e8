import type { Cell } from '../../data/types.js'
import { CausalError, calledAs } from '../../errors.js'
import { checkedObject } from '../../names.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import type { AnyScm, Evidence, Scm } from '../models/types.js'
import { causeOf, conditionOf, nameOf } from './conditions.js'
import { dependsPlainly, modifiedWitness, smallerCause, updatedWitness } from './halpern-pearl.js'
import { type Condition, holds } from './setting.js'
import { settingOf } from './setting-of.js'

/**
 * Which definition of an actual cause: `modified` (Halpern 2015) holds other variables at their actual values only; `updated`
 * (Halpern & Pearl 2005) at any values that do not by themselves undo the effect.
 *
 * @category Actual causation
 */
export type CauseDefinition = 'modified' | 'updated'

/**
 * What shows that the effect depends on the cause.
 *
 * @category Actual causation
 */
export interface CauseWitness<T = Record<string, Cell>> {
  /** The variables held, and at which values; none when the effect simply depends on the cause. */
  readonly contingency: Evidence<T>
  /** Values of the cause under which, with these held, the effect fails. */
  readonly alternative: Evidence<T>
}

/**
 * Whether something was an actual cause of something, condition by condition.
 *
 * @category Actual causation
 */
export interface CauseVerdict<T = Record<string, Cell>> {
  /** Whether all three conditions hold. */
  readonly isCause: boolean
  /** AC1: cause and effect both happened. */
  readonly happened: boolean
  /** AC2: with some variables held, other values of the cause undo the effect; null when AC1 already fails. */
  readonly dependence: boolean | null
  /** AC3: no part of the cause would do; null when AC2 does not hold. */
  readonly minimal: boolean | null
  /** Whether the effect fails for some other values of the cause with nothing held. */
  readonly butFor: boolean
  /** What shows AC2, with as few variables held as can be; null when nothing does. */
  readonly witness: CauseWitness<T> | null
  /** A part of the cause that satisfies AC2 by itself; null when there is none. */
  readonly smallerCause: readonly (keyof T & string)[] | null
}

/**
 * Whether a set of variables, at the values that they actually took, was an actual cause of an effect (Halpern & Pearl).
 *
 * Every variable with an equation has no noise of its own; the context fixes the exogenous variables.
 *
 * @param model - a model of finitely many states whose randomness is all in exogenous variables
 * @param context - the value of every exogenous variable
 * @param query - `cause`: variables at their actual values, by name or with the values; `effect`: values that happened together
 * @param options - `definition`: `modified` unless told
 * @returns the verdict with its conditions and a witness
 * @throws CausalError `unknown-name`, `overlap` when the cause is part of the effect, `invalid-argument` for an incomplete
 *   context, `not-supported` for a random equation, `too-large` when the search would be
 * @complexity exponential in the variables between cause and effect
 * @category Actual causation
 * @see Halpern 2015, "A modification of the Halpern–Pearl definition of causality", IJCAI
 * @example
 * const fire = scm({
 *   lightning: bernoulli(0.1),
 *   match: bernoulli(0.1),
 *   L: deterministic(['lightning'], ({ lightning }: { lightning: 0 | 1 }) => lightning),
 *   M: deterministic(['match'], ({ match }: { match: 0 | 1 }) => match),
 *   F: deterministic(['L', 'M'], ({ L, M }: { L: 0 | 1; M: 0 | 1 }) => (L || M ? 1 : 0)),
 * })
 * const context = { lightning: 1, match: 1 } as const
 * actualCause(fire, context, { cause: 'L', effect: { F: 1 } }).isCause
 * //=> false
 * actualCause(fire, context, { cause: ['L', 'M'], effect: { F: 1 } }).witness
 * //=> { contingency: {}, alternative: { L: 0, M: 0 } }
 * actualCause(fire, context, { cause: 'L', effect: { F: 1 } }, { definition: 'updated' }).isCause
 * //=> true
 */
export function actualCause<T>(
  model: Scm<T>,
  context: Evidence<NoInfer<T>>,
  query: {
    readonly cause: (keyof NoInfer<T> & string) | readonly (keyof NoInfer<T> & string)[] | Evidence<NoInfer<T>>
    readonly effect: Evidence<NoInfer<T>>
  },
  options: { readonly definition?: CauseDefinition } = {},
): CauseVerdict<T> {
  return calledAs('actualCause', () => {
    checkOptions('query', query, ['cause', 'effect'])
    checkOptions('options', options, ['definition'])

    const definition = checkedObject('options', options).definition ?? 'modified'
    if (definition !== 'modified' && definition !== 'updated') {
      throw new CausalError('invalid-argument', `definition is 'modified' or 'updated', got ${show(definition)}.`, {
        definition,
      })
    }
    const named = settingOf(model as unknown as AnyScm, context as Record<string, Cell>)
    const { setting, domains } = named
    const effect = conditionOf(named, checkedObject('query', query).effect as Record<string, Cell>)
    const cause = causeOf(named, query.cause as string | readonly string[] | Record<string, Cell>)
    for (const { variable } of cause) {
      if (!effect.some((part) => part.variable === variable)) continue
      throw new CausalError(
        'overlap',
        `${show(nameOf(named, variable))} is both cause and effect: they must not share a variable.`,
        {
          variable: nameOf(named, variable),
        },
      )
    }
    const variables = cause.map(({ variable }) => variable)
    const happened = holds(cause, setting.actual) && holds(effect, setting.actual)
    const find = definition === 'modified' ? modifiedWitness : updatedWitness
    const found = happened ? find(setting, variables, effect) : null
    const smaller = found === null ? null : smallerCause(find, setting, variables, effect)
    const evidenceOf = (condition: Condition): Evidence<T> =>
      Object.freeze(
        Object.fromEntries(
          condition.map(({ variable, state }) => [nameOf(named, variable), domains[variable]![state]!]),
        ),
      ) as Evidence<T>
    return Object.freeze({
      isCause: found !== null && smaller === null,
      happened,
      dependence: happened ? found !== null : null,
      minimal: found === null ? null : smaller === null,
      butFor: happened && dependsPlainly(setting, variables, effect),
      witness:
        found === null
          ? null
          : Object.freeze({ contingency: evidenceOf(found.contingency), alternative: evidenceOf(found.alternative) }),
      smallerCause: smaller === null ? null : Object.freeze(smaller.map((v) => nameOf(named, v) as keyof T & string)),
    })
  })
}
