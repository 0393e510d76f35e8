import type { Cell } from '../../data/types.js'
import { CausalError } from '../../errors.js'
import { unknownName } from '../../names.js'
import { show } from '../../show.js'
import type { AnyScm } from '../models/types.js'
import { conditionOf } from './conditions.js'
import { leastChange } from './halpern-pearl.js'
import { holds } from './setting.js'
import { settingOf } from './setting-of.js'

/** The degree of responsibility of one variable in one context. */
export function degree(
  model: AnyScm,
  context: Readonly<Record<string, Cell>>,
  cause: string,
  effect: Readonly<Record<string, Cell>>,
): number {
  const named = settingOf(model, context)
  const variable = named.node.get(cause)
  if (variable === undefined) throw unknownName('variable', cause, named.node.keys())
  if (named.setting.holdable[variable] === 0)
    throw new CausalError('invalid-argument', `${show(cause)} is exogenous: a cause is a variable with an equation.`, {
      variable: cause,
    })
  const condition = conditionOf(named, effect)
  if (!holds(condition, named.setting.actual)) return 0
  const least = leastChange(named.setting, variable, condition)
  return least === null ? 0 : 1 / least
}
