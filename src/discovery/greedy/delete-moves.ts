import { eachClique } from '../core/each-clique.js'
import type { ScoreCache } from '../score/score-cache.js'
import { type ClassState, dropEdge } from './class-state.js'
import { directComponent } from './component-order.js'
import { type Candidate, candidate, type Moves, STALE } from './moves.js'

/** Delete(x, y, H) of Chickering 2002 (Theorem 17, Corollary 18) with C = NA \ H, a clique: it is always valid. */
export function deleteMoves(scores: ScoreCache): Moves {
  const words = new Int32Array(scores.stride)
  const column = (state: ClassState, y: number): Candidate[] => {
    const found: Candidate[] = []
    const { stride } = state.cp
    const neighbors = state.ne.members(y)
    const parents = state.cp.words.subarray(y * stride, (y + 1) * stride)
    for (const x of [...state.cp.members(y), ...neighbors]) {
      const shared = neighbors.filter((node) => node !== x && state.adj.has(node, x))
      eachClique(shared, state.adj.has, (clique) => {
        words.set(parents)
        for (const node of clique) words[node >>> 5]! |= 1 << (node & 31)
        words[x >>> 5]! |= 1 << (x & 31)
        const before = scores.local(y, words, 0)
        words[x >>> 5]! &= ~(1 << (x & 31))
        const gain = scores.local(y, words, 0) - before
        if (gain > scores.tie) found.push(candidate(x, y, clique, gain))
      })
    }
    return found
  }
  return {
    kind: 'delete',
    column,
    obstacle: () => null,
    apply: (state, { x, y, set }) => {
      directComponent(state, state.ne.has(y, x) ? [...set, x, y] : [...set, y])
      dropEdge(state, x, y)
    },
    stale: ({ size, adj }, { x, y }, { changed }, mark) => {
      mark[x] = STALE
      mark[y] = STALE
      for (let node = 0; node < size; node++)
        if (changed[node] === 1 || (adj.has(node, x) && adj.has(node, y))) mark[node] = STALE
    },
    stands: () => true,
  }
}
