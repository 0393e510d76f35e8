/**
 * A table of counts from a publication: a factor with its source. `fromCounts` turns it into rows.
 *
 * @category Gallery
 */
export interface PublishedCounts<
  V extends { readonly name: string; readonly states: readonly string[] } = {
    readonly name: string
    readonly states: readonly string[]
  },
> {
  /** What was counted, in one sentence. */
  readonly title: string
  /** Where the counts were published. */
  readonly citation: string
  /** The variables, each with its states in order. */
  readonly variables: readonly V[]
  /** One count for each combination of states, the last variable fastest. */
  readonly values: Float64Array
}

/** Freezes a table of counts all the way. */
export function publishedCounts<V extends { readonly name: string; readonly states: readonly string[] }>(
  counts: PublishedCounts<V>,
): PublishedCounts<V> {
  for (const variable of counts.variables) {
    Object.freeze(variable.states)
    Object.freeze(variable)
  }
  return Object.freeze({ ...counts, variables: Object.freeze([...counts.variables]) })
}
