import {
  copyClass,
  type EquivalenceClass,
  eachCliqueWith,
  extensionEdges,
  isAdjacent,
  lineNeighbors,
  removeEdge,
  setArrow,
} from '../constraint/equivalence-class.js'
import type { IndexedKnowledge } from '../knowledge/indexed-knowledge.js'
import { classOfKnown } from '../knowledge/known-class.js'
import type { ScoreCache } from '../score/score-cache.js'
import { adjacentNeighbors, complete, inOrder, type Operator, type Phase, scorer } from './operators.js'

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
      eachCliqueWith(g, [], shared, (kept) => {
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
