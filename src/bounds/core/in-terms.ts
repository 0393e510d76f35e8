import { CausalError } from '../../errors.js'
import { checkedList } from '../../names.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import type { BoundsAssumption, BoundsQuery, Interval, PotentialOutcome } from '../types.js'
import type { Functional, LimitedFunctional } from './functional-bounds.js'
import { type BoundsProblem, eventsOf } from './problem.js'
import { isRootSeen, worldTerm } from './world-of.js'
import type { WorldTerm } from './world-terms.js'

/** A query in numbers. */
export interface QueryTerms {
  readonly asked: Functional
  readonly given: readonly WorldTerm[]
  readonly limits: readonly LimitedFunctional[]
}

/** What is asked, given and taken for granted, in positions and states. */
export function inTerms(problem: BoundsProblem, query: BoundsQuery): QueryTerms {
  const condition = checkedList('given', query.given ?? [])
  for (const term of condition) checkOptions('given', term, ['variable', 'value', 'do'])
  // a root is independent of the block: that it was seen at a value says the same as setting it there, in every world
  const fixed = new Map<string, string>()
  for (const term of condition) if (isRootSeen(problem, term)) fixed.set(term.variable, term.value)
  const toTerm = (term: PotentialOutcome): WorldTerm => worldTerm(problem, term, fixed)
  const toFunctional = (asked: Parameters<typeof eventsOf>[0]): Functional =>
    eventsOf(asked).map(({ weight, event }) => ({ weight, terms: event.map(toTerm) }))
  return {
    asked: toFunctional(query),
    given: condition.filter((term) => !isRootSeen(problem, term)).map(toTerm),
    limits: checkedList('assume', query.assume ?? []).map((assumption: BoundsAssumption) => {
      checkOptions('assumption', assumption, ['event', 'sum', 'atLeast', 'atMost'], {
        atLeast: 'number',
        atMost: 'number',
      })
      const { atLeast, atMost } = assumption
      if (atLeast === undefined && atMost === undefined)
        throw new CausalError('invalid-argument', 'an assumption needs atLeast or atMost.', {})
      for (const limit of [atLeast, atMost])
        if (limit !== undefined && !Number.isFinite(limit))
          throw new CausalError('invalid-argument', `a limit must be a finite number, got ${show(limit)}.`, { limit })
      return {
        functional: toFunctional(assumption),
        ...(atLeast !== undefined && { atLeast }),
        ...(atMost !== undefined && { atMost }),
      }
    }),
  }
}

/** An interval without what rounding adds beyond the range of a weighted sum of probabilities. */
export function withinRange(asked: Functional, [lower, upper]: Interval): [number, number] {
  let [least, most] = [0, 0]
  for (const { weight } of asked) {
    if (weight < 0) least += weight
    else most += weight
  }
  const within = (p: number): number => Math.min(most, Math.max(least, p))
  return [within(lower), within(upper)]
}
