import type { Symbols } from '../../estimand/terms/expr.js'
import { memberGraph } from '../../graph/classes/member-graph.js'
import type { IndexedGraph } from '../../graph/core/indexed.js'
import type { NodeSet } from '../../graph/core/node-sets.js'
import { ARROW, TAIL } from '../../graph/kinds/marks.js'
import type { CausalGraph } from '../../graph/types.js'
import { adjacencyTest, isVisible } from '../adjustment/visible-edges.js'

/** A class of causal graphs in numbers: a maximally oriented PDAG (without hidden causes), a MAG or a PAG (without selection). */
export interface ClassContext {
  readonly g: IndexedGraph
  /** Whether nodes may have hidden common causes. */
  readonly mayHide: boolean
  readonly adjacent: (a: number, b: number) => boolean
  /** For each half-edge of the incidence, 1 where the edge is directed and no hidden cause can lie behind it. */
  readonly visible: Uint8Array
  readonly symbols: Symbols
  /** A member: separation among the observed nodes is the same in all of them. */
  readonly member: IndexedGraph
}

export function classContext(graph: CausalGraph, g: IndexedGraph, symbols: Symbols): ClassContext {
  const mayHide = graph.kind === 'mag' || graph.kind === 'pag'
  const adjacent = adjacencyTest(g)
  const { start, node, near, far } = g.incidence
  const visible = new Uint8Array(node.length)
  for (let a = 0; a < g.size; a++) {
    for (let k = start[a]!; k < start[a + 1]!; k++) {
      const out = near[k] === TAIL && far[k] === ARROW
      const into = near[k] === ARROW && far[k] === TAIL
      if (!out && !into) continue
      if (!mayHide || isVisible(g, adjacent, out ? a : node[k]!, out ? node[k]! : a)) visible[k] = 1
    }
  }
  return { g, mayHide, adjacent, visible, symbols, member: memberGraph(graph) }
}

/** Whether half-edge `k` could be directed out of its owner. */
export function mayLeave({ incidence: { near, far } }: IndexedGraph, k: number): boolean {
  return near[k] !== ARROW && (far[k] !== TAIL || near[k] === TAIL)
}

/** Whether the ends of half-edge `k` are open in the same way, so that its nodes lie in one bucket. */
export function isLoose({ incidence: { near, far } }: IndexedGraph, k: number): boolean {
  return near[k] === far[k] && near[k] !== ARROW
}

/** The nodes within `alive` from which a possibly directed path within it leads to one of `y`. */
export function possibleAncestors({ g }: ClassContext, alive: NodeSet, y: NodeSet): NodeSet {
  const { start, node, near, far } = g.incidence
  const found = new Uint8Array(g.size)
  const stack: number[] = []
  for (let i = 0; i < g.size; i++) {
    if (y[i] === 0 || alive[i] === 0) continue
    found[i] = 1
    stack.push(i)
  }
  while (stack.length > 0) {
    const a = stack.pop()!
    for (let k = start[a]!; k < start[a + 1]!; k++) {
      const b = node[k]!
      if (alive[b] === 0 || found[b] === 1) continue
      if (far[k] === ARROW || (near[k] === TAIL && far[k] !== TAIL)) continue
      found[b] = 1
      stack.push(b)
    }
  }
  return found
}

/** What open edges join within `alive`, causes first: each bucket comes before those that its arrows point to. */
export function orderedBuckets({ g }: ClassContext, alive: NodeSet): number[][] {
  const { start, node, near, far } = g.incidence
  const of = new Int32Array(g.size).fill(-1)
  const buckets: number[][] = []
  for (let root = 0; root < g.size; root++) {
    if (alive[root] === 0 || of[root] !== -1) continue
    const bucket = [root]
    of[root] = buckets.length
    for (const a of bucket) {
      for (let k = start[a]!; k < start[a + 1]!; k++) {
        const b = node[k]!
        if (alive[b] === 0 || of[b] !== -1 || !isLoose(g, k)) continue
        of[b] = buckets.length
        bucket.push(b)
      }
    }
    buckets.push(bucket.sort((a, b) => a - b))
  }
  // PTO (Jaber, Zhang & Bareinboim 2018, algorithm 1), from the causes on: a bucket goes once all that point to it have
  const waits = buckets.map(() => 0)
  const leads = buckets.map((): number[] => [])
  for (const [i, bucket] of buckets.entries()) {
    for (const a of bucket) {
      for (let k = start[a]!; k < start[a + 1]!; k++) {
        const b = node[k]!
        if (alive[b] === 0 || of[b] === i || near[k] === ARROW || far[k] !== ARROW) continue
        waits[of[b]!]!++
        leads[i]!.push(of[b]!)
      }
    }
  }
  const queue = [...buckets.keys()].filter((i) => waits[i] === 0)
  const order: number[][] = []
  for (const i of queue) {
    order.push(buckets[i]!)
    for (const j of leads[i]!) if (--waits[j]! === 0) queue.push(j)
  }
  return order
}
