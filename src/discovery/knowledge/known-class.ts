import { CausalError } from '../../errors.js'
import { markedEdges, markedGraph } from '../../graph/classes/marked.js'
import { isUndirected, meek } from '../../graph/classes/meek.js'
import { indexed } from '../../graph/core/indexed.js'
import { makeGraph } from '../../graph/kinds/build.js'
import { ARROW } from '../../graph/kinds/marks.js'
import { quoteNames } from '../../names.js'
import { show } from '../../show.js'
import { classEdges, classOfDag, type EquivalenceClass, emptyClass, setArrow } from '../constraint/equivalence-class.js'
import type { IndexedKnowledge } from './indexed-knowledge.js'

/**
 * The members of a class that agree with knowledge, as the maximally oriented PDAG: every edge that knowledge directs, and
 * what follows by Meek's rules (Meek 1995, Theorem 4). Some member must agree.
 */
export function knownClass(g: EquivalenceClass, { required, banned }: IndexedKnowledge): EquivalenceClass {
  const n = g.size
  const marked = markedGraph(indexed(makeGraph('pdag', g.names, classEdges(g))))
  const { start, node, twin, mark } = marked
  const fresh: number[] = []
  for (let a = 0; a < n; a++) {
    for (let k = start[a]!; k < start[a + 1]!; k++) {
      const b = node[k]!
      if (!isUndirected(marked, k) || (required[a * n + b] === 0 && banned[b * n + a] === 0)) continue
      if (mark[twin[k]!] === ARROW) continue
      mark[k] = ARROW
      fresh.push(k)
    }
  }
  if (fresh.length === 0) return g
  meek(marked)
  return classOfEdges(g.names, markedEdges(marked))
}

function classOfEdges(names: readonly string[], flat: readonly number[]): EquivalenceClass {
  const n = names.length
  const g = emptyClass(names)
  for (let k = 0; k < flat.length; k += 4) {
    const [a, b] = [flat[k]!, flat[k + 1]!]
    if (flat[k + 3] === ARROW) setArrow(g, a, b)
    else if (flat[k + 2] === ARROW) setArrow(g, b, a)
    else {
      g.line[a * n + b] = 1
      g.line[b * n + a] = 1
    }
  }
  return g
}

/** The class of a DAG, or what knowledge leaves of it. */
export function classOfKnown(
  names: readonly string[],
  dagEdges: readonly number[],
  known: IndexedKnowledge | null,
): EquivalenceClass | null {
  const g = classOfDag(names, dagEdges)
  return g === null || known === null ? g : knownClass(g, known)
}

/** Refuses required parents that are more than a limit allows. */
export function checkRequiredParents(
  known: IndexedKnowledge | null,
  names: readonly string[],
  maxParents: number,
): void {
  if (known === null) return
  const n = names.length
  for (let y = 0; y < n; y++) {
    const parents = names.filter((_, x) => known.required[x * n + y] === 1)
    if (parents.length <= maxParents) continue
    throw new CausalError(
      'contradiction',
      `knowledge requires ${parents.length} parents of ${show(names[y])}, ${quoteNames(parents)}, and at most ${maxParents} are allowed: raise maxParents, use more rows, or require less.`,
      { node: names[y], parents, maxParents },
    )
  }
}
