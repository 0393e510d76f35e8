import { type FoundSet, type LevelContext, neighborLists } from './skeleton-state.js'
import { someSubset } from './some-subset.js'
import { ask } from './try-to-separate.js'

/** Visits a conditioning set of a pair; true ends the walk. */
export type VisitSet = (given: Int32Array, logP: number) => unknown

/** The conditioning sets of a pair in a skeleton as it stands, each tested; those that cannot be are passed over. */
export interface PairSets {
  /** Subsets, of sizes `least` to `most`, of what is beside an end, without both ends. */
  readonly beside: (x: number, y: number, end: number, least: number, most: number, visit: VisitSet) => boolean
  /** Those beside x, then those beside y. A subset of both neighbourhoods is seen twice, as in Colombo & Maathuis' software. */
  readonly bothSides: (x: number, y: number, visit: VisitSet) => void
  /** The sets among which the pair fell: of its level, on the neighbourhoods of that level; or those found after the levels. */
  readonly atFall: (x: number, y: number, visit: VisitSet) => void
}

export function pairSets(context: LevelContext, maxSize: number): PairSets {
  const { skeleton } = context
  const { size: n, removedAt, snapshots, laterSets } = skeleton
  const neighbors = neighborLists(n, skeleton.adjacent)
  const walk = (x: number, y: number, from: Int32Array, least: number, most: number, visit: VisitSet): boolean => {
    const others = from.filter((z) => z !== x && z !== y)
    const test = (given: Int32Array): boolean => {
      const logP = ask(context, x, y, given, given.length)
      // what could not be tested has no vote
      return logP !== undefined && visit(given, logP) === true
    }
    for (let size = least; size <= Math.min(most, others.length); size++)
      if (someSubset(others, size, test)) return true
    return false
  }
  return {
    beside: (x, y, end, least, most, visit) => walk(x, y, neighbors[end]!, least, most, visit),
    bothSides: (x, y, visit) => {
      for (const end of [x, y]) walk(x, y, neighbors[end]!, 0, maxSize, visit)
    },
    atFall: (x, y, visit) => {
      const later = laterSets.get(Math.min(x, y) * n + Math.max(x, y))
      if (later !== undefined) {
        for (const { given, logP } of later) visit(given, logP)
        return
      }
      const level = removedAt[x * n + y]!
      if (level < 0) return
      for (const end of [x, y]) walk(x, y, snapshots[level]![end]!, level, level, visit)
    },
  }
}

/** All smallest sets known to separate a pair and to hold none of `without`; each once. */
export function smallestSets(
  { logAlpha }: LevelContext,
  sets: PairSets,
  x: number,
  y: number,
  without: (given: Int32Array) => boolean,
): FoundSet[] {
  const found = new Map<string, FoundSet>()
  const keep: VisitSet = (given, logP) => {
    if (logP > logAlpha && !without(given)) {
      const set = given.slice().sort()
      found.set(set.join(), { given: set, logP })
    }
  }
  sets.bothSides(x, y, keep)
  if (found.size === 0) sets.atFall(x, y, keep)
  const least = Math.min(...[...found.values()].map(({ given }) => given.length))
  return [...found.values()].filter(({ given }) => given.length === least)
}
