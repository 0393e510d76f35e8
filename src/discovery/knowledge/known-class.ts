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

/** The class with some of its undirected edges directed, and what follows by Meek's rules (Meek 1995, Theorem 4). */
function directedFurther(g: EquivalenceClass, isDirected: (from: number, to: number) => boolean): EquivalenceClass {
  const n = g.size
  const marked = markedGraph(indexed(makeGraph('pdag', g.names, classEdges(g))))
  const { start, node, twin, mark } = marked
  const fresh: number[] = []
  for (let a = 0; a < n; a++) {
    for (let k = start[a]!; k < start[a + 1]!; k++) {
      const b = node[k]!
      if (!isUndirected(marked, k) || !isDirected(a, b)) continue
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

/**
 * The class of a DAG, or what knowledge and experiments leave of it, as the maximally oriented PDAG. The DAG must agree with
 * the knowledge.
 */
export function classOfKnown(
  names: readonly string[],
  dagEdges: readonly number[],
  known: IndexedKnowledge | null,
): EquivalenceClass | null {
  const g = classOfDag(names, dagEdges)
  if (g === null || known === null) return g
  const { required, banned, told } = known
  const n = g.size
  const isTold = new Uint8Array(n * n)
  for (let k = 0; told !== undefined && k < dagEdges.length; k += 4) {
    const at = dagEdges[k]! * n + dagEdges[k + 1]!
    isTold[at] = told[at]!
  }
  return directedFurther(g, (a, b) => isTold[a * n + b] === 1 || required[a * n + b] === 1 || banned[b * n + a] === 1)
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
