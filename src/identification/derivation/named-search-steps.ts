import { bits } from '../core/mask-graph.js'
import type { SearchStep } from '../core/search-types.js'
import type { CalculusStep } from '../recovery/search-result.js'

/** The steps of a search by name; the population is told where there are several. */
export function namedSearchSteps<N extends string>(
  steps: readonly SearchStep[],
  names: (positions: readonly number[]) => readonly string[],
  domains: readonly string[],
): readonly CalculusStep<N>[] {
  const named = (mask: number): readonly N[] => Object.freeze(names(bits(mask))) as readonly N[]
  return Object.freeze(
    steps.map(({ rule, of, act, given, domain = 0, from }) =>
      Object.freeze({
        rule,
        of: named(of),
        do: named(act),
        given: named(given),
        ...(domains.length > 1 ? { domain: domains[domain]! } : {}),
        from: Object.freeze([...from]),
      }),
    ),
  )
}
