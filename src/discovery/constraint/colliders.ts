import { portableLog } from '../../numeric/special/portable-log.js'
import type { Queries } from './queries.js'
import { neighborLists, type Skeleton } from './skeleton-state.js'
import { someSubset } from './some-subset.js'

/**
 * How an unshielded triple x — m — y is judged to be a collider x → m ← y:
 *
 * - `sepset`: m is not in the first set that separated x and y (the original rule; depends on the order of columns)
 * - `union`: m is in none of the sets that separate them at the level where the edge fell
 * - `conservative`: of all subsets of adj(x) and adj(y) that separate them, none holds m; a non-collider when all hold
 *   it; else ambiguous
 * - `majority`: fewer than half of these subsets hold m; more than half: a non-collider; half, or no subset: ambiguous
 * - `max-p`: the subset with the largest p-value does not hold m; the strongest colliders are oriented first
 * - `definite-max-p`: as `max-p`, but ambiguous when both subsets with and without m separate them; Meek's rules read
 *   such a triple as a non-collider only after they have done all that is possible without it
 *
 * @category Discovery
 */
export type ColliderRule = 'sepset' | 'union' | 'conservative' | 'majority' | 'max-p' | 'definite-max-p'

export const COLLIDER = 1
export const NON_COLLIDER = 2
export const AMBIGUOUS = 3

/** An unshielded triple x — middle — y with x < y and its judgement. */
export interface JudgedTriple {
  readonly x: number
  readonly middle: number
  readonly y: number
  readonly decision: number
  /** The lower, the stronger the evidence for a collider; colliders are oriented in this order. */
  readonly weight: number
}

export interface ColliderSettings {
  readonly rule: ColliderRule
  readonly alpha: number
  readonly maxSize: number
  /** Weigh the colliders by the largest p-value of a set with the middle: the smaller, the stronger. */
  readonly weigh: boolean
}

/** Judges every unshielded triple of a skeleton by one rule, in lexicographic order. */
export function judgeTriples(queries: Queries, skeleton: Skeleton, settings: ColliderSettings): JudgedTriple[] {
  const { size: n, adjacent } = skeleton
  const neighbors = neighborLists(n, adjacent)
  const judge = judgeOf(queries, skeleton, neighbors, settings)
  const found: JudgedTriple[] = []
  for (let x = 0; x < n; x++) {
    const middles = new Map<number, number[]>()
    for (const m of neighbors[x]!) {
      for (const y of neighbors[m]!) {
        if (y <= x || adjacent[x * n + y] === 1) continue
        const list = middles.get(y)
        if (list === undefined) middles.set(y, [m])
        else list.push(m)
      }
    }
    for (const [y, list] of middles) {
      const verdict = judge(x, y, list)
      for (const middle of list) {
        const [decision, weight = 0] = verdict(middle)
        found.push({ x, middle, y, decision, weight })
      }
    }
  }
  return found.sort((a, b) => a.x - b.x || a.middle - b.middle || a.y - b.y)
}

/** Looks at all triples over one pair of ends at once, and then judges each by its middle. */
type Judge = (
  x: number,
  y: number,
  middles: readonly number[],
) => (middle: number) => readonly [decision: number, weight?: number | undefined]

function judgeOf(
  queries: Queries,
  skeleton: Skeleton,
  neighbors: readonly Int32Array[],
  { rule, alpha, maxSize, weigh }: ColliderSettings,
): Judge {
  const { size: n, separators, removedAt, snapshots } = skeleton
  const logAlpha = portableLog(alpha)

  /** Visits the subsets, of the sizes asked for, of what is beside an end, without both ends, until `visit` returns true. */
  const subsets = (
    x: number,
    y: number,
    beside: Int32Array,
    least: number,
    most: number,
    visit: (given: Int32Array, logP: number) => unknown,
  ): boolean => {
    const others = beside.filter((z) => z !== x && z !== y)
    const test = (given: Int32Array): boolean => {
      skeleton.tests++
      return visit(given, queries.logPValue(x, y, given, given.length)) === true
    }
    for (let size = least; size <= Math.min(most, others.length); size++)
      if (someSubset(others, size, test)) return true
    return false
  }
  /** Both sides in turn. A subset of both neighbourhoods is seen twice, as in Colombo & Maathuis' software. */
  const bothSides = (x: number, y: number, visit: (given: Int32Array, logP: number) => void): void => {
    for (const end of [x, y]) subsets(x, y, neighbors[end]!, 0, maxSize, visit)
  }
  /** The largest p-values of the sets with each middle, and of those without it. */
  const strengths = (x: number, y: number, middles: readonly number[]): Map<number, number>[] => {
    const best = [new Map<number, number>(), new Map<number, number>()]
    bothSides(x, y, (given, logP) => {
      for (const m of middles) {
        const side = best[+given.includes(m)]!
        side.set(m, Math.max(logP, side.get(m) ?? logP))
      }
    })
    return best
  }

  const bySepset: Judge = (x, y) => {
    let set = separators.get(x, y)
    // knowledge removed the pair: it has no separating set yet, and the empty one would invent colliders
    const keep = (given: Int32Array, logP: number): boolean => {
      if (logP > logAlpha) set = given.slice()
      return set !== null
    }
    const most = Math.min(maxSize, Math.max(neighbors[x]!.length, neighbors[y]!.length))
    for (let level = 0; set === null && level <= most; level++)
      [x, y].some((end) => subsets(x, y, neighbors[end]!, level, level, keep))
    return (m) => [set === null ? AMBIGUOUS : set.includes(m) ? NON_COLLIDER : COLLIDER]
  }

  const byUnion: Judge = (x, y, middles) => {
    const level = removedAt[x * n + y]!
    if (level < 0) return bySepset(x, y, middles)
    const seen = new Set<number>()
    for (const end of [x, y])
      subsets(x, y, snapshots[level]![end]!, level, level, (given, logP) => {
        if (logP > logAlpha) for (const z of given) seen.add(z)
      })
    return (m) => [seen.has(m) ? NON_COLLIDER : COLLIDER]
  }

  const byVote: Judge = (x, y) => {
    let separating = 0
    const votes = new Map<number, number>()
    bothSides(x, y, (given, logP) => {
      if (logP <= logAlpha) return
      separating++
      for (const z of given) votes.set(z, (votes.get(z) ?? 0) + 1)
    })
    return (m) => {
      const share = (votes.get(m) ?? 0) / separating
      if (rule === 'conservative' && share > 0 && share < 1) return [AMBIGUOUS]
      return [share < 0.5 ? COLLIDER : share > 0.5 ? NON_COLLIDER : AMBIGUOUS]
    }
  }

  const byStrength: Judge = (x, y, middles) => {
    const sides = strengths(x, y, middles)
    return (m) => {
      const [without, within] = sides.map((side) => side.get(m) ?? Number.NEGATIVE_INFINITY) as [number, number]
      const both = rule === 'definite-max-p' && Math.min(within, without) > logAlpha
      return [both ? AMBIGUOUS : without > within ? COLLIDER : NON_COLLIDER, -without]
    }
  }

  /** The same judgements, with how dependent the ends stay given the middle of a collider. */
  const weighed =
    (judge: Judge): Judge =>
    (x, y, middles) => {
      const verdict = judge(x, y, middles)
      const isCollider = (m: number): boolean => verdict(m)[0] === COLLIDER
      const within = middles.some(isCollider) ? strengths(x, y, middles)[1]! : new Map<number, number>()
      return (m) => [verdict(m)[0], within.get(m)]
    }

  const judges: Record<ColliderRule, Judge> = {
    sepset: bySepset,
    union: byUnion,
    conservative: byVote,
    majority: byVote,
    'max-p': byStrength,
    'definite-max-p': byStrength,
  }
  const judge = judges[rule]
  return weigh ? weighed(judge) : judge
}
