import { CausalError } from '../../errors.js'
import type { IndexedGraph } from '../../graph/core/indexed.js'
import { checkedObject } from '../../names.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { measuredPositions } from '../adjustment/effect-query.js'
import type { AvailableDistribution } from '../id/available.js'
import type { TransportQuery } from '../transport/transport.js'

/**
 * A soft intervention: the treatment no longer follows its causes but is drawn from policy(treatment | given).
 *
 * @category Identification
 */
export interface TreatmentPolicy<N extends string = string> {
  /** Whose mechanism is replaced. */
  readonly treatment: N
  /** What the policy looks at; nothing, when left out: a stochastic intervention. */
  readonly given?: N | readonly N[]
  /** What it is called in the formula (default `policy`). */
  readonly name?: string
}

/**
 * A question about policies: P(outcome; policies, do(do)).
 *
 * @category Identification
 */
export interface PolicyQuery<N extends string = string> {
  /** The policy, or one for each of several treatments; a later one may look at earlier treatments. */
  readonly policies: TreatmentPolicy<N> | readonly TreatmentPolicy<N>[]
  /** The outcome, or several; treatments may be among them. */
  readonly outcome: N | readonly N[]
  /** What is set to a value besides; nothing, when left out. */
  readonly do?: N | readonly N[]
  /** Where other populations may differ from the target, as for {@link transport}. */
  readonly selection?: TransportQuery<N>['selection']
  /** What is known; observation of the target, and of each other population, when left out. */
  readonly available?: readonly (AvailableDistribution<N> & {
    /** With `selection`: `target`, or another population. */
    readonly domain?: string
  })[]
}

/** A policy in positions. */
export interface ReadPolicy {
  readonly treatment: number
  readonly given: readonly number[]
  readonly name: string
}

/** The policies of a query in positions of the graph, one for each treatment. */
export function readPolicies(g: IndexedGraph, query: PolicyQuery): ReadPolicy[] {
  const list = Array.isArray(query.policies) ? query.policies : [query.policies]
  if (list.length === 0) throw new CausalError('invalid-argument', 'policies must hold at least one policy.')
  const read = list.map((entry: TreatmentPolicy): ReadPolicy => {
    checkOptions('policy', entry, ['treatment', 'given', 'name'])
    const { treatment, given = [], name = 'policy' } = checkedObject('policy', entry)
    const [position, ...more] = measuredPositions(g, 'treatment', treatment)
    if (more.length > 0) {
      throw new CausalError(
        'invalid-argument',
        `a policy is for one treatment, got ${show(treatment)}: give a policy for each.`,
      )
    }
    if (typeof name !== 'string' || name === '') {
      throw new CausalError('invalid-argument', `the name of a policy must be a text, got ${show(name)}.`)
    }
    const seen = measuredPositions(g, 'given', given, true)
    if (seen.includes(position!)) {
      throw new CausalError('overlap', `the policy of ${show(treatment)} looks at the treatment itself.`, {
        names: [treatment],
      })
    }
    return { treatment: position!, given: seen, name }
  })
  const treated = new Set<number>()
  for (const { treatment } of read) {
    if (treated.has(treatment)) {
      throw new CausalError('duplicate-name', `${show(g.names[treatment])} has two policies.`, {
        name: g.names[treatment],
      })
    }
    treated.add(treatment)
  }
  return read
}
