import type { Cell } from '../../data/types.js'
import type { Scm } from '../../scm/index.js'
import { declaredStates } from '../../scm/parent-states.js'

/** The state of a model's variable from its text: numbers that are states are set as numbers. */
export function cellOf(model: Scm, name: string, text: string): Cell {
  const law = model.laws[model.variables.indexOf(name)]
  const states = law === undefined ? null : declaredStates(law)
  const known = states?.find((state) => String(state) === text)
  if (known !== undefined) return known
  return text.trim() !== '' && String(Number(text)) === text ? Number(text) : text
}
