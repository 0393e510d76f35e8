import { firstCombination, nextCombination } from './combinations.js'
import type { Queries } from './queries.js'
import { neighborLists, type Skeleton } from './skeleton-state.js'

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

/** The unshielded triples x — middle — y with x < y, in lexicographic order, each with its judgement. */
export interface JudgedTriples {
  readonly x: readonly number[]
  readonly middle: readonly number[]
  readonly y: readonly number[]
  readonly decision: readonly number[]
  /** The lower, the stronger the evidence for a collider; colliders are oriented in this order. */
  readonly weight: readonly number[]
}

export interface ColliderSettings {
  readonly rule: ColliderRule
  readonly alpha: number
  readonly maxSize: number
  /** Weigh the colliders by the largest p-value of a set with the middle: the smaller, the stronger. */
  readonly weigh: boolean
}

/** Judges every unshielded triple of a skeleton by one rule. */
export function judgeTriples(queries: Queries, skeleton: Skeleton, settings: ColliderSettings): JudgedTriples {
  const { size: n, adjacent } = skeleton
  const neighbors = neighborLists(n, adjacent)
  const judge = judgeOf(queries, skeleton, neighbors, settings)
  const found: { x: number[]; middle: number[]; y: number[]; decision: number[]; weight: number[] } = {
    x: [],
    middle: [],
    y: [],
    decision: [],
    weight: [],
  }
  for (let x = 0; x < n; x++) {
    const middles = new Map<number, number[]>()
    const first = found.x.length
    const at = new Map<number, number>()
    for (const m of neighbors[x]!) {
      for (const y of neighbors[m]!) {
        if (y <= x || adjacent[x * n + y] === 1) continue
        at.set(m * n + y, found.x.length)
        found.x.push(x)
        found.middle.push(m)
        found.y.push(y)
        const list = middles.get(y)
        if (list === undefined) middles.set(y, [m])
        else list.push(m)
      }
    }
    found.decision.length = found.x.length
    found.weight.length = found.x.length
    if (first === found.x.length) continue
    for (const [y, list] of middles) {
      judge(x, y, list, (m, decision, weight) => {
        const k = at.get(m * n + y)!
        found.decision[k] = decision
        found.weight[k] = weight
      })
    }
  }
  return found
}

/** Judges all triples over one pair of ends at once. */
type Judge = (
  x: number,
  y: number,
  middles: readonly number[],
  tell: (middle: number, decision: number, weight: number) => void,
) => void

function judgeOf(
  queries: Queries,
  skeleton: Skeleton,
  neighbors: readonly Int32Array[],
  { rule, alpha, maxSize, weigh }: ColliderSettings,
): Judge {
  const { size: n, separators, removedAt, snapshots } = skeleton
  const logAlpha = Math.log(alpha)
  const others = new Int32Array(n)
  const chosen = new Int32Array(n)
  const given = new Int32Array(n)

  /** Visits the subsets, of the sizes asked for, of what is beside x without y; stops when `visit` says so. */
  const subsets = (
    x: number,
    y: number,
    beside: Int32Array,
    least: number,
    most: number,
    visit: (size: number, logP: number) => boolean | undefined,
  ): boolean => {
    let d = 0
    for (const z of beside) if (z !== y) others[d++] = z
    for (let size = least; size <= Math.min(most, d); size++) {
      firstCombination(chosen, size)
      do {
        for (let i = 0; i < size; i++) given[i] = others[chosen[i]!]!
        skeleton.tests++
        if (visit(size, queries.logPValue(x, y, given, size)) === true) return true
      } while (nextCombination(chosen, size, d))
    }
    return false
  }
  /** Both sides in turn. A subset of both neighbourhoods is seen twice, as in Colombo & Maathuis' software. */
  const bothSides = (x: number, y: number, visit: (size: number, logP: number) => void): void => {
    const each = (size: number, logP: number): undefined => {
      visit(size, logP)
      return undefined
    }
    subsets(x, y, neighbors[x]!, 0, maxSize, each)
    subsets(x, y, neighbors[y]!, 0, maxSize, each)
  }
  const holds = (m: number, size: number): boolean => {
    for (let k = 0; k < size; k++) if (given[k] === m) return true
    return false
  }

  const bySepset: Judge = (x, y, middles, tell) => {
    if (separators.has(x, y)) {
      for (const m of middles) tell(m, separators.contains(x, y, m) ? NON_COLLIDER : COLLIDER, 0)
      return
    }
    // knowledge removed the pair: it has no separating set yet, and the empty one would invent colliders
    let size = -1
    const keep = (s: number, logP: number): boolean => {
      if (logP > logAlpha) size = s
      return size >= 0
    }
    const most = Math.min(maxSize, Math.max(neighbors[x]!.length, neighbors[y]!.length))
    for (let level = 0; level <= most && size < 0; level++) {
      if (!subsets(x, y, neighbors[x]!, level, level, keep)) subsets(x, y, neighbors[y]!, level, level, keep)
    }
    for (const m of middles) tell(m, size < 0 ? AMBIGUOUS : holds(m, size) ? NON_COLLIDER : COLLIDER, 0)
  }

  const byUnion: Judge = (x, y, middles, tell) => {
    const level = removedAt[x * n + y]!
    if (level < 0) {
      bySepset(x, y, middles, tell)
      return
    }
    const seen = new Set<number>()
    const collect = (size: number, logP: number): undefined => {
      if (logP > logAlpha) for (let k = 0; k < size; k++) seen.add(given[k]!)
      return undefined
    }
    subsets(x, y, snapshots[level]![x]!, level, level, collect)
    subsets(y, x, snapshots[level]![y]!, level, level, collect)
    for (const m of middles) tell(m, seen.has(m) ? NON_COLLIDER : COLLIDER, 0)
  }

  const byVote: Judge = (x, y, middles, tell) => {
    let separating = 0
    const votes = new Int32Array(middles.length)
    bothSides(x, y, (size, logP) => {
      if (logP <= logAlpha) return
      separating++
      for (const [k, m] of middles.entries()) if (holds(m, size)) votes[k]!++
    })
    for (const [k, m] of middles.entries()) {
      const share = votes[k]! / separating
      const low = rule === 'majority' ? share < 0.5 : share === 0
      const high = rule === 'majority' ? share > 0.5 : share === 1
      tell(m, low ? COLLIDER : high ? NON_COLLIDER : AMBIGUOUS, 0)
    }
  }

  const byStrength: Judge = (x, y, middles, tell) => {
    const within = new Float64Array(middles.length).fill(Number.NEGATIVE_INFINITY)
    const without = new Float64Array(middles.length).fill(Number.NEGATIVE_INFINITY)
    bothSides(x, y, (size, logP) => {
      for (const [k, m] of middles.entries()) {
        const best = holds(m, size) ? within : without
        if (logP > best[k]!) best[k] = logP
      }
    })
    for (const [k, m] of middles.entries()) {
      const both = within[k]! > logAlpha && without[k]! > logAlpha
      const decision = without[k]! > within[k]! ? COLLIDER : NON_COLLIDER
      tell(m, rule === 'definite-max-p' && both ? AMBIGUOUS : decision, -without[k]!)
    }
  }

  /** The same judgements, with how dependent the ends stay given the middle of a collider. */
  const weighed =
    (judge: Judge): Judge =>
    (x, y, middles, tell) => {
      const decisions = new Map<number, number>()
      judge(x, y, middles, (m, decision) => decisions.set(m, decision))
      const within = new Map<number, number>()
      if ([...decisions.values()].includes(COLLIDER)) {
        bothSides(x, y, (size, logP) => {
          for (let k = 0; k < size; k++) within.set(given[k]!, Math.max(logP, within.get(given[k]!) ?? logP))
        })
      }
      for (const [m, decision] of decisions) tell(m, decision, within.get(m) ?? 0)
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
