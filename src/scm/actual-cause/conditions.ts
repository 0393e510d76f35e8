import type { Cell } from '../../data/types.js'
import { CausalError } from '../../errors.js'
import { checkedObject, unknownName } from '../../names.js'
import { show } from '../../show.js'
import type { Condition } from './setting.js'
import { type NamedSetting, stateIn } from './setting-of.js'

/** The variable whose node this is. */
export function nameOf({ node }: NamedSetting, at: number): string {
  for (const [name, i] of node) if (i === at) return name
  return ''
}

/** Names and values as a conjunction, not empty. */
export function conditionOf(
  { node, domains }: NamedSetting,
  values: Readonly<Record<string, Cell | undefined>>,
): Condition {
  const condition = Object.entries(checkedObject('effect', values)).flatMap(([name, value]) => {
    const i = node.get(name)
    if (i === undefined) throw unknownName('variable', name, node.keys())
    return value === undefined ? [] : [{ variable: i, state: stateIn(name, domains[i]!, value) }]
  })
  if (condition.length === 0)
    throw new CausalError('invalid-argument', 'cause and effect need at least one variable each.', {})
  return condition
}

/** The cause as a conjunction: names alone stand for their actual values. */
export function causeOf(
  named: NamedSetting,
  cause: string | readonly string[] | Readonly<Record<string, Cell>>,
): Condition {
  const { setting, node } = named
  let condition: Condition
  if (typeof cause === 'string' || Array.isArray(cause)) {
    const names = [...new Set<string>(typeof cause === 'string' ? [cause] : cause)]
    condition = names.map((name) => {
      const variable = node.get(name)
      if (variable === undefined) throw unknownName('variable', name, node.keys())
      return { variable, state: setting.actual[variable]! }
    })
  } else condition = conditionOf(named, cause as Record<string, Cell>)
  const exogenous = condition.find(({ variable }) => setting.holdable[variable] === 0)
  if (condition.length === 0 || exogenous !== undefined) {
    const message =
      exogenous === undefined
        ? 'the cause needs at least one variable.'
        : `${show(nameOf(named, exogenous.variable))} is exogenous: a cause is a variable with an equation.`
    throw new CausalError('invalid-argument', message, {})
  }
  return condition
}
