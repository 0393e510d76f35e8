import { CausalError } from '../../errors.js'
import { show } from '../../show.js'
import type { Lesson, MechanismFamily } from './families/lesson.js'

/** More different numbers than this make no table. */
const mostLevels = 12

/** The families that suit a column and its parents, the simplest first. */
export function candidatesFor({ name, parents, columns }: Lesson): readonly MechanismFamily[] {
  const own = columns.get(name)!
  const isNumeric = (of: string): boolean => columns.get(of) instanceof Float64Array
  const numericParents = parents.every(isNumeric)
  const finite = parents.every((parent) => {
    const column = columns.get(parent)!
    return !(column instanceof Float64Array) || new Set(column).size <= mostLevels
  })
  if (!(own instanceof Float64Array)) {
    if (parents.every((parent) => !isNumeric(parent))) return ['cpt']
    if (numericParents) return finite ? ['multinomial', 'cpt'] : ['multinomial']
    if (finite) return ['cpt']
    const message = `${show(name)} is categorical, and its parents are categories and numbers: group the numbers into categories first.`
    throw new CausalError('invalid-data', message, { variable: name })
  }
  const values = new Set(own)
  if (values.size <= 2 && [...values].every((value) => value === 0 || value === 1)) {
    if (parents.length === 0) return ['cpt']
    const found: MechanismFamily[] = [
      ...(numericParents ? (['logistic'] as const) : []),
      ...(finite ? (['cpt'] as const) : []),
    ]
    if (found.length > 0) return found
    const message = `${show(name)} holds zeros and ones, and its parents are categories and numbers: group the numbers into categories first.`
    throw new CausalError('invalid-data', message, { variable: name })
  }
  const positive = own.every((value) => value > 0)
  const counts = own.every((value) => Number.isInteger(value) && value >= 0)
  return [
    'linear',
    ...(positive ? (['gamma'] as const) : []),
    ...(counts ? (['poisson'] as const) : []),
    ...(counts && !positive ? (['zero-inflated'] as const) : []),
    ...(parents.some(isNumeric) ? (['additive'] as const) : []),
    ...(parents.length > 0 ? (['boosting'] as const) : []),
  ]
}
