import type { Cell } from '../../data/types.js'
import { structureOf } from '../../scm/models/structure.js'
import type { AnyScm } from '../../scm/models/types.js'
import { declaredStates } from '../../scm/parent-states.js'

/** The values that the states shown in an answer stand for: the declared ones, or numbers where they look so. */
export function shownStates(model: AnyScm, variable: string, shown: readonly string[]): readonly Cell[] {
  const { index } = structureOf(model)
  const declared = declaredStates(model.laws[index.get(variable)!]!)
  return shown.map((name) => {
    const value = declared?.find((state) => String(state) === name)
    return value ?? (Number.isNaN(Number(name)) ? name : Number(name))
  })
}
