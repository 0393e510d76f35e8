import { CausalError } from '../../errors.js'
import type { IndexedGraph } from '../../graph/core/indexed.js'
import { checkDisjoint } from '../../graph/core/sets.js'
import { checkedObject } from '../../names.js'
import { checkOptions } from '../../options.js'
import { measuredPositions } from '../adjustment/effect-query.js'
import type { KnownDistribution } from '../core/distributions.js'

/**
 * A distribution that is known: P(over | do(do), given), for every value of what is set and seen.
 *
 * @category Identification
 */
export interface AvailableDistribution<N extends string = string> {
  /** What is set; nothing, when left out, is plain observation. */
  readonly do?: N | readonly N[]
  /** What is measured: all other nodes, when left out. */
  readonly over?: N | readonly N[]
  /** What it is conditioned on; nothing, when left out. */
  readonly given?: N | readonly N[]
}

/** The known distributions in positions, in the order of the list. `more`: keys that their records may hold besides. */
export function readAvailable(
  g: IndexedGraph,
  available: readonly AvailableDistribution<string>[],
  more: readonly string[] = [],
): KnownDistribution[] {
  if (!Array.isArray(available)) {
    throw new CausalError('invalid-argument', 'the known distributions must be a list, such as [{ do: "X" }].')
  }
  return available.map((entry) => {
    checkOptions('available distribution', entry, ['do', 'over', 'given', ...more])
    const { do: set = [], over, given = [] } = checkedObject('available distribution', entry)
    const act = measuredPositions(g, 'do', set, true)
    const seen = measuredPositions(g, 'given', given, true)
    const measured =
      over === undefined
        ? g.names.map((_, i) => i).filter((i) => !act.includes(i) && !seen.includes(i))
        : measuredPositions(g, 'over', over)
    checkDisjoint(g, ['do', act], ['over', measured], ['given', seen])
    return { act, over: measured, given: seen, domain: '' }
  })
}

/** Whether a distribution is that of all nodes which it does not set. */
export function isWhole(g: IndexedGraph, { over, act, given }: KnownDistribution): boolean {
  return given.length === 0 && over.length + act.length === g.size
}
