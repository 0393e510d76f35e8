import type { Cell } from '../../data/types.js'
import { CausalError, calledAs } from '../../errors.js'
import { checkedObject } from '../../names.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { counterfactualProbability } from '../counterfactuals/counterfactual-probability.js'
import type { AnyScm, Evidence, Scm } from '../models/types.js'
import { causeOf, conditionOf, nameOf } from './conditions.js'
import { dependsPlainly, modifiedWitness, smallerCause } from './halpern-pearl.js'
import { type CausalSetting, type Condition, holds, settle } from './setting.js'
import { settingOf } from './setting-of.js'

/**
 * What people weigh when they call something a cause.
 *
 * @category Actual causation
 */
export interface CausalFactors {
  /** Whether cause and effect both happened. */
  readonly happened: boolean
  /** Whether setting the cause to its value brings the effect about in every context (Halpern 2016, SC3). */
  readonly sufficient: boolean
  /** Whether some other value of the cause would have undone the effect, all else left to itself (but-for). */
  readonly necessary: boolean
  /** Whether it was an actual cause by the modified definition. */
  readonly actualCause: boolean
  /** How normal the cause was: the probability in the model of the values that it took. Low is abnormal. */
  readonly normality: number
}

/** More contexts than this are not walked. */
const mostContexts = 1e6

/**
 * Sufficiency, necessity, actual causation and normality of a cause in one context: the factors from which judgements of
 * causation are made (Halpern 2016, chapters 2 and 3; Zhang et al. 2025, AC-Reason).
 *
 * @param model - as for {@link actualCause}
 * @param context - the value of every exogenous variable
 * @param query - `cause`: variables at their actual values, by name or with the values; `effect`: values that happened
 * @returns the factors
 * @throws CausalError as {@link actualCause}; `too-large` above a million contexts
 * @complexity contexts × variables, and that of {@link actualCause}
 * @category Actual causation
 * @example
 * const fire = scm({
 *   dry: bernoulli(0.8),
 *   spark: bernoulli(0.01),
 *   D: deterministic(['dry'], ({ dry }: { dry: 0 | 1 }) => dry),
 *   S: deterministic(['spark'], ({ spark }: { spark: 0 | 1 }) => spark),
 *   F: deterministic(['D', 'S'], ({ D, S }: { D: 0 | 1; S: 0 | 1 }) => D * S),
 * })
 * causalFactors(fire, { dry: 1, spark: 1 }, { cause: 'S', effect: { F: 1 } })
 * //=> { happened: true, sufficient: false, necessary: true, actualCause: true, normality: 0.01 }
 */
export function causalFactors<T>(
  model: Scm<T>,
  context: Evidence<NoInfer<T>>,
  query: {
    readonly cause: (keyof NoInfer<T> & string) | readonly (keyof NoInfer<T> & string)[] | Evidence<NoInfer<T>>
    readonly effect: Evidence<NoInfer<T>>
  },
): CausalFactors {
  return calledAs('causalFactors', () => {
    checkOptions('query', query, ['cause', 'effect'])

    const untyped = model as unknown as AnyScm
    const named = settingOf(untyped, context as Record<string, Cell>)
    const { setting, domains } = named
    const effect = conditionOf(named, checkedObject('query', query).effect as Record<string, Cell>)
    const cause = causeOf(named, query.cause as string | readonly string[] | Record<string, Cell>)
    const variables = cause.map(({ variable }) => variable)
    const both = variables.find((v) => effect.some(({ variable }) => variable === v))
    if (both !== undefined) {
      throw new CausalError(
        'overlap',
        `${show(nameOf(named, both))} is both cause and effect: they must not share a variable.`,
        {
          variable: nameOf(named, both),
        },
      )
    }
    const happened = holds(cause, setting.actual) && holds(effect, setting.actual)
    const isCause =
      happened &&
      modifiedWitness(setting, variables, effect) !== null &&
      smallerCause(modifiedWitness, setting, variables, effect) === null
    const event = cause.map(({ variable, state }) => ({
      variable: nameOf(named, variable),
      value: domains[variable]![state]!,
    }))
    return Object.freeze({
      happened,
      sufficient: bringsAbout(setting, cause, effect),
      necessary: happened && dependsPlainly(setting, variables, effect),
      actualCause: isCause,
      normality: counterfactualProbability(untyped, event as never).value!,
    })
  })
}

/** Whether the effect holds in every context once the cause is set. */
function bringsAbout(setting: CausalSetting, cause: Condition, effect: Condition): boolean {
  const exogenous = Array.from(setting.order).filter((v) => setting.tables[v] === null)
  const contexts = exogenous.reduce((product, v) => product * setting.cards[v]!, 1)
  if (contexts > mostContexts)
    throw new CausalError(
      'too-large',
      `there are ${contexts} contexts, more than the limit of ${mostContexts}: merge states, or fix exogenous variables.`,
      {
        contexts,
        most: mostContexts,
      },
    )
  const held = new Int32Array(setting.size).fill(-1)
  for (const { variable, state } of cause) held[variable] = state
  const values = new Int32Array(setting.size)
  for (let c = 0; c < contexts; c++) {
    let rest = c
    for (const v of exogenous) {
      held[v] = rest % setting.cards[v]!
      rest = Math.floor(rest / setting.cards[v]!)
    }
    settle(setting, held, values)
    if (!holds(effect, values)) return false
  }
  return true
}
