import { ARROW, TAIL } from '../kinds/marks.js'
import { halfEdge, isAdjacent, type Marked } from './marked.js'

/** Whether half-edge `k` is `owner → node[k]`. */
export function pointsOut({ twin, mark }: Marked, k: number): boolean {
  return mark[k] === ARROW && mark[twin[k]!] === TAIL
}

/** Whether half-edge `k` belongs to an undirected edge. */
export function isUndirected({ twin, mark }: Marked, k: number): boolean {
  return mark[k] === TAIL && mark[twin[k]!] === TAIL
}

/**
 * Orients, in place, every undirected edge that the directed ones imply: Meek's rules 1 to 4 (Meek 1995, section 2).
 *
 * Starting from the CPDAG of a class and knowledge that some member obeys, the result is maximal: each edge that is still
 * undirected has both directions in members (Meek 1995, Theorem 4). Each edge that becomes directed is looked at once,
 * in every role it can have in a rule.
 *
 * @param fresh - half-edges that have just been directed out of their owner; all directed edges when left out
 * @returns `fresh` and the half-edges that were directed, so that they can be taken back
 */
export function meek(g: Marked, fresh?: readonly number[]): readonly number[] {
  const { start, node, twin, mark } = g
  const queue: number[] = fresh === undefined ? [] : [...fresh]
  if (fresh === undefined) for (let k = 0; k < node.length; k++) if (pointsOut(g, k)) queue.push(k)
  /** The half-edge a → b when a — b is undirected, else −1. */
  const undirectedEdge = (a: number, b: number): number => {
    const k = halfEdge(g, a, b)
    return k >= 0 && isUndirected(g, k) ? k : -1
  }
  const orient = (k: number): void => {
    mark[k] = ARROW
    queue.push(k)
  }

  for (let head = 0; head < queue.length; head++) {
    const a = node[twin[queue[head]!]!]!
    const b = node[queue[head]!]!
    for (let k = start[b]!; k < start[b + 1]!; k++) {
      const c = node[k]!
      if (c === a) continue
      if (isUndirected(g, k)) {
        // rule 1: a → b — c, a and c not adjacent
        if (!isAdjacent(g, a, c)) {
          orient(k)
          continue
        }
        // rule 3: c — b with c — a, c — d, and a → b ← d, a and d not adjacent
        if (undirectedEdge(c, a) >= 0 && hasOtherParent(a, b, c)) orient(twin[k]!)
        // rule 4, a → b as its second edge: c — b with c — d → a → b, d and b not adjacent, c and a adjacent
        else if (hasGrandparent(a, b, c)) orient(twin[k]!)
      } else if (pointsOut(g, k)) {
        const direct = undirectedEdge(a, c)
        // rule 2, a → b as its first edge: a → b → c and a — c
        if (direct >= 0) orient(direct)
        else if (!isAdjacent(g, a, c)) {
          // rule 4, a → b as its first edge: w — c with w — a → b → c, a and c not adjacent, w and b adjacent
          for (let j = start[a]!; j < start[a + 1]!; j++) {
            const w = node[j]!
            if (!isUndirected(g, j) || !isAdjacent(g, w, b)) continue
            const goal = undirectedEdge(w, c)
            if (goal >= 0) orient(goal)
          }
        }
      }
    }
    // rule 2, a → b as its second edge: z → a → b and z — b
    for (let k = start[a]!; k < start[a + 1]!; k++) {
      if (!pointsOut(g, twin[k]!)) continue
      const direct = undirectedEdge(node[k]!, b)
      if (direct >= 0) orient(direct)
    }
  }
  return queue

  function hasOtherParent(a: number, b: number, c: number): boolean {
    for (let k = start[b]!; k < start[b + 1]!; k++) {
      const d = node[k]!
      if (d !== a && pointsOut(g, twin[k]!) && undirectedEdge(c, d) >= 0 && !isAdjacent(g, a, d)) return true
    }
    return false
  }

  function hasGrandparent(a: number, b: number, c: number): boolean {
    for (let k = start[a]!; k < start[a + 1]!; k++) {
      const d = node[k]!
      if (d !== b && pointsOut(g, twin[k]!) && undirectedEdge(c, d) >= 0 && !isAdjacent(g, d, b)) return true
    }
    return false
  }
}
