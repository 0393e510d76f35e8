import type { MatchPlan } from '../../../src/estimation/matching/match-rows.js'
import type { Places } from '../../../src/estimation/matching/places.js'

/** Matching as it is defined: a look at all pairs. */
export function plainMatches(
  rows: readonly number[],
  pool: readonly number[],
  { points, dimension, cell }: Places,
  { neighbours, replacement, caliper, priority }: MatchPlan,
): Map<number, number[]> {
  const left = new Set(pool)
  const matches = new Map<number, number[]>()
  const queue = replacement ? rows : [...rows].sort((a, b) => priority[b]! - priority[a]! || a - b)
  for (const i of queue) {
    const others = [...left]
      .filter((j) => cell[j] === cell[i])
      .map((j) => {
        let square = 0
        for (let d = 0; d < dimension; d++) {
          const off = points[j * dimension + d]! - points[i * dimension + d]!
          square += off * off
        }
        return { j, square }
      })
      .filter(({ square }) => Math.sqrt(square) <= caliper + 1e-9)
      .sort((a, b) => a.square - b.square || a.j - b.j)
    const last = others[neighbours - 1]
    // all that tie with the last one are taken, up to 1e-9; once used, rows are given in order
    const far = last === undefined ? Number.POSITIVE_INFINITY : (Math.sqrt(last.square) + 1e-9) ** 2
    const taken = replacement
      ? others.filter(({ square }) => square <= far).map(({ j }) => j)
      : others.slice(0, neighbours).map(({ j }) => j)
    if (replacement) taken.sort((a, b) => a - b)
    else for (const j of taken) left.delete(j)
    matches.set(i, taken)
  }
  return matches
}
