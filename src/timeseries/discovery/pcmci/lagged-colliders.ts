import { type LaggedSkeleton, momentaryTest, neighborsAtLevel, subsetsOf } from './contemporaneous.js'
import type { LaggedQueries } from './lagged-queries.js'
import { linkAt } from './link-table.js'
import type { LaggedSettings } from './search-settings.js'

/**
 * How an unshielded triple of PCMCI+ is judged: `none`, the middle is not in the first set that separated the ends; `conservative`, it
 * is in none of the sets that separate them, or (a non-collider) in all; `majority`, in fewer or more than half.
 *
 * @category Time series
 */
export type LaggedColliderRule = 'majority' | 'conservative' | 'none'

/** A triple i at t − lag — middle — j at t without a link between i and j. */
export interface LaggedTriple {
  readonly i: number
  readonly lag: number
  readonly middle: number
  readonly j: number
}

/** The unshielded triples of the skeleton by what was found of each. */
export interface JudgedTriples {
  readonly colliders: readonly LaggedTriple[]
  readonly ambiguous: readonly LaggedTriple[]
}

/** Every unshielded triple whose middle and second end are at the same time, as far as it can direct a link. */
export function unshieldedTriples({ links, isOutside }: LaggedSkeleton): LaggedTriple[] {
  const { n, maxLag, adjacent } = links
  const triples: LaggedTriple[] = []
  for (let middle = 0; middle < n; middle++) {
    for (let j = 0; j < n; j++) {
      if (adjacent[linkAt(links, j, 0, middle)] === 0) continue
      for (let lag = 0; lag <= maxLag; lag++) {
        for (let i = 0; i < n; i++) {
          if (lag === 0 && i >= j) continue
          // what comes from outside is directed, and may be the same at all times: no collider is needed there
          if (isOutside !== undefined && isOutside[middle]! + isOutside[j]! * (lag + isOutside[i]!) > 0) continue
          if (adjacent[linkAt(links, i, lag, middle)] === 1 && adjacent[linkAt(links, i, lag, j)] === 0)
            triples.push({ i, lag, middle, j })
        }
      }
    }
  }
  return triples
}

/** What a pair of ends is asked given: fixed conditions, and which neighbours may join them. */
type Asking = (
  i: number,
  j: number,
) => { readonly conditions: readonly Int32Array[]; readonly isGiven: (k: number) => boolean }

/** Judges all unshielded triples by one rule (Runge 2020, Algorithm S3). */
export function judgeLagged(
  queries: LaggedQueries,
  skeleton: LaggedSkeleton,
  settings: LaggedSettings,
  rule: LaggedColliderRule,
  asking: Asking = () => ({ conditions: skeleton.conditions, isGiven: () => true }),
): JudgedTriples {
  const colliders: LaggedTriple[] = []
  const ambiguous: LaggedTriple[] = []
  const triples = unshieldedTriples(skeleton)
  const votes = rule === 'none' ? null : separatingVotes(queries, skeleton, settings, asking)
  for (const [k, triple] of triples.entries()) {
    settings.report('colliders', 0, k, triples.length, queries.tests())
    if (votes === null) {
      if (!inSeparator(skeleton, triple)) colliders.push(triple)
      continue
    }
    const { sets, holding } = votes(triple)
    const share = holding[triple.middle]! / sets
    if (rule === 'majority' ? share < 0.5 : share === 0) colliders.push(triple)
    else if (!(rule === 'majority' ? share > 0.5 : share === 1)) ambiguous.push(triple)
  }
  return { colliders, ambiguous }
}

/** Whether the middle is in the first set that separated the ends; a set of the first phase holds nothing contemporaneous. */
function inSeparator({ links, separators }: LaggedSkeleton, { i, lag, middle, j }: LaggedTriple): boolean {
  const first = separators.get(linkAt(links, i, lag, j))
  const other = lag === 0 ? separators.get(linkAt(links, j, 0, i)) : undefined
  return (first ?? other)?.includes(middle) ?? false
}

/** Of each pair of ends, how many sets of neighbours separate them, and how many of these hold each variable. */
function separatingVotes(
  queries: LaggedQueries,
  skeleton: LaggedSkeleton,
  settings: LaggedSettings,
  asking: Asking,
): (triple: LaggedTriple) => { readonly sets: number; readonly holding: Int32Array } {
  const { links } = skeleton
  const { n } = links
  const neighbors = neighborsAtLevel(queries, links)
  const subsets = subsetsOf(n)
  const known = new Map<number, { sets: number; readonly holding: Int32Array }>()
  return ({ i, lag, j }: LaggedTriple) => {
    const key = linkAt(links, i, lag, j)
    const told = known.get(key)
    if (told !== undefined) return told
    const { conditions, isGiven } = asking(i, j)
    const test = momentaryTest(queries, conditions, settings)
    const result = { sets: 0, holding: new Int32Array(n) }
    // subsets of the neighbours of both ends are asked about once
    const before = new Uint8Array(n)
    for (const end of lag === 0 ? [i, j] : [j]) {
      const among = neighbors[end]!.filter((k) => isGiven(k) && (lag > 0 || (k !== i && k !== j)))
      for (let size = 0; size <= among.length; size++) {
        subsets.start(among, among.length, size)
        do {
          if (end === j && lag === 0 && subsets.subset.every((k, at) => at >= size || before[k] === 1)) continue
          if (!(test(lag * n + i, j, subsets.subset, size) > settings.alpha)) continue
          result.sets++
          for (let k = 0; k < size; k++) result.holding[subsets.subset[k]!]!++
        } while (subsets.next())
      }
      for (const k of among) before[k] = 1
    }
    known.set(key, result)
    return result
  }
}
