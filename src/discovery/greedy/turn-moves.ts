import { eachClique } from '../core/each-clique.js'
import type { ScoreCache } from '../score/score-cache.js'
import { addEdge, type ClassState, dropEdge } from './class-state.js'
import { bitsOf, type Candidate, candidate, type Moves, STALE } from './moves.js'
import { type Placement, place, placementObstacle } from './placements.js'
import { semiDirectedPath } from './semi-directed-path.js'

/**
 * Turn(x, y, C): y → x or x — y becomes x → y, in the member in which y has the parents Pa(y) ∪ C (Hauser & Bühlmann 2012,
 * Propositions 31 and 34).
 */
export function turnMoves(scores: ScoreCache, maxParents: number): Moves {
  const words = new Int32Array(scores.stride)
  const toggle = (node: number): void => {
    words[node >>> 5]! ^= 1 << (node & 31)
  }
  const column = (state: ClassState, y: number): Candidate[] => {
    const { cp, ne, adj, ch } = state
    const { stride } = cp
    const found: Candidate[] = []
    const begin = (node: number): void => words.set(cp.words.subarray(node * stride, (node + 1) * stride))
    const neighbors = ne.members(y)
    const most = maxParents - cp.size(y) - 1
    if (most < 0) return found
    const compelled = ch.members(y).filter((x) => !ne.has(y, x))
    for (const x of [...compelled, ...neighbors]) {
      if (state.known?.banned.has(y, x) === true) continue
      const line = ne.has(y, x)
      const near = neighbors.filter((node) => node !== x)
      const shared = near.filter((node) => adj.has(node, x))
      const visit = (clique: readonly number[]): void => {
        const both = clique.filter((node) => adj.has(node, x))
        if (line ? !separates(state, near, shared, clique) : both.length < shared.length) return
        begin(y)
        for (const node of clique) toggle(node)
        let gain = -scores.local(y, words, 0)
        toggle(x)
        gain += scores.local(y, words, 0)
        begin(x)
        if (line) for (const node of both) words[node >>> 5]! |= 1 << (node & 31)
        else toggle(y)
        gain += scores.local(x, words, 0)
        toggle(y)
        gain -= scores.local(x, words, 0)
        if (gain > scores.tie) found.push(candidate(x, y, clique, gain))
      }
      eachClique(near, adj.has, visit, Math.min(most, near.length))
    }
    return found
  }
  return {
    kind: 'turn',
    column,
    // an arrow may be turned when no other semi-directed path from y to x avoids C and the neighbours of x
    obstacle: (state, step) => {
      const { x, y, set } = step
      if (state.known === null && state.ne.has(y, x)) return null
      const blocked = bitsOf(
        state.adj.stride,
        set,
        state.ne.members(x).filter((node) => node !== y),
      )
      if (state.known === null) return semiDirectedPath(state, y, x, blocked)
      return placementObstacle(state, placements(state, step), { from: y, to: x, blocked })
    },
    apply: (state, step) => {
      const { x, y } = step
      place(state, placements(state, step))
      dropEdge(state, y, x)
      addEdge(state, x, y)
    },
    stale: ({ size, adj }, { x, y }, { changed }, mark) => {
      for (let node = 0; node < size; node++) {
        if (changed[node] === 0 && node !== x && node !== y) continue
        mark[node] = STALE
        for (const other of adj.members(node)) mark[other] = STALE
      }
    },
    stands: () => true,
  }
}

/** y has the parents C. Of a line, x those of them that are beside it, and y; of an arrow, x none of its neighbours. */
function placements({ ne }: ClassState, { x, y, set }: Candidate): readonly Placement[] {
  if (ne.has(y, x)) return [{ before: set, nodes: [y, x] }]
  return [
    { before: set, nodes: [y] },
    { before: [], nodes: [x] },
  ]
}

/** Proposition 31: some of C is not beside x, and C ∩ N separates those from N \ C among the neighbours of y. */
function separates(
  { adj }: ClassState,
  near: readonly number[],
  shared: readonly number[],
  clique: readonly number[],
): boolean {
  const reached = clique.filter((node) => !shared.includes(node))
  if (reached.length === 0) return false
  const open = new Set(near.filter((node) => !clique.includes(node)))
  for (const node of reached) {
    for (const other of open) {
      if (!adj.has(node, other)) continue
      if (shared.includes(other)) return false
      open.delete(other)
      reached.push(other)
    }
  }
  return true
}
