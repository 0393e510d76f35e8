import type { CountsOf } from '../data/tables/from-counts.js'
import type { CountedVariable } from '../data/types.js'

/**
 * A table of counts from a publication: a factor with its source. `fromCounts` turns it into rows.
 *
 * @category Gallery
 */
export interface PublishedCounts<V extends CountedVariable = CountedVariable> extends CountsOf<V> {
  /** What was counted, in one sentence. */
  readonly title: string
  /** Where the counts were published. */
  readonly citation: string
  /** One count for each combination of states, the last variable fastest. */
  readonly values: Float64Array
}

/** Freezes a table of counts all the way. */
export function publishedCounts<V extends CountedVariable>(counts: PublishedCounts<V>): PublishedCounts<V> {
  for (const variable of counts.variables) {
    Object.freeze(variable.states)
    Object.freeze(variable)
  }
  return Object.freeze({ ...counts, variables: Object.freeze([...counts.variables]) })
}
