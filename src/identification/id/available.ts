import { CausalError } from '../../errors.js'
import type { IndexedGraph } from '../../graph/core/indexed.js'
import { checkDisjoint } from '../../graph/core/sets.js'
import { checkedObject, quoteNames } from '../../names.js'
import { checkOptions } from '../../options.js'
import { measuredPositions } from '../adjustment/effect-query.js'

/**
 * A distribution that is known: P(over | do(do)), for every value of what is set.
 *
 * @category Identification
 */
export interface AvailableDistribution<N extends string = string> {
  /** What is set; nothing, when left out, is plain observation. */
  readonly do?: N | readonly N[]
  /** What is measured: all other nodes, when left out. */
  readonly over?: readonly N[]
}

/** What each distribution sets, in positions; each must measure all the rest. `more`: keys that its record may hold besides. */
export function checkAvailable(
  g: IndexedGraph,
  available: readonly AvailableDistribution<string>[],
  more: readonly string[] = [],
): number[][] {
  if (!Array.isArray(available)) {
    throw new CausalError('invalid-argument', 'available must list the known distributions, such as { do: "X" }.')
  }
  return available.map((entry) => {
    checkOptions('available distribution', entry, ['do', 'over', ...more])
    const act = measuredPositions(g, 'do', checkedObject('available distribution', entry).do ?? [], true)
    if (entry.over === undefined) return act
    const over = measuredPositions(g, 'over', entry.over, true)
    checkDisjoint(g, ['do', act], ['over', over])
    const held = new Set([...act, ...over])
    const left = g.names.filter((_, i) => !held.has(i))
    if (left.length > 0) {
      throw new CausalError(
        'not-supported',
        `${quoteNames(left)} is neither set nor measured in one of the distributions: make such nodes latent in the graph.`,
        { names: left },
      )
    }
    return act
  })
}
