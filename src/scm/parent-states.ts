import type { Cell } from '../data/types.js'
import { CausalError } from '../errors.js'
import { quoteNames } from '../names.js'
import { show } from '../show.js'
import type { Law } from './mechanisms/law.js'
import type { AnyScm } from './models/types.js'

/** The states that a law can give, in order; null where they are not declared. */
export function declaredStates(law: Law): readonly Cell[] | null {
  if (law.family === 'choice' || law.family === 'table' || law.family === 'constant' || law.family === 'input')
    return law.states
  if (law.family === 'root') return law.noise.values
  if (law.family === 'modified') return declaredStates(law.base)
  return null
}

/** A table of a law must have a row for every state of each parent, and a sum needs numbers. */
export function checkParentStates(
  names: readonly string[],
  laws: readonly Law[],
  parents: Int32Array,
  i: number,
): void {
  const law = laws[i]!
  for (const [k, p] of parents.entries()) {
    const states = declaredStates(laws[p]!)
    if (states === null) continue
    const child = JSON.stringify(names[i])
    const parent = JSON.stringify(names[p])
    const isAdded = law.family === 'function' && law.affine?.numbers.includes(names[p]!) === true
    if (isAdded || law.family === 'linear' || (law.family === 'choice' && law.logits !== null)) {
      if (states.every((state) => typeof state === 'number')) continue
      const message = `${child} adds up its parents, but ${parent} holds the states ${quoteNames(states.map(String))}: code them as numbers.`
      throw new CausalError('type-mismatch', message, { child: names[i], parent: names[p] })
    }
    const missing = states.map(String).filter((state) => rowsOf(law, k)?.includes(state) === false)
    if (missing.length === 0) continue
    const message = `the table of ${child} has no row for ${parent} = ${quoteNames(missing)}.`
    throw new CausalError('invalid-argument', message, { child: names[i], parent: names[p], missing })
  }
}

/**
 * Where a model is defined, a row for what is no state of the parent is a slip of the pen. Interventions may leave such rows
 * behind: they take states away.
 */
export function checkNoSpareRows({ variables, laws }: AnyScm): void {
  const index = new Map(variables.map((name, i) => [name, i]))
  for (const [i, law] of laws.entries()) {
    for (const [k, parent] of law.parents.entries()) {
      const states = declaredStates(laws[index.get(parent)!]!)?.map(String)
      const extra = states === undefined ? [] : (rowsOf(law, k)?.filter((state) => !states.includes(state)) ?? [])
      if (extra.length === 0) continue
      const message = `the table of ${show(variables[i])} has rows for ${show(parent)} = ${quoteNames(extra)}, which is no state of it (${quoteNames(states!)}).`
      throw new CausalError('invalid-argument', message, { child: variables[i], parent, extra })
    }
  }
}

/** The states of parent `k` for which a law's table has rows; null where it has no table. */
function rowsOf(law: Law, k: number): readonly string[] | null {
  if (law.family === 'choice' || law.family === 'table') return law.parentStates?.[k] ?? null
  return law.family === 'function' ? (law.affine?.parentStates?.[k] ?? null) : null
}
