import { portableExp } from '../../numeric/special/portable-exp.js'
import type { NearDecision, SeparatingSet } from '../core/types.js'
import type { Queries } from './queries.js'
import type { Skeleton } from './skeleton-state.js'

/** The separating sets by name, in the order of the columns. */
export function separatingSets<N extends string>(
  names: readonly N[],
  { size: n, separators }: Skeleton,
): readonly SeparatingSet<N>[] {
  const nothing: readonly N[] = Object.freeze([])
  const single = names.map((name): readonly N[] => Object.freeze([name]))
  const found: SeparatingSet<N>[] = []
  for (let a = 0; a < n; a++) {
    for (let b = a + 1; b < n; b++) {
      const set = separators.get(a, b)
      if (set === null) continue
      const given =
        set.length === 0
          ? nothing
          : set.length === 1
            ? single[set[0]!]!
            : Object.freeze(Array.from(set, (i) => names[i]!))
      found.push(Object.freeze({ x: names[a]!, y: names[b]!, given }))
    }
  }
  return Object.freeze(found)
}

/** The decisions near alpha by name, with their p-values, in the order of the columns. */
export function nearDecisions<N extends string>(
  names: readonly N[],
  queries: Queries,
  { size: n, adjacent, near }: Skeleton,
): readonly NearDecision<N>[] {
  const cases = [...near.values()].sort((a, b) => a.x - b.x || a.y - b.y)
  return Object.freeze(
    cases.map(({ x, y, given }) =>
      Object.freeze({
        x: names[x]!,
        y: names[y]!,
        given: Object.freeze(Array.from(given, (i) => names[i]!)),
        pValue: portableExp(queries.logPValue(x, y, given, given.length)),
        adjacent: adjacent[x * n + y] === 1,
      }),
    ),
  )
}
