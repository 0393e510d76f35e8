import type { Cell } from '../../data/types.js'
import { CausalError } from '../../errors.js'
import { asList, checkedObject, indexNames, lookUp, unknownName } from '../../names.js'
import { show } from '../../show.js'

/**
 * Values of some variables of a model.
 *
 * @category Diagrams
 */
export type Setting = Readonly<Record<string, Cell>>

/**
 * A map from a low-level model to a high-level one: of its variables, of their states, and of interventions.
 *
 * @category Diagrams
 */
export interface ModelAbstraction {
  /** For each high-level variable the low-level ones that make it up. Those that stand nowhere are left out of the summary. */
  readonly variables: Readonly<Record<string, string | readonly string[]>>
  /** How the values of a high-level variable's low-level ones are summed up; where there is one, its value unless told. */
  readonly states?: Readonly<Record<string, (low: Setting) => Cell>>
  /** The high-level intervention for a low-level one; unless told, it sets the summaries of what is set below. */
  readonly interventions?: (low: Setting) => Setting
}

/** The map in positions, checked against the names of both models. */
export interface Clusters {
  /** The high-level variables, in the order of the map. */
  readonly high: readonly string[]
  /** The low-level variables of each. */
  readonly low: readonly (readonly string[])[]
  /** The summary of each, from values of its low-level variables. */
  readonly sum: readonly ((low: Setting) => Cell)[]
}

/** Reads a map; names are checked where they are given. */
export function clustersOf(
  map: ModelAbstraction,
  lowNames: ReadonlyMap<string, number> | null,
  highNames: ReadonlyMap<string, number> | null,
): Clusters {
  const high = Object.keys(checkedObject('variables of the abstraction', map.variables))
  const states = map.states ?? {}
  if (typeof states !== 'object')
    throw new CausalError('invalid-argument', `states must be a record, got ${show(states)}.`)
  const listed = new Set(high)
  for (const name of Object.keys(states))
    if (!listed.has(name)) throw unknownName('variable of the abstraction', name, high)
  if (map.interventions !== undefined && typeof map.interventions !== 'function') {
    throw new CausalError('invalid-argument', `interventions must be a function, got ${show(map.interventions)}.`)
  }
  if (high.length === 0) throw new CausalError('invalid-argument', 'the abstraction has no variable.')
  const low = high.map((name) => {
    if (highNames !== null) lookUp('high-level variable', highNames, name)
    const list = asList(map.variables[name])
    if (list.length === 0)
      throw new CausalError('invalid-argument', `${show(name)} is made up of no low-level variable.`)
    if (lowNames !== null) for (const one of list) lookUp('low-level variable', lowNames, one)
    return list
  })
  indexNames('low-level variable', low.flat())
  if (highNames !== null) {
    const missing = [...highNames.keys()].filter((name) => !listed.has(name))
    if (missing.length > 0) {
      throw new CausalError('invalid-argument', `the abstraction says nothing of the high-level ${show(missing[0])}.`, {
        missing,
      })
    }
  }
  const sum = high.map((name, k) => {
    const own = Object.hasOwn(states, name) ? states[name] : undefined
    const list = low[k]!
    if (own === undefined && list.length === 1) return (values: Setting): Cell => values[list[0]!]!
    if (typeof own !== 'function') {
      throw new CausalError(
        'invalid-argument',
        `say in states how ${show(name)} follows from ${list.map((one) => show(one)).join(', ')}: a function of their values.`,
        { variable: name },
      )
    }
    return (values: Setting): Cell => {
      const result = own(Object.fromEntries(list.map((one) => [one, values[one]!])))
      if (typeof result === 'string' || Number.isFinite(result)) return result
      throw new CausalError(
        'invalid-argument',
        `the summary of ${show(values)} for ${show(name)} is ${show(result)}: it must be a text or a finite number.`,
        { variable: name },
      )
    }
  })
  return { high, low, sum }
}

/** All values of the low-level variables of a cluster. */
export function* settingsOf(
  names: readonly string[],
  states: ReadonlyMap<string, readonly Cell[]>,
): Generator<Setting> {
  const pick = names.map(() => 0)
  for (;;) {
    yield Object.fromEntries(names.map((name, i) => [name, states.get(name)![pick[i]!]!]))
    let i = pick.length - 1
    while (i >= 0 && ++pick[i]! === states.get(names[i]!)!.length) pick[i--] = 0
    if (i < 0) return
  }
}
