import type { LaggedSkeleton } from './contemporaneous.js'
import { type JudgedTriples, type LaggedTriple, unshieldedTriples } from './lagged-colliders.js'
import { isOpen, type LaggedOrientation, orientTogether } from './lagged-orientation.js'
import { linkAt } from './link-table.js'

/**
 * Meek's rules with links of the past: what has a lag is directed by time, what has none by the rules (Runge 2020, Algorithm S4).
 *
 * 1. i (at any lag) → k — j, i and j not adjacent: k → j
 * 2. i → k → j and i — j: i → j
 * 3. i — k → j, i — l → j, k and l not adjacent, i — j: i → j
 *
 * An ambiguous triple is read neither as a collider nor as a non-collider. Each rule is applied everywhere at once.
 */
export function closeLagged(o: LaggedOrientation, skeleton: LaggedSkeleton, judged: JudgedTriples): void {
  const { links } = skeleton
  const n = links.n
  const key = ({ i, lag, middle, j }: LaggedTriple): string => `${i}:${lag}:${middle}:${j}`
  const unsure = new Set(judged.ambiguous.map(key))
  const triples = unshieldedTriples(skeleton).filter((triple) => !unsure.has(key(triple)))
  const isAmbiguous = (a: number, middle: number, b: number): boolean =>
    unsure.has(key({ i: Math.min(a, b), lag: 0, middle, j: Math.max(a, b) }))
  const arrow = (i: number, j: number): boolean => o.arrow[i * n + j] === 1
  const open = (i: number, j: number): boolean => isOpen(o, links, i, j)
  const isAdjacent = (i: number, j: number): boolean => links.adjacent[linkAt(links, i, 0, j)] === 1

  const ruleOne = (): number[] => {
    const wanted: number[] = []
    for (const { i, lag, middle, j } of triples) {
      if ((lag > 0 || arrow(i, middle)) && open(middle, j)) wanted.push(middle, j)
      if (lag === 0 && arrow(j, middle) && open(middle, i)) wanted.push(middle, i)
    }
    return wanted
  }
  const ruleTwo = (): number[] => {
    const wanted: number[] = []
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        if (!open(i, j)) continue
        for (let k = 0; k < n; k++) if (arrow(i, k) && arrow(k, j)) wanted.push(i, j)
      }
    }
    return wanted
  }
  const ruleThree = (): number[] => {
    const wanted: number[] = []
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        if (!open(i, j)) continue
        const between = [...Array(n).keys()].filter((k) => open(i, k) && arrow(k, j))
        const isPair = between.some((k) => between.some((l) => k < l && !isAdjacent(k, l) && !isAmbiguous(k, i, l)))
        if (isPair) wanted.push(i, j)
      }
    }
    return wanted
  }
  const rules = [ruleOne, ruleTwo, ruleThree]
  // every pass directs a link or ends a dispute about one
  while (rules.map((rule) => orientTogether(o, rule())).includes(true)) {}
}
