import type { IndexedGraph } from '../../graph/core/indexed.js'
import { quoteNames } from '../../names.js'

/** Why there is no adjustment set of the kind asked for. */
export interface AdjustmentRefusal<R extends string, N extends string> {
  readonly found: false
  readonly reason: R
  readonly message: string
  readonly witness: readonly N[]
}

/** A refusal that names the nodes at the positions of `witness`. */
export function adjustmentRefusal<R extends string, N extends string>(
  g: IndexedGraph,
  reason: R,
  witness: readonly number[],
  says: (names: string) => string,
): AdjustmentRefusal<R, N> {
  const names = Object.freeze(witness.map((i) => g.names[i] as N))
  return Object.freeze({ found: false, reason, message: says(quoteNames(names)), witness: names })
}

/** No set is valid in every graph of the class, since the path may begin with a back door. */
export function notAmenable<N extends string>(
  g: IndexedGraph,
  path: readonly number[],
): AdjustmentRefusal<'not-amenable', N> {
  return adjustmentRefusal(
    g,
    'not-amenable',
    path,
    (names) => `the path ${names} may begin with a back door, so no set is valid in every graph of the class.`,
  )
}
