import {
  copyClass,
  type EquivalenceClass,
  eachCliqueWith,
  extensionEdges,
  isAdjacent,
  lineNeighbors,
  setArrow,
} from '../constraint/equivalence-class.js'
import type { IndexedKnowledge } from '../knowledge/indexed-knowledge.js'
import { classOfKnown } from '../knowledge/known-class.js'
import type { ScoreCache } from '../score/score-cache.js'
import { countParents, inOrder, type Operator, type Phase, scorer } from './operators.js'

/**
 * Turn(x, y, C): y → x or x — y becomes x → y, in the member of the class in which y has the parents Pa(y) ∪ C. Hauser &
 * Bühlmann 2012, Propositions 31 and 34; a candidate is valid when that member exists and stays acyclic.
 */
export function turnPhase(scores: ScoreCache, maxParents: number, known: IndexedKnowledge | null): Phase {
  const s = scorer(scores)
  return {
    kind: 'turn',
    candidates: (g, x, y) => {
      const found: Operator[] = []
      const n = g.size
      const line = g.line[x * n + y] === 1
      if ((!line && g.arrow[y * n + x] === 0) || known?.banned[x * n + y] === 1) return found
      const near = lineNeighbors(g, y).filter((node) => node !== x)
      const shared = near.filter((node) => isAdjacent(g, node, x))
      const parents = countParents(g, y)
      eachCliqueWith(g, [], near, (set) => {
        if (parents + set.length + 1 > maxParents) return
        // of a line: without a node beside x the class would stay the same; of an arrow: N ⊆ C
        if (line ? set.every((node) => shared.includes(node)) : !shared.every((node) => set.includes(node))) return
        s.start(g, y)
        s.add(set)
        let gain = -s.score(y)
        s.toggle(x)
        gain += s.score(y)
        s.start(g, x)
        if (line) s.add(set.filter((node) => shared.includes(node)))
        else s.toggle(y)
        gain += s.score(x)
        s.toggle(y)
        gain -= s.score(x)
        if (gain > scores.tie) found.push({ x, y, set: [...set], gain })
      })
      return inOrder(found, scores.tie)
    },
    apply: (g, { x, y, set }) => {
      const member = copyClass(g)
      const n = g.size
      const line = g.line[x * n + y] === 1
      for (const node of lineNeighbors(g, y)) {
        if (set.includes(node)) setArrow(member, node, y)
        else setArrow(member, y, node)
      }
      for (const node of lineNeighbors(g, x)) {
        if (node === y) continue
        if (line && set.includes(node)) setArrow(member, node, x)
        else setArrow(member, x, node)
      }
      if (line) setArrow(member, y, x)
      const edges = extensionEdges(member)
      if (edges === null || !sameClass(g, edges, known)) return null
      for (let k = 0; k < edges.length; k += 4) {
        if (edges[k] !== y || edges[k + 1] !== x) continue
        edges[k] = x
        edges[k + 1] = y
      }
      return classOfKnown(g.names, edges, known)
    },
  }
}

function sameClass(g: EquivalenceClass, dagEdges: readonly number[], known: IndexedKnowledge | null): boolean {
  const other = classOfKnown(g.names, dagEdges, known)
  if (other === null) return false
  return other.arrow.every((v, k) => v === g.arrow[k]) && other.line.every((v, k) => v === g.line[k])
}
