import type { IndexedKnowledge } from '../knowledge/indexed-knowledge.js'

/** The logarithm of the p-value of node ⊥ other given a set; undefined where it was not tested. */
export type LogP = (node: number, other: number, given: readonly number[]) => number | undefined

/** The parents of a node within a prefix of an order. */
export interface Boundary {
  /** Ascending. */
  readonly parents: readonly number[]
  /** Nodes that look dependent on it given its parents, and that knowledge excludes as parents. */
  readonly excluded: number
}

/**
 * The Markov boundary of a node within a set, by tests: what depends on it given those found so far is added, the most
 * dependent first, then what is independent given the others is taken out, the least dependent first. What could not be
 * tested stays. Answers are kept by node and set.
 *
 * @param order - the nodes 0 … size − 1 in the order in which ties are broken
 */
export function boundaryWithin(
  size: number,
  {
    logP,
    logAlpha,
    known,
  }: { readonly logP: LogP; readonly logAlpha: number; readonly known: IndexedKnowledge | null },
): (node: number, within: readonly number[]) => Boundary {
  const answers = new Map<string, Boundary>()
  const isDependent = (value: number | undefined): boolean => value === undefined || value <= logAlpha
  return (node, within) => {
    const sorted = [...within].sort((a, b) => a - b)
    const key = `${node}:${sorted.join()}`
    const answer = answers.get(key)
    if (answer !== undefined) return answer
    const required = sorted.filter((c) => known?.required[c * size + node] === 1)
    const excluded = sorted.filter((c) => known?.banned[c * size + node] === 1)
    let parents = [...required]
    const free = sorted.filter((c) => !required.includes(c) && !excluded.includes(c))
    for (;;) {
      let best = -1
      // what could not be tested comes after all that could
      let least = Number.POSITIVE_INFINITY
      for (const c of free) {
        if (parents.includes(c)) continue
        const value = logP(node, c, parents)
        if (!isDependent(value)) continue
        const rank = value ?? 1
        if (best >= 0 && rank >= least) continue
        best = c
        least = rank
      }
      if (best < 0) break
      parents.push(best)
    }
    for (;;) {
      let best = -1
      let most = Number.NEGATIVE_INFINITY
      for (const c of [...parents].sort((a, b) => a - b)) {
        if (required.includes(c)) continue
        const value = logP(
          node,
          c,
          parents.filter((other) => other !== c),
        )
        if (value === undefined || isDependent(value) || value <= most) continue
        best = c
        most = value
      }
      if (best < 0) break
      parents = parents.filter((c) => c !== best)
    }
    parents.sort((a, b) => a - b)
    const against = excluded.filter((c) => isDependent(logP(node, c, parents))).length
    const found = { parents, excluded: against }
    answers.set(key, found)
    return found
  }
}
