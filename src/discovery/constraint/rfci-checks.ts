import type { ColliderSettings } from './collider-judges.js'
import { pairSets, smallestSets } from './separating-sets.js'
import { type FoundSet, forgetNear, type LevelContext, removeLater } from './skeleton-state.js'
import { someSubset } from './some-subset.js'
import { ask } from './try-to-separate.js'

/** The tests that RFCI makes before it reads a collider or a discriminating path; what they separate falls together. */
export interface EdgeChecks {
  /**
   * Lemma 3.1: an unshielded triple a, b, c with b outside the sets that separate a and c is a collider when b depends on a
   * and on c given such a set; where it does not, the edge is to go.
   */
  readonly ofCollider: (a: number, b: number, c: number) => void
  /** Lemma 3.2: no two neighbours on a discriminating path are independent given a part of a set that separates its ends. */
  readonly ofPath: (path: readonly number[]) => void
  /** Whether an edge is to go. */
  readonly found: () => boolean
  /** Removes what was found, each pair with its smallest sets; true when there was some. */
  readonly remove: () => boolean
}

/** Colombo, Maathuis, Kalisch & Richardson 2012, section 3. Checks are made on the skeleton as it stands. */
export function edgeChecks(context: LevelContext, { rule, maxSize }: ColliderSettings): EdgeChecks {
  const { skeleton, fixed, logAlpha } = context
  const n = skeleton.size
  const sets = pairSets(context, maxSize)
  const gone = new Map<number, FoundSet[]>()

  /** The sets that a check starts from: the one that was found first, or all of the smallest size. */
  const setsOf = (x: number, y: number, without: (given: Int32Array) => boolean): Int32Array[] => {
    const first = skeleton.separators.get(x, y)
    if (rule === 'sepset') return first === null || without(first) ? [] : [first.slice()]
    return smallestSets(context, sets, Math.min(x, y), Math.max(x, y), without).map(({ given }) => given)
  }
  /** Looks for the smallest parts of a set that separate a and b. */
  const separateWithin = (a: number, b: number, set: Int32Array): void => {
    const members = set.filter((node) => node !== a && node !== b).sort()
    const found: FoundSet[] = []
    for (let size = 0; size <= members.length && found.length === 0; size++) {
      someSubset(members, size, (given) => {
        const logP = ask(context, a, b, given, size)
        if (logP !== undefined && logP > logAlpha) found.push({ given: given.slice(), logP })
        return rule === 'sepset' && found.length > 0
      })
    }
    const pair = Math.min(a, b) * n + Math.max(a, b)
    if (found.length > 0) gone.set(pair, [...(gone.get(pair) ?? []), ...found])
  }
  return {
    ofCollider: (a, b, c) => {
      for (const set of setsOf(a, c, (given) => given.includes(b))) {
        for (const end of [a, c]) {
          if (fixed?.[end * n + b] === 1) continue
          const logP = ask(context, end, b, set, set.length)
          if (logP !== undefined && logP > logAlpha) separateWithin(end, b, set)
        }
      }
    },
    ofPath: (path) => {
      for (const set of setsOf(path[0]!, path.at(-1)!, () => false)) {
        for (let k = 1; k < path.length; k++) {
          const [a, b] = [path[k - 1]!, path[k]!]
          if (fixed?.[a * n + b] !== 1 && skeleton.adjacent[a * n + b] === 1) separateWithin(a, b, set)
        }
      }
    },
    found: () => gone.size > 0,
    remove: () => {
      for (const [pair, found] of gone) {
        const [x, y] = [Math.floor(pair / n), pair % n]
        removeLater(skeleton, x, y, found)
        forgetNear(skeleton, x, y)
      }
      const any = gone.size > 0
      gone.clear()
      return any
    },
  }
}
