import {
  type EquivalenceClass,
  extensionEdges,
  isAdjacent,
  lineNeighbors,
  parentWords,
} from '../constraint/equivalence-class.js'
import type { IndexedKnowledge } from '../knowledge/indexed-knowledge.js'
import { classOfKnown } from '../knowledge/known-class.js'
import type { ScoreCache } from '../score/score-cache.js'

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
export function scorer(scores: ScoreCache): {
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
export function adjacentNeighbors(g: EquivalenceClass, x: number, y: number): number[] {
  return lineNeighbors(g, y).filter((t) => t !== x && isAdjacent(g, t, x))
}

/** How many arrows lead into y. */
export function countParents({ size: n, arrow }: EquivalenceClass, y: number): number {
  let count = 0
  for (let x = 0; x < n; x++) count += arrow[x * n + y]!
  return count
}

/** The class of what a PDAG stands for. */
export function complete(g: EquivalenceClass, known: IndexedKnowledge | null): EquivalenceClass | null {
  const edges = extensionEdges(g)
  return edges === null ? null : classOfKnown(g.names, edges, known)
}

/** The largest gain first; of equal ones the smaller set, then the first in the order of nodes. */
export function inOrder(operators: Operator[], tie: number): Operator[] {
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
