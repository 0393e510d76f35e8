import type { LevelContext, LevelSearch } from './skeleton-state.js'
import { someSubset } from './some-subset.js'
import { tryToSeparate } from './try-to-separate.js'

/** A level of the skeleton search for any test: one call a query. */
export function callLevel(context: LevelContext): LevelSearch {
  const { skeleton, fixed } = context
  const { size: n, adjacent } = skeleton
  return (x, neighbors, level) => {
    for (const y of neighbors) {
      const pair = x * n + y
      // without a conditioning set both directions are one test
      if (adjacent[pair] === 0 || fixed?.[pair] === 1 || (level === 0 && y < x)) continue
      const others = neighbors.filter((z) => z !== y)
      someSubset(others, level, (given) => tryToSeparate(context, x, y, given, level))
    }
  }
}
