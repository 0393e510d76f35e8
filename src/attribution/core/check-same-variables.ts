import { CausalError } from '../../errors.js'
import { quoteNames } from '../../names.js'
import { structureOf } from '../../scm/models/structure.js'
import type { AnyScm } from '../../scm/models/types.js'

/** Throws unless two models have the same variables, in whatever order. */
export function checkSameVariables(before: AnyScm, after: AnyScm): void {
  const [a, b] = [structureOf(before), structureOf(after)]
  const odd = [...a.names.filter((name) => !b.index.has(name)), ...b.names.filter((name) => !a.index.has(name))]
  if (odd.length === 0) return
  throw new CausalError(
    'invalid-argument',
    `both models need the same variables; ${quoteNames(odd)} stand in one of them only.`,
    { names: odd },
  )
}
