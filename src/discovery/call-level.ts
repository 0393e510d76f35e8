import { firstCombination, nextCombination } from './combinations.js'
import type { Queries } from './queries.js'
import { forgetNear, type LevelContext, type LevelSearch, noteNear, removePair } from './skeleton-state.js'

/** A level of the skeleton search for any test: one call a query. */
export function callLevel(queries: Queries, { skeleton, fixed, logAlpha }: LevelContext): LevelSearch {
  const n = skeleton.size
  const { adjacent } = skeleton
  const others = new Int32Array(n)
  const chosen = new Int32Array(n)
  const given = new Int32Array(n)
  return (x, neighbors, level) => {
    const d = neighbors.length - 1
    for (const y of neighbors) {
      const pair = x * n + y
      // without a conditioning set both directions are one test
      if (adjacent[pair] === 0 || fixed?.[pair] === 1 || (level === 0 && y < x)) continue
      let k = 0
      for (const z of neighbors) if (z !== y) others[k++] = z
      firstCombination(chosen, level)
      do {
        for (let i = 0; i < level; i++) given[i] = others[chosen[i]!]!
        skeleton.tests++
        const logP = queries.logPValue(x, y, given, level)
        const isNear = Math.abs(logP - logAlpha) < Math.LN2
        if (logP > logAlpha) {
          removePair(skeleton, x, y, given, level)
          if (isNear) noteNear(skeleton, x, y, given, level, logP, true)
          else forgetNear(skeleton, x, y)
          break
        }
        if (isNear) noteNear(skeleton, x, y, given, level, logP, false)
      } while (nextCombination(chosen, level, d))
    }
  }
}
