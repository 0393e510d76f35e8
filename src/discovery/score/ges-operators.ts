import {
  copyClass,
  type EquivalenceClass,
  eachClique,
  extensionEdges,
  hasSemiDirectedPath,
  isAdjacent,
  isClique,
  lineNeighbors,
  parentWords,
  removeEdge,
  setArrow,
} from '../constraint/equivalence-class.js'
import type { IndexedKnowledge } from '../knowledge/indexed-knowledge.js'
import { classOfKnown } from '../knowledge/known-class.js'
import type { ScoreCache } from './score-cache.js'

/** A step of the search: what it does to the pair (x, y), with which set, and what it gains. */
export interface Operator {
  readonly x: number
  readonly y: number
  /** T of an insertion, H of a deletion, C of a turn. */
  readonly set: readonly number[]
  readonly gain: number
}

/** One kind of step: the promising operators of a pair, whether one is valid, and what the class becomes. */
export interface Phase {
  readonly kind: 'insert' | 'delete' | 'turn'
  readonly candidates: (g: EquivalenceClass, x: number, y: number) => Operator[]
  /** The class after the operator, or null when it is not valid. */
  readonly apply: (g: EquivalenceClass, operator: Operator) => EquivalenceClass | null
}

/** Bit sets for local scores: the parents of y, and what is added to or taken from them. */
function scorer(scores: ScoreCache): {
  readonly start: (g: EquivalenceClass, y: number) => void
  readonly add: (nodes: readonly number[]) => void
  readonly toggle: (node: number) => void
  readonly score: (y: number) => number
} {
  const words = new Int32Array(scores.stride)
  return {
    start: (g, y) => parentWords(g, y, words),
    add: (nodes) => {
      for (const node of nodes) words[node >>> 5]! |= 1 << (node & 31)
    },
    toggle: (node) => {
      words[node >>> 5]! ^= 1 << (node & 31)
    },
    score: (y) => scores.local(y, words, 0),
  }
}

/** NA_yx: the neighbours of y that are adjacent to x. */
function adjacentNeighbors(g: EquivalenceClass, x: number, y: number): number[] {
  return lineNeighbors(g, y).filter((t) => t !== x && isAdjacent(g, t, x))
}

/**
 * Insert(x, y, T): Chickering 2002, Theorem 15 and Corollary 16. With knowledge the class is a maximally oriented PDAG, and
 * an insertion is valid when the PDAG that it gives has a consistent extension.
 */
export function insertPhase(scores: ScoreCache, maxParents: number, known: IndexedKnowledge | null): Phase {
  const s = scorer(scores)
  return {
    kind: 'insert',
    candidates: (g, x, y) => {
      const found: Operator[] = []
      if (isAdjacent(g, x, y) || known?.banned[x * g.size + y] === 1) return found
      const shared = adjacentNeighbors(g, x, y)
      if (!isClique(g, shared)) return found
      const free = lineNeighbors(g, y).filter((t) => !isAdjacent(g, t, x))
      const parents = countParents(g, y)
      eachClique(g, shared, free, (set) => {
        if (parents + shared.length + set.length + 1 > maxParents) return
        s.start(g, y)
        s.add(shared)
        s.add(set)
        const before = s.score(y)
        s.toggle(x)
        const gain = s.score(y) - before
        if (gain > scores.tie) found.push({ x, y, set: [...set], gain })
      })
      return inOrder(found, scores.tie)
    },
    apply: (g, { x, y, set }) => {
      const shared = adjacentNeighbors(g, x, y)
      const next = copyClass(g)
      setArrow(next, x, y)
      for (const t of set) setArrow(next, t, y)
      if (known === null) {
        const blocked = new Uint8Array(g.size)
        for (const node of [...shared, ...set]) blocked[node] = 1
        if (hasSemiDirectedPath(g, y, x, blocked)) return null
      } else {
        for (const t of lineNeighbors(g, y)) {
          if (shared.includes(t)) setArrow(next, t, y)
          else if (!set.includes(t)) setArrow(next, y, t)
        }
      }
      return complete(next, known)
    },
  }
}

/** Delete(x, y, H): Chickering 2002, Theorem 17 and Corollary 18. */
export function deletePhase(scores: ScoreCache, known: IndexedKnowledge | null): Phase {
  const s = scorer(scores)
  return {
    kind: 'delete',
    candidates: (g, x, y) => {
      const found: Operator[] = []
      const n = g.size
      if ((g.arrow[x * n + y] === 0 && g.line[x * n + y] === 0) || known?.required[x * n + y] === 1) return found
      const shared = adjacentNeighbors(g, x, y)
      // C = NA_yx \ H must be a clique
      eachClique(g, [], shared, (kept) => {
        s.start(g, y)
        s.add(kept)
        s.add([x])
        const before = s.score(y)
        s.toggle(x)
        const gain = s.score(y) - before
        if (gain > scores.tie) found.push({ x, y, set: shared.filter((node) => !kept.includes(node)), gain })
      })
      return inOrder(found, scores.tie)
    },
    apply: (g, { x, y, set }) => {
      if (known !== null) return deleteFromMember(g, { x, y, set }, known)
      const next = copyClass(g)
      removeEdge(next, x, y)
      for (const h of set) {
        setArrow(next, y, h)
        if (g.line[x * g.size + h] === 1) setArrow(next, x, h)
      }
      return complete(next, null)
    },
  }
}

/** The same by its meaning: of the member in which y has the parents Pa(y) ∪ C ∪ {x}, the edge from x is taken away. */
function deleteFromMember(
  g: EquivalenceClass,
  { x, y, set }: Pick<Operator, 'x' | 'y' | 'set'>,
  known: IndexedKnowledge,
): EquivalenceClass | null {
  const member = copyClass(g)
  for (const t of lineNeighbors(g, y)) {
    if (t === x || (isAdjacent(g, t, x) && !set.includes(t))) setArrow(member, t, y)
    else setArrow(member, y, t)
  }
  const edges = extensionEdges(member)
  if (edges === null) return null
  for (let k = 0; k < edges.length; k += 4) {
    if (edges[k] === x && edges[k + 1] === y) edges.splice(k, 4)
  }
  return classOfKnown(g.names, edges, known)
}

/**
 * Turn(x, y, C): y → x or x — y becomes x → y, in the member of the class in which y has the parents Pa(y) ∪ C. Hauser &
 * Bühlmann 2012, Propositions 31 and 34; a candidate is valid when that member exists and stays acyclic.
 */
export function turnPhase(scores: ScoreCache, maxParents: number, known: IndexedKnowledge | null): Phase {
  const s = scorer(scores)
  return {
    kind: 'turn',
    candidates: (g, x, y) => {
      const found: Operator[] = []
      const n = g.size
      const line = g.line[x * n + y] === 1
      if ((!line && g.arrow[y * n + x] === 0) || known?.banned[x * n + y] === 1) return found
      const near = lineNeighbors(g, y).filter((node) => node !== x)
      const shared = near.filter((node) => isAdjacent(g, node, x))
      const parents = countParents(g, y)
      eachClique(g, [], near, (set) => {
        if (parents + set.length + 1 > maxParents) return
        // of a line: without a node beside x the class would stay the same; of an arrow: N ⊆ C
        if (line ? set.every((node) => shared.includes(node)) : !shared.every((node) => set.includes(node))) return
        s.start(g, y)
        s.add(set)
        let gain = -s.score(y)
        s.toggle(x)
        gain += s.score(y)
        s.start(g, x)
        if (line) s.add(set.filter((node) => shared.includes(node)))
        else s.toggle(y)
        gain += s.score(x)
        s.toggle(y)
        gain -= s.score(x)
        if (gain > scores.tie) found.push({ x, y, set: [...set], gain })
      })
      return inOrder(found, scores.tie)
    },
    apply: (g, { x, y, set }) => {
      const member = copyClass(g)
      const n = g.size
      const line = g.line[x * n + y] === 1
      for (const node of lineNeighbors(g, y)) {
        if (set.includes(node)) setArrow(member, node, y)
        else setArrow(member, y, node)
      }
      for (const node of lineNeighbors(g, x)) {
        if (node === y) continue
        if (line && set.includes(node)) setArrow(member, node, x)
        else setArrow(member, x, node)
      }
      if (line) setArrow(member, y, x)
      const edges = extensionEdges(member)
      if (edges === null || !sameClass(g, edges, known)) return null
      for (let k = 0; k < edges.length; k += 4) {
        if (edges[k] !== y || edges[k + 1] !== x) continue
        edges[k] = x
        edges[k + 1] = y
      }
      return classOfKnown(g.names, edges, known)
    },
  }
}

/** The largest gain first; of equal ones the smaller set, then the first in the order of nodes. */
function inOrder(operators: Operator[], tie: number): Operator[] {
  operators.sort((a, b) => b.gain - a.gain)
  for (let from = 0, to = 1; from < operators.length; from = to++) {
    while (to < operators.length && operators[from]!.gain - operators[to]!.gain <= tie) to++
    if (to - from > 1) operators.splice(from, to - from, ...operators.slice(from, to).sort(bySet))
  }
  return operators
}

function bySet({ set: a }: Operator, { set: b }: Operator): number {
  if (a.length !== b.length) return a.length - b.length
  const at = a.findIndex((node, i) => node !== b[i])
  return at < 0 ? 0 : a[at]! - b[at]!
}

function countParents({ size: n, arrow }: EquivalenceClass, y: number): number {
  let count = 0
  for (let x = 0; x < n; x++) count += arrow[x * n + y]!
  return count
}

/** The class of what a PDAG stands for. */
function complete(g: EquivalenceClass, known: IndexedKnowledge | null): EquivalenceClass | null {
  const edges = extensionEdges(g)
  return edges === null ? null : classOfKnown(g.names, edges, known)
}

function sameClass(g: EquivalenceClass, dagEdges: readonly number[], known: IndexedKnowledge | null): boolean {
  const other = classOfKnown(g.names, dagEdges, known)
  if (other === null) return false
  return other.arrow.every((v, k) => v === g.arrow[k]) && other.line.every((v, k) => v === g.line[k])
}
