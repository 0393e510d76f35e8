import { CausalError } from '../../errors.js'
import { unknownName } from '../../names.js'
import { show } from '../../show.js'
import type { Policy } from '../policies/types.js'

/** The chances of the actions in each context: contexts × actions, each row summing to 1. */
export function readPolicy(
  policy: Policy,
  contexts: readonly Readonly<Record<string, string>>[],
  actions: readonly string[],
): Float64Array {
  if (typeof policy !== 'function') {
    throw new CausalError(
      'invalid-argument',
      `a policy is a function of the context that gives an action, or chances of actions, got ${show(policy)}.`,
    )
  }
  const chances = new Float64Array(contexts.length * actions.length)
  for (const [x, context] of contexts.entries())
    chances.set(chancesIn(policy(context), context, actions), x * actions.length)
  return chances
}

/** The chances of the actions in one context. */
export function chancesIn(
  chosen: ReturnType<Policy>,
  context: Readonly<Record<string, unknown>>,
  actions: readonly string[],
): Float64Array {
  const row = new Float64Array(actions.length)
  const where = (): string => (Object.keys(context).length === 0 ? '' : ` in the context ${show(context)}`)
  if (typeof chosen === 'string') {
    const at = actions.indexOf(chosen)
    if (at < 0) throw unknownName(`action${where()}`, chosen, actions)
    row[at] = 1
    return row
  }
  if (typeof chosen !== 'object' || chosen === null) {
    throw new CausalError(
      'invalid-argument',
      `the policy gives ${show(chosen)}${where()}: give an action, one of ${actions.map((action) => show(action)).join(', ')}, or chances by action.`,
    )
  }
  let sum = 0
  for (const [action, chance] of Object.entries(chosen)) {
    const at = actions.indexOf(action)
    if (at < 0) throw unknownName(`action${where()}`, action, actions)
    if (!(typeof chance === 'number' && chance >= 0 && chance <= 1)) {
      throw new CausalError(
        'not-probability',
        `the policy takes ${show(action)} with chance ${show(chance)}${where()}: chances lie between 0 and 1.`,
        { action, chance },
      )
    }
    row[at] = chance
    sum += chance
  }
  if (Math.abs(sum - 1) > 1e-9) {
    throw new CausalError('not-probability', `the chances of the policy sum to ${sum}${where()}, not to 1.`, { sum })
  }
  return row
}
