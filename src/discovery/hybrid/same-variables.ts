import { CausalError } from '../../errors.js'
import { quoteNames } from '../../names.js'
import { show } from '../../show.js'

type Named = { readonly variables: readonly string[] } & ((...given: never[]) => unknown)

/** Refuses a score that does not know the columns of the test, or knows others. */
export function sameVariables(test: Named, score: Named): void {
  if (typeof score !== 'function' || !Array.isArray((score as Partial<typeof score>).variables)) {
    throw new CausalError('invalid-argument', `expected a score, such as bicScore(table), got ${show(score)}.`)
  }
  const alone = [
    ...test.variables.filter((name) => !score.variables.includes(name)),
    ...score.variables.filter((name) => !test.variables.includes(name)),
  ]
  if (alone.length === 0) return
  throw new CausalError(
    'invalid-argument',
    `test and score must know the same columns, and only one of them knows ${quoteNames(alone)}: make both of the same table.`,
    { names: alone },
  )
}
