import { ARROW, TAIL } from '../../graph/kinds/marks.js'
import { bestWithin, type ParentSets } from '../score/parent-sets.js'
import { orderQueue } from './order-queue.js'
import { orderStates } from './order-states.js'
import { parentComponents } from './parent-components.js'
import { patternDatabases } from './pattern-databases.js'

/** The best DAG, or how far the search came before its memory was full. */
export type OrderSearch =
  | { readonly found: true; readonly edges: number[]; readonly total: number }
  | {
      readonly found: false
      /** No DAG scores higher. */
      readonly bound: number
    }

/** Scores that differ by this share are equal. */
const ROUNDING = 1e-12

/**
 * A* over the sets of nodes that may come first in an order: a set is reached by its best order, and the set with the
 * highest sum of score so far and bound on the rest goes on first (Yuan & Malone 2013, algorithm 1).
 *
 * A node that finds its best parents of all within the set is put next without a choice: waiting could gain it nothing,
 * and its being there can harm no other (Karan & Zola 2016).
 *
 * @param limits - `known`: the score of some DAG, so that a set that promises less is not held; `most`: how many sets may
 *   be held; `onStep`: called every thousand sets with how many were gone through
 */
export function orderSearch(
  sets: readonly ParentSets[],
  { known, most, onStep }: { readonly known: number; readonly most: number; readonly onStep: (done: number) => void },
): OrderSearch {
  const p = sets.length
  const { stride } = sets[0]!
  const components = parentComponents(sets)
  const bound = patternDatabases(sets, components)
  const states = orderStates(stride)
  const queue = orderQueue()
  const words = new Int32Array(stride)
  // equivalent graphs tie up to rounding: what differs by less is a tie, in which the larger set goes on first
  const unit = Math.max(Number.MIN_VALUE, ROUNDING * Math.abs(bound(words, 0)))
  const least = known - 10 * unit

  /** Puts a node after those in `words`: what it gains. */
  const put = (node: number, edges?: number[]): number => {
    const own = sets[node]!
    const best = bestWithin(own, words, 0)
    if (edges !== undefined) {
      for (let x = 0; x < p; x++) if (has(own.words, best * stride, x)) edges.push(x, node, TAIL, ARROW)
    }
    words[node >>> 5]! |= 1 << (node & 31)
    return own.values[best]!
  }
  /** Puts all nodes that have their best parents of all. */
  const putFree = (edges?: number[]): number => {
    let gain = 0
    for (let again = true; again; ) {
      again = false
      for (let node = 0; node < p; node++) {
        if (has(words, 0, node) || bestWithin(sets[node]!, words, 0) !== 0) continue
        gain += put(node, edges)
        again = true
      }
    }
    return gain
  }
  const reach = (score: number, from: number, added: number): void => {
    const promise = unit * Math.round((score + bound(words, 0)) / unit)
    if (promise < least) return
    const state = states.find(words)
    if (score <= states.score(state)) return
    states.update(state, score, from, added)
    let depth = 0
    for (let node = 0; node < p; node++) if (has(words, 0, node)) depth++
    queue.push(state, score, promise, depth)
  }
  const edgesTo = (last: number): number[] => {
    const added: number[] = []
    for (let state = last; states.from(state) !== -1; state = states.from(state)) added.push(states.added(state))
    const edges: number[] = []
    words.fill(0)
    putFree(edges)
    for (const node of added.reverse()) {
      put(node, edges)
      putFree(edges)
    }
    return edges
  }

  const here = new Int32Array(stride)
  reach(putFree(), -1, -1)
  let done = 0
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    const { state, score, promise } = next
    // a better order of the same set has come since
    if (score < states.score(state)) continue
    if (states.count() > most) return { found: false, bound: promise }
    if (++done % 1000 === 0) onStep(done)
    states.read(state, here)
    const component = components.find((nodes) => nodes.some((node) => !has(here, 0, node)))
    if (component === undefined) return { found: true, edges: edgesTo(state), total: score }
    for (const node of component) {
      if (has(here, 0, node)) continue
      words.set(here)
      const gain = put(node)
      reach(score + gain + putFree(), state, node)
    }
  }
  throw new Error('some order is at least as good as a known one')
}

function has(words: Int32Array, at: number, node: number): boolean {
  return ((words[at + (node >>> 5)]! >>> (node & 31)) & 1) === 1
}
