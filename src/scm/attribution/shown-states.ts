import type { Cell } from '../../data/types.js'
import { declaredStates } from '../parent-states.js'
import { structureOf } from '../structure.js'
import type { AnyScm } from '../types.js'

/** The values that the states shown in an answer stand for: the declared ones, or numbers where they look so. */
export function shownStates(where: string, model: AnyScm, variable: string, shown: readonly string[]): readonly Cell[] {
  const { index } = structureOf(where, model)
  const declared = declaredStates(model.laws[index.get(variable)!]!)
  return shown.map((name) => {
    const value = declared?.find((state) => String(state) === name)
    return value ?? (Number.isNaN(Number(name)) ? name : Number(name))
  })
}
