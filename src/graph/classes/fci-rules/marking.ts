import { tripleKey } from '../../core/unshielded.js'
import type { MarkCode } from '../../kinds/marks.js'
import { isAdjacent, type Marked } from '../marked.js'

/**
 * Whether β belongs to the sets that separate the ends of a discriminating path θ, …, α, β, γ. An algorithm looks into the
 * separating sets that it found; with a MAG at hand β is in them unless it is a collider between α and γ. Null: it could
 * not say.
 */
export type Separates = (path: readonly number[]) => boolean | null

/** A graph on its way to a PAG: what the rules read, and how they say what they want. */
export interface Marking extends Marked {
  readonly separates: Separates
  /** Unshielded triples of which it is not known whether they are colliders, by `tripleKey`. */
  readonly ambiguous: ReadonlySet<number>
  /** Wants a mark at the far end of half-edge `k`. True when that is a circle which may still change. */
  readonly want: (k: number, mark: MarkCode) => boolean
}

/** A rule of Zhang 2008. Every rule only turns circles into tails and arrows. */
export type FciRule =
  | {
      readonly name: string
      /** Looks at all that the mark at the far end of half-edge `k`, which is new, may imply. */
      readonly onMark: (m: Marking, k: number) => void
    }
  | {
      readonly name: string
      /** Looks at the whole graph: too dear to be asked at every mark. True when it wants something. */
      readonly onGraph: (m: Marking) => boolean
    }

/** Whether a — b — c is unshielded and known to be no collider, as rules that find none read it. */
export function isNonCollider(m: Marking, a: number, b: number, c: number): boolean {
  if (isAdjacent(m, a, c)) return false
  return m.ambiguous.size === 0 || !m.ambiguous.has(tripleKey(m.start.length - 1, a, b, c))
}
