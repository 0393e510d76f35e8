import { removeIncoming } from '../../../graph/relations/remove-incoming.js'
import { dSeparated } from '../../../graph/separation/d-separated.js'
import type { CausalGraph } from '../../../graph/types.js'
import { subsets } from '../subsets.js'

/** Subsets of the stable variables, as positions, that make the same prediction. */
export interface SubsetClass {
  /** The smallest of them. */
  readonly subset: readonly number[]
  readonly members: readonly (readonly number[])[]
}

/**
 * The classes of stable subsets: S and S′ are in one when they have the same smallest part S₀ with the outcome separated from the rest
 * given S₀ and the mutable variables, in the graph without arrows into these. By the intersection property of separation S₀ holds the
 * members of S that are not separated from the outcome given all others of S and the mutable variables.
 *
 * @complexity O(2^s s) separations for s stable variables
 */
export function subsetClasses(
  graph: CausalGraph<'dag' | 'admg'>,
  outcome: string,
  stable: readonly string[],
  mutable: readonly string[],
): readonly SubsetClass[] {
  const cut = mutable.length === 0 ? graph : removeIncoming(graph, mutable)
  const classes = new Map<string, { subset: readonly number[]; members: (readonly number[])[] }>()
  for (const members of subsets(stable.length)) {
    const subset = members.filter((i) => {
      const others = members.filter((j) => j !== i).map((j) => stable[j]!)
      return !dSeparated(cut, outcome, stable[i]!, [...others, ...mutable])
    })
    const key = subset.join()
    const found = classes.get(key)
    if (found === undefined) classes.set(key, { subset, members: [members] })
    else found.members.push(members)
  }
  return [...classes.values()]
}
