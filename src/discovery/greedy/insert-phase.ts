import {
  copyClass,
  eachCliqueWith,
  hasSemiDirectedPath,
  isAdjacent,
  isClique,
  lineNeighbors,
  setArrow,
} from '../constraint/equivalence-class.js'
import type { IndexedKnowledge } from '../knowledge/indexed-knowledge.js'
import type { ScoreCache } from '../score/score-cache.js'
import { adjacentNeighbors, complete, countParents, inOrder, type Operator, type Phase, scorer } from './operators.js'

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
      eachCliqueWith(g, shared, free, (set) => {
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
