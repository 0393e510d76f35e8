import { isAdjacent, type Marked } from '../../graph/classes/marked.js'
import { isUndirected, pointsOut } from '../../graph/classes/meek.js'

/** What the parents of a node are in every graph of the class, and what they may be besides. */
export interface Surroundings {
  readonly parents: readonly number[]
  readonly siblings: readonly number[]
}

export function surroundings(g: Marked, x: number): Surroundings {
  const parents: number[] = []
  const siblings: number[] = []
  for (let k = g.start[x]!; k < g.start[x + 1]!; k++) {
    if (isUndirected(g, k)) siblings.push(g.node[k]!)
    else if (pointsOut(g, g.twin[k]!)) parents.push(g.node[k]!)
  }
  return { parents, siblings }
}

/**
 * The sets S of siblings such that some graph of the class has the parents pa(x) ∪ S, smaller sets first, told from the
 * neighbourhood of x alone.
 *
 * With S → x and x → the other siblings there must be no v-structure that the class does not have (Maathuis, Kalisch &
 * Bühlmann 2009, Lemma 3.1) and, where knowledge directed some edges, no directed triangle through x (Fang & He 2020,
 * Theorem 1).
 *
 * @param g - a maximally oriented graph
 * @returns null where there are more than `budget` of them
 */
export function parentChoices(
  g: Marked,
  { parents, siblings }: Surroundings,
  budget: number,
): readonly (readonly number[])[] | null {
  const pointsTo = (a: number, b: number): boolean => {
    for (let k = g.start[a]!; k < g.start[a + 1]!; k++) if (g.node[k] === b) return pointsOut(g, k)
    return false
  }
  const found: (readonly number[])[] = []
  // cliques grow by one sibling at a time, and every subset of a clique is one
  let cliques: (readonly number[])[] = [[]]
  let looked = 0
  while (cliques.length > 0) {
    for (const chosen of cliques) {
      const isIn = new Set(chosen)
      const makesTriangle = siblings.some((w) => !isIn.has(w) && chosen.some((s) => pointsTo(w, s)))
      if (!makesTriangle) found.push(chosen)
    }
    looked += cliques.length
    if (looked > budget) return null
    cliques = cliques.flatMap((chosen) =>
      siblings
        .filter((s) => chosen.length === 0 || s > chosen.at(-1)!)
        .filter((s) => chosen.every((t) => isAdjacent(g, s, t)) && parents.every((p) => isAdjacent(g, s, p)))
        .map((s) => [...chosen, s]),
    )
  }
  return found
}
