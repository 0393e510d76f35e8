import { eachClique } from '../core/each-clique.js'
import type { ScoreCache } from '../score/score-cache.js'
import { type ClassState, dropEdge } from './class-state.js'
import { type Candidate, candidate, type Moves, STALE } from './moves.js'
import { type Placement, place, placementObstacle } from './placements.js'

/** Delete(x, y, H) of Chickering 2002 (Theorem 17, Corollary 18) with C = NA \ H, a clique: without knowledge it is always valid. */
export function deleteMoves(scores: ScoreCache): Moves {
  const words = new Int32Array(scores.stride)
  const column = (state: ClassState, y: number): Candidate[] => {
    const found: Candidate[] = []
    const { stride } = state.cp
    const neighbors = state.ne.members(y)
    const parents = state.cp.words.subarray(y * stride, (y + 1) * stride)
    for (const x of [...state.cp.members(y), ...neighbors]) {
      if (state.known?.required.has(y, x) === true) continue
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
    obstacle: (state, step) => (state.known === null ? null : placementObstacle(state, placements(state, step))),
    apply: (state, step) => {
      place(state, placements(state, step))
      dropEdge(state, step.x, step.y)
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

/** y has the parents C, and x. */
function placements({ ne }: ClassState, { x, y, set }: Candidate): readonly Placement[] {
  return [{ before: ne.has(y, x) ? [...set, x] : set, nodes: [y] }]
}
