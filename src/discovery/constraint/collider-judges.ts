import { pairSets, type VisitSet } from './separating-sets.js'
import type { LevelContext } from './skeleton-state.js'

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

export interface ColliderSettings {
  readonly rule: ColliderRule
  readonly maxSize: number
  /** Weigh the colliders by the largest p-value of a set with the middle: the smaller, the stronger. */
  readonly weigh: boolean
  /** Ask the sets among which a pair fell where none beside its ends separates it any more, as FCI needs. */
  readonly atFall: boolean
}

/** Looks at all triples over one pair of ends at once, and then judges each by its middle. */
export type PairJudge = (
  x: number,
  y: number,
  middles: readonly number[],
) => (middle: number) => readonly [decision: number, weight?: number | undefined]

/**
 * The judge of a rule, on the skeleton as it stands. A set that could not be tested has no vote, and a middle that a set
 * determines counts as one of its members; where no set is left to speak, the triple is ambiguous.
 */
export function pairJudge(context: LevelContext, settings: ColliderSettings): PairJudge {
  const { rule, weigh } = settings
  const judge = judges[rule](context, settings)
  return weigh ? weighed(context, settings, judge) : judge
}

type Judging = (context: LevelContext, settings: ColliderSettings) => PairJudge

/** In the first set that separated the pair, or not. */
const bySepset: Judging = (context, { maxSize }) => {
  const { skeleton, logAlpha } = context
  const sets = pairSets(context, maxSize)
  return (x, y) => {
    let set = skeleton.separators.get(x, y)
    // knowledge removed the pair: it has no separating set yet, and the empty one would invent colliders
    const keep: VisitSet = (given, logP) => {
      if (logP > logAlpha) set = given.slice()
      return set !== null
    }
    for (let level = 0; set === null && level <= Math.min(maxSize, skeleton.size); level++)
      [x, y].some((end) => sets.beside(x, y, end, level, level, keep))
    return (m) => [set === null ? AMBIGUOUS : skeleton.untested.fixes(set, m) ? NON_COLLIDER : COLLIDER]
  }
}

/** In some set that separates the pair at the level where it fell, or in none. */
const byUnion: Judging = (context, settings) => {
  const { skeleton, logAlpha } = context
  const sets = pairSets(context, settings.maxSize)
  const first = bySepset(context, settings)
  return (x, y, middles) => {
    if (skeleton.removedAt[x * skeleton.size + y]! < 0) return first(x, y, middles)
    const seen = new Set<number>()
    sets.atFall(x, y, (given, logP) => {
      if (logP > logAlpha) for (const m of middles) if (skeleton.untested.fixes(given, m)) seen.add(m)
    })
    return (m) => [seen.has(m) ? NON_COLLIDER : COLLIDER]
  }
}

/** Every set that separates the pair has a vote. */
const byVote: Judging = (context, { rule, maxSize, atFall }) => {
  const { skeleton, logAlpha } = context
  const sets = pairSets(context, maxSize)
  return (x, y, middles) => {
    let separating = 0
    const votes = new Map<number, number>()
    const count: VisitSet = (given, logP) => {
      if (logP <= logAlpha) return
      separating++
      for (const m of middles) if (skeleton.untested.fixes(given, m)) votes.set(m, (votes.get(m) ?? 0) + 1)
    }
    sets.bothSides(x, y, count)
    if (separating === 0 && atFall) sets.atFall(x, y, count)
    return (m) => {
      const share = (votes.get(m) ?? 0) / separating
      if (rule === 'conservative' && share > 0 && share < 1) return [AMBIGUOUS]
      return [share < 0.5 ? COLLIDER : share > 0.5 ? NON_COLLIDER : AMBIGUOUS]
    }
  }
}

/** The set with the largest p-value speaks. */
const byStrength: Judging = (context, settings) => {
  const strengths = strengthsOf(context, settings)
  return (x, y, middles) => {
    const sides = strengths(x, y, middles)
    return (m) => {
      const [without, within] = sides.map((side) => side.get(m) ?? Number.NEGATIVE_INFINITY) as [number, number]
      const none = without === within && without === Number.NEGATIVE_INFINITY
      const both = settings.rule === 'definite-max-p' && Math.min(within, without) > context.logAlpha
      return [both || none ? AMBIGUOUS : without > within ? COLLIDER : NON_COLLIDER, -without]
    }
  }
}

/** The same judgements, with how dependent the ends stay given the middle of a collider. */
function weighed(context: LevelContext, settings: ColliderSettings, judge: PairJudge): PairJudge {
  const strengths = strengthsOf(context, settings)
  return (x, y, middles) => {
    const verdict = judge(x, y, middles)
    const isCollider = (m: number): boolean => verdict(m)[0] === COLLIDER
    const within = middles.some(isCollider) ? strengths(x, y, middles)[1]! : new Map<number, number>()
    return (m) => [verdict(m)[0], within.get(m)]
  }
}

/** The largest p-values of the sets without each middle, and of those with it. */
function strengthsOf(
  context: LevelContext,
  { maxSize, atFall }: ColliderSettings,
): (x: number, y: number, middles: readonly number[]) => Map<number, number>[] {
  const sets = pairSets(context, maxSize)
  return (x, y, middles) => {
    const best = [new Map<number, number>(), new Map<number, number>()]
    let separates = false
    const keep: VisitSet = (given, logP) => {
      separates ||= logP > context.logAlpha
      for (const m of middles) {
        const side = best[+context.skeleton.untested.fixes(given, m)]!
        side.set(m, Math.max(logP, side.get(m) ?? logP))
      }
    }
    sets.bothSides(x, y, keep)
    if (atFall && !separates) sets.atFall(x, y, keep)
    return best
  }
}

const judges: Record<ColliderRule, Judging> = {
  sepset: bySepset,
  union: byUnion,
  conservative: byVote,
  majority: byVote,
  'max-p': byStrength,
  'definite-max-p': byStrength,
}

/** Every rule by its name. */
export const colliderRules: readonly ColliderRule[] = Object.keys(judges) as ColliderRule[]
