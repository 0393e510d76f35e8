import { CausalError } from '../../errors.js'
import { quoteNames } from '../../names.js'
import { show } from '../../show.js'

/** What is asked of a score here. */
interface Rows {
  readonly variables: readonly string[]
  readonly n?: number | undefined
  readonly warnings?: readonly string[] | undefined
}

/** With fewer rows a parent, penalties that are right for many rows let noise pass. */
const ROWS_A_PARENT = 10

/** Whether a regression on this many parents leaves a residual. */
export function hasRows(n: number, parents: number): boolean {
  return n > parents + 1
}

/** The largest number of parents that a search may try; an error where the rows of the score do not allow it. */
export function readMostParents({ variables, n }: Rows, maxParents: number = Number.POSITIVE_INFINITY): number {
  if (!(maxParents >= 0 && (Number.isInteger(maxParents) || maxParents === Number.POSITIVE_INFINITY))) {
    throw new CausalError(
      'invalid-argument',
      `maxParents is ${show(maxParents)}: give a whole number from 0 on, or leave it out for no limit.`,
      {
        maxParents,
      },
    )
  }
  const most = Math.min(maxParents, Math.max(0, variables.length - 1))
  if (n === undefined || hasRows(n, most)) return most
  const advised = Math.max(1, Math.floor(n / ROWS_A_PARENT))
  throw new CausalError(
    'too-few-rows',
    `${n} rows are too few for up to ${most} parents: a regression on as many columns as rows fits anything. Give maxParents below ${n - 1} (at most ${advised} for ${ROWS_A_PARENT} rows a parent), use fewer columns, or gather at least ${most + 2} rows.`,
    { count: n, needed: most + 2, maxParents: advised },
  )
}

/**
 * What the rows do not bear in a graph that was found, as sentences, after those of the score itself: `parents` counts those
 * of each node.
 */
export function rowWarnings({ variables, n, warnings: known }: Rows, parents: ArrayLike<number>): readonly string[] {
  const warnings = [...(known ?? [])]
  if (n === undefined) return Object.freeze(warnings)
  const thin = variables.filter((_, node) => n < ROWS_A_PARENT * parents[node]!)
  if (thin.length > 0) {
    warnings.push(
      `${quoteNames(thin)} ${thin.length > 1 ? 'have' : 'has'} more than one parent for each ${ROWS_A_PARENT} of ${n} rows: some of these edges may be noise. Give maxParents, a larger penalty, or more rows.`,
    )
  }
  if (variables.length ** 2 > n) {
    warnings.push(
      `${variables.length} columns make ${(variables.length * (variables.length - 1)) / 2} pairs, and there are ${n} rows: among so many pairs some look dependent by chance, and the score does not allow for that. Give a larger penalty, fewer columns, or more rows than columns squared.`,
    )
  }
  return Object.freeze(warnings)
}
