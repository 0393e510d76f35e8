import { completedEdges } from '../../graph/classes/compelled.js'
import { extensionRanks, orientedEdges } from '../../graph/classes/extension.js'
import { indexed } from '../../graph/core/indexed.js'
import { kahnOrder } from '../../graph/core/order.js'
import { makeGraph } from '../../graph/kinds/build.js'
import { ARROW, TAIL } from '../../graph/kinds/marks.js'
import type { Cpdag, Pdag } from '../../graph/types.js'
import { eachClique } from '../core/each-clique.js'
import type { IndexedKnowledge } from '../knowledge/indexed-knowledge.js'
import { edgesOfColumns, type ScoreCache } from '../score/score-cache.js'

/** A CPDAG that a search walks from: which edges are directed, which not. */
export interface EquivalenceClass {
  readonly size: number
  readonly names: readonly string[]
  /** 1 at a · n + b: a → b. */
  readonly arrow: Uint8Array
  /** 1 at a · n + b and b · n + a: a — b. */
  readonly line: Uint8Array
}

export function emptyClass(names: readonly string[]): EquivalenceClass {
  const n = names.length
  return { size: n, names, arrow: new Uint8Array(n * n), line: new Uint8Array(n * n) }
}

export function isAdjacent({ size: n, arrow, line }: EquivalenceClass, a: number, b: number): boolean {
  return line[a * n + b] === 1 || arrow[a * n + b] === 1 || arrow[b * n + a] === 1
}

/** The nodes b with a — b, ascending. */
export function lineNeighbors({ size: n, line }: EquivalenceClass, a: number): number[] {
  const found: number[] = []
  for (let b = 0, at = a * n; b < n; b++, at++) if (line[at] === 1) found.push(b)
  return found
}

/** The parents of a as a bit set, in the first words of `words`. */
export function parentWords({ size: n, arrow }: EquivalenceClass, a: number, words: Int32Array): void {
  words.fill(0)
  for (let b = 0; b < n; b++) if (arrow[b * n + a] === 1) words[b >>> 5]! |= 1 << (b & 31)
}

/** Whether the nodes are adjacent to one another. */
export function isClique(g: EquivalenceClass, nodes: readonly number[]): boolean {
  return nodes.every((a, i) => nodes.every((b, j) => j <= i || isAdjacent(g, a, b)))
}

/** Visits every subset of `candidates` that is a clique together with `base`, itself one. The array visited is reused. */
export function eachCliqueWith(
  g: EquivalenceClass,
  base: readonly number[],
  candidates: readonly number[],
  visit: (subset: readonly number[]) => void,
): void {
  const joined = candidates.filter((c) => base.every((b) => isAdjacent(g, b, c)))
  eachClique(joined, (a, b) => isAdjacent(g, a, b), visit)
}

/** Whether a semi-directed path leads from a to b that avoids the marked nodes, and does not use the edge `a → b` itself when `direct` is false. */
export function hasSemiDirectedPath(
  { size: n, arrow, line }: EquivalenceClass,
  a: number,
  b: number,
  blocked: Uint8Array,
): boolean {
  const seen = blocked.slice()
  const stack = [a]
  seen[a] = 1
  while (stack.length > 0) {
    const node = stack.pop()!
    for (let next = 0, at = node * n; next < n; next++, at++) {
      if ((arrow[at] === 0 && line[at] === 0) || seen[next] === 1) continue
      if (next === b) return true
      seen[next] = 1
      stack.push(next)
    }
  }
  return false
}

/** A copy that may be changed into a PDAG. */
export function copyClass({ size, names, arrow, line }: EquivalenceClass): EquivalenceClass {
  return { size, names, arrow: arrow.slice(), line: line.slice() }
}

/** Makes the pair a → b, whatever it was. */
export function setArrow({ size: n, arrow, line }: EquivalenceClass, a: number, b: number): void {
  arrow[a * n + b] = 1
  arrow[b * n + a] = 0
  line[a * n + b] = 0
  line[b * n + a] = 0
}

export function removeEdge({ size: n, arrow, line }: EquivalenceClass, a: number, b: number): void {
  for (const k of [a * n + b, b * n + a]) {
    arrow[k] = 0
    line[k] = 0
  }
}

/** The edges as `[from, to, fromMark, toMark]*`. */
export function classEdges({ size: n, arrow, line }: EquivalenceClass): number[] {
  const flat: number[] = []
  for (let a = 0; a < n; a++) {
    for (let b = 0; b < n; b++) {
      if (arrow[a * n + b] === 1) flat.push(a, b, TAIL, ARROW)
      else if (a < b && line[a * n + b] === 1) flat.push(a, b, TAIL, TAIL)
    }
  }
  return flat
}

/** The edges `[from, to, fromMark, toMark]*` of a DAG that the PDAG stands for, or null where there is none. */
export function extensionEdges(g: EquivalenceClass): number[] | null {
  const numbered = indexed(makeGraph('pdag', g.names, classEdges(g)))
  const rank = extensionRanks(numbered)
  return rank === null ? null : orientedEdges(numbered, rank)
}

/** The class of a DAG given by its edges, or null when they form a cycle. */
export function classOfDag(names: readonly string[], dagEdges: readonly number[]): EquivalenceClass | null {
  const numbered = indexed(makeGraph('dag', names, dagEdges))
  if (kahnOrder(numbered).length < names.length) return null
  const g = emptyClass(names)
  const flat = completedEdges(numbered)
  const n = names.length
  for (let k = 0; k < flat.length; k += 4) {
    const a = flat[k]!
    const b = flat[k + 1]!
    if (flat[k + 3] === ARROW) g.arrow[a * n + b] = 1
    else {
      g.line[a * n + b] = 1
      g.line[b * n + a] = 1
    }
  }
  return g
}

/** The class as a graph on the columns of a score: a CPDAG, or with knowledge a PDAG unless it is one all the same. */
export function classGraph<N extends string>(
  variables: readonly N[],
  scores: ScoreCache,
  g: EquivalenceClass,
  known: IndexedKnowledge | null,
): Cpdag<N> | Pdag<N> {
  const edges = edgesOfColumns(scores, classEdges(g))
  const whole = known === null ? g : classOfDag(g.names, extensionEdges(g)!)!
  return makeGraph(whole.line.every((one, k) => one === g.line[k]) ? 'cpdag' : 'pdag', variables, edges)
}

/** How many parents each column of a score has in a member of the class. */
export function parentCounts({ column }: ScoreCache, g: EquivalenceClass): Int32Array {
  const counts = new Int32Array(g.size)
  const edges = extensionEdges(g)!
  for (let k = 1; k < edges.length; k += 4) counts[column[edges[k]!]!]!++
  return counts
}
