import type { IndexedGraph } from '../core/indexed.js'
import { reach } from '../core/reach.js'
import type { PartialSum } from './partial-sum.js'

/** About a second's work. */
export const MOST_STEPS = 4e7

export interface Step {
  readonly nodes: readonly number[]
  readonly by: 'sum' | 'district'
}

/** A c-factor on the way: the set and how it was reached. */
export interface State {
  readonly set: Uint8Array
  readonly chain: readonly Step[]
  /** What it is by conditional independences alone; null where a district was taken by ratios of such a sum. */
  readonly source: PartialSum | null
}

/** States in the order in which they came, each set once. */
export class Waiting {
  readonly #states: State[] = []
  readonly #seen = new Set<string>()
  #at = 0

  constructor(...states: readonly State[]) {
    for (const state of states) this.add(state)
  }

  add(state: State): void {
    const key = keyOf(state.set)
    if (this.#seen.has(key)) return
    this.#seen.add(key)
    this.#states.push(state)
  }

  next(): State | undefined {
    return this.#at < this.#states.length ? this.#states[this.#at++] : undefined
  }
}

/** A text that is the set's own. */
export function keyOf(set: Uint8Array): string {
  return String.fromCharCode(...set)
}

/** What a set with so many nodes costs, in steps. */
export function stepsFor(g: IndexedGraph, nodes: number): number {
  return 8 * g.size * nodes
}

/**
 * Steps that the search at `v` takes in any case. Of the leaves of a tree that spans its district, those that lead to no
 * other node of the district can be taken away in any subset, each leaving another set: 2^k sets.
 */
export function leastSteps(g: IndexedGraph, v: number, before: Uint8Array): number {
  const { start, node } = g.spouses
  const tree = [v]
  const isSeen = new Uint8Array(g.size)
  const isInner = new Uint8Array(g.size)
  isSeen[v] = isInner[v] = 1
  for (const a of tree) {
    for (let k = start[a]!; k < start[a + 1]!; k++) {
      const b = node[k]!
      if (before[b] === 0 || isSeen[b] === 1) continue
      isSeen[b] = isInner[a] = 1
      tree.push(b)
    }
  }
  const free = tree.filter((a) => isInner[a] === 0 && !leadsInto(g, a, isSeen)).length
  return 2 ** Math.min(free, 100) * stepsFor(g, tree.length - free / 2)
}

/** Whether a directed path leads from a node to another node of the set. */
function leadsInto(g: IndexedGraph, a: number, set: Uint8Array): boolean {
  return reach(g.children, [a]).some((flag, i) => flag === 1 && set[i] === 1 && i !== a)
}
