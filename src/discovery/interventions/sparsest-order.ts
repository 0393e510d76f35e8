import type { IndexedKnowledge } from '../knowledge/indexed-knowledge.js'
import { circleOf } from '../lingam/path-order.js'
import { tuck } from '../order/tuck.js'
import type { Boundary } from './boundary-within.js'

/** An order, with the DAG and the targets that it stands for. */
export interface SparseOrder {
  readonly order: Int32Array
  readonly parents: readonly (readonly number[])[]
  /** For each node the regimes that change its mechanism. */
  readonly changes: readonly (readonly number[])[]
  /** Edges and targets. */
  readonly score: number
  /** Edges that the tests want and knowledge excludes. */
  readonly excluded: number
}

/** What an order stands for, and which orders are allowed. */
export interface SparsestSearch {
  readonly at: (order: Int32Array) => SparseOrder
  /** The order changed as little as may be so that required parents come first, and earlier tiers where that can be. */
  readonly allowed: (order: Int32Array) => Int32Array
  readonly isAllowed: (order: Int32Array) => boolean
}

export function sparsestSearch(
  p: number,
  {
    boundary,
    changesOf,
    known,
  }: {
    readonly boundary: (node: number, within: readonly number[]) => Boundary
    readonly changesOf: (node: number, parents: readonly number[]) => readonly number[]
    readonly known: IndexedKnowledge | null
  },
): SparsestSearch {
  const isBefore = (a: number, b: number): boolean => known !== null && known.required[a * p + b] === 1
  const first = pairsFirst(p, known)
  return {
    at: (order) => {
      const parents: (readonly number[])[] = new Array(p)
      const changes: (readonly number[])[] = new Array(p)
      let score = 0
      let excluded = 0
      for (const [i, node] of order.entries()) {
        const found = boundary(node, [...order.subarray(0, i)])
        parents[node] = found.parents
        changes[node] = changesOf(node, found.parents)
        excluded += found.excluded
        score += found.parents.length + changes[node]!.length
      }
      return { order, parents, changes, score, excluded }
    },
    allowed: (order) => {
      const left = [...order]
      return order.map(() => {
        const next = left.findIndex((node) => left.every((other) => first[other * p + node] === 0))
        return left.splice(next, 1)[0]!
      })
    },
    isAllowed: (order) => order.every((node, i) => order.subarray(0, i).every((earlier) => !isBefore(node, earlier))),
  }
}

/** 1 where a must come first: before those of which it is a required parent; before those that may not cause it, unless that leads in a circle. */
function pairsFirst(p: number, known: IndexedKnowledge | null): Uint8Array {
  if (known === null) return new Uint8Array(p * p)
  const { required, banned } = known
  const all = required.map((one, k) => {
    const back = (k % p) * p + Math.floor(k / p)
    return one | (banned[back]! & (1 - banned[k]!))
  })
  const pairs: [number, number][] = []
  for (let k = 0; k < p * p; k++) if (all[k] === 1) pairs.push([Math.floor(k / p), k % p])
  return circleOf(p, pairs) === null ? all : required
}

/** Whether a is a better order than b: fewer edges against knowledge, then the smaller score. 0 for a tie. */
export function compareOrders(a: SparseOrder, b: SparseOrder): number {
  return a.excluded - b.excluded || a.score - b.score
}

/**
 * Depth first through orders in which a covered edge is turned, as long as the score stays as it is: the first that scores
 * less, or null. i → j is covered when the parents of j are i and those of i; turning it means to bring j before i.
 */
export function sparserOrder(start: SparseOrder, search: SparsestSearch, depth: number): SparseOrder | null {
  const seen = new Set([keyOf(start)])
  const stack = [{ at: start, turns: coveredEdges(start) }]
  while (stack.length > 0) {
    const { at, turns } = stack.at(-1)!
    const next = turns.pop()
    if (next === undefined) {
      stack.pop()
      continue
    }
    const order = tuck(at.order, next[0], next[1], at.parents)
    if (!search.isAllowed(order)) continue
    const to = search.at(order)
    const change = compareOrders(to, at)
    if (change < 0) return to
    if (change > 0 || stack.length >= depth) continue
    const key = keyOf(to)
    if (seen.has(key)) continue
    seen.add(key)
    stack.push({ at: to, turns: coveredEdges(to) })
  }
  return null
}

/** The best of the orders in which one node has another place, if it is better; else null. */
export function movedOrder(start: SparseOrder, search: SparsestSearch): SparseOrder | null {
  let best = start
  for (const node of start.order) {
    const others = start.order.filter((other) => other !== node)
    for (let place = 0; place <= others.length; place++) {
      const order = Int32Array.from([...others.subarray(0, place), node, ...others.subarray(place)])
      if (!search.isAllowed(order)) continue
      const to = search.at(order)
      if (compareOrders(to, best) < 0) best = to
    }
  }
  return best === start ? null : best
}

function keyOf({ parents }: SparseOrder): string {
  return parents.map((list) => list.join()).join(';')
}

/** The covered edges, as places of parent and child in the order. */
function coveredEdges({ order, parents }: SparseOrder): (readonly [number, number])[] {
  const found: (readonly [number, number])[] = []
  for (const [k, child] of order.entries()) {
    for (const parent of parents[child]!) {
      const isCovered =
        parents[child]!.length === parents[parent]!.length + 1 &&
        parents[parent]!.every((node) => parents[child]!.includes(node))
      if (isCovered) found.push([order.indexOf(parent), k])
    }
  }
  return found
}
