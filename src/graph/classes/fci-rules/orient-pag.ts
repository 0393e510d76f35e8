import { CIRCLE, type MarkCode, TAIL } from '../../kinds/marks.js'
import type { Marked } from '../marked.js'
import { R1, R2, R3 } from './arrow-rules.js'
import { R4 } from './discriminating-path.js'
import type { FciRule, Marking, Separates } from './marking.js'
import { R5, R6, R7 } from './selection-rules.js'
import { R8, R9, R10 } from './tail-rules.js'

/** Zhang's rules but R0, which {@link orientColliders} is. The ones on the whole graph run in this order. */
export const zhangRules: readonly FciRule[] = [R1, R2, R3, R4, R5, R6, R7, R8, R9, R10]

/** Those that are needed where nothing was selected: R5 to R7 only find undirected edges. */
export const rulesWithoutSelection: readonly FciRule[] = [R1, R2, R3, R4, R8, R9, R10]

/**
 * Orients, in place, every circle that the marks imply: rules R1 to R10 of Zhang 2008 (Artificial Intelligence 172,
 * sections 3 and 4), sound and complete for the PAG of a MAG after R0. A mark that is not a circle is never changed.
 *
 * The rules go in rounds: each looks at the marks as they stood when the round began, and then all that they want is done
 * together, so that nothing depends on the order of nodes. A circle that is wanted both as a tail and as an arrow, as
 * can be on a sample, stays a circle.
 *
 * @param separates - the answer that rule R4 asks for
 * @param options - the rules that run (default: all); triples that no rule may read as a non-collider
 * @returns the half-edges whose far mark was wanted both ways
 */
export function orientPag(
  g: Marked,
  separates: Separates,
  {
    rules = zhangRules,
    ambiguous = new Set(),
  }: { readonly rules?: readonly FciRule[]; readonly ambiguous?: ReadonlySet<number> } = {},
): number[] {
  const { mark } = g
  // 1: a tail is wanted; 2: an arrow; 3: both, for good
  const wish = new Uint8Array(mark.length)
  const wanted: number[] = []
  const contradicted: number[] = []
  const want = (k: number, to: MarkCode): boolean => {
    if (mark[k] !== CIRCLE || wish[k] === 3) return false
    if (wish[k] === 0) wanted.push(k)
    wish[k]! |= to === TAIL ? 1 : 2
    return true
  }
  const m: Marking = { ...g, separates, ambiguous, want }
  const onMark = rules.flatMap((rule) => ('onMark' in rule ? [rule.onMark] : []))
  const onGraph = rules.flatMap((rule) => ('onGraph' in rule ? [rule.onGraph] : []))
  let fresh = Array.from(mark.keys()).filter((k) => mark[k] !== CIRCLE)
  for (;;) {
    for (const k of fresh) for (const rule of onMark) rule(m, k)
    // the costly rules run when nothing else is left to do, and R5 on all edges before R6 and R7 change any
    if (wanted.length === 0 && !onGraph.some((rule) => rule(m))) return contradicted
    fresh = []
    for (const k of wanted.splice(0)) {
      if (wish[k] === 3) contradicted.push(k)
      else {
        mark[k] = (wish[k]! - 1) as MarkCode
        fresh.push(k)
      }
    }
  }
}
