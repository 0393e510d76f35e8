import { tripleKey } from '../../graph/core/unshielded.js'
import { directed, type Orientation, undirected } from './orientation.js'

/**
 * When an edge that a rule of Meek orients counts: with all others that the rule finds, or at once.
 *
 * @category Discovery
 */
export type MeekOrder = 'together' | 'in-turn'

/**
 * How Meek's rules treat what a finite sample leaves contradictory; on consistent input all settings give the same graph.
 */
export interface MeekSettings {
  /**
   * Apply each rule as soon as it fires, in the order of its middle node. Otherwise a rule looks at all its places
   * first and orients them together, and an edge wanted both ways gets both arrows: nothing depends on column order.
   */
  readonly inTurn: boolean
  /** Leave an edge undirected whose arrow would close a directed cycle. */
  readonly avoidCycles: boolean
}

/**
 * Closes a PDAG under Meek's rules 1 to 3, and 4 where there is knowledge. Ambiguous triples are never read as
 * non-colliders, and no arrow is made that knowledge excludes.
 *
 * Meek 1995, section 2; Colombo & Maathuis 2014, section 4.3.
 */
export function closeByMeek(o: Orientation, { inTurn, avoidCycles }: MeekSettings): void {
  const { size: n, arrow, banned } = o
  const refused = new Set<number>()
  const rules = banned === null ? [rule1, rule2, rule3] : [rule1, rule2, rule3, rule4]
  let wanted: number[] = []
  let changed = true
  const closesCycle = (edge: number): boolean =>
    avoidCycles && arrow[(edge % n) * n + Math.floor(edge / n)] === 0 && reaches(o, edge % n, Math.floor(edge / n))
  const want = (a: number, b: number): void => {
    const edge = a * n + b
    if (banned?.[edge] === 1 || refused.has(edge)) return
    if (!inTurn) wanted.push(edge)
    else if (!closesCycle(edge)) {
      arrow[edge] = 1
      changed = true
    }
  }
  while (changed) {
    changed = false
    for (const rule of rules) {
      rule(o, want)
      for (const edge of wanted) arrow[edge] = 1
      const closing = wanted.filter(closesCycle)
      for (const edge of closing) {
        arrow[edge] = 0
        refused.add(edge)
      }
      if (wanted.length > closing.length) changed = true
      wanted = []
    }
  }
}

/** Whether a directed path leads from a to b. */
function reaches(o: Orientation, a: number, b: number): boolean {
  const seen = new Set([a])
  for (const node of seen) {
    if (node === b) return true
    for (const next of o.neighbors[node]!) if (directed(o, node, next)) seen.add(next)
  }
  return false
}

type Rule = (o: Orientation, want: (a: number, b: number) => void) => void

/** a → b — c, a and c not adjacent: b → c. */
const rule1: Rule = (o, want) => {
  const { size: n, adjacent, neighbors, ambiguous } = o
  for (let b = 0; b < n; b++) {
    for (const a of neighbors[b]!) {
      if (!directed(o, a, b)) continue
      for (const c of neighbors[b]!) {
        if (c === a || adjacent[a * n + c] === 1 || !undirected(o, b, c)) continue
        if (ambiguous.size === 0 || !ambiguous.has(tripleKey(n, a, b, c))) want(b, c)
      }
    }
  }
}

/** a → b → c, a — c: a → c. */
const rule2: Rule = (o, want) => {
  for (let b = 0; b < o.size; b++) {
    for (const a of o.neighbors[b]!) {
      if (!directed(o, a, b)) continue
      for (const c of o.neighbors[b]!) if (undirected(o, a, c) && directed(o, b, c)) want(a, c)
    }
  }
}

/** a — b, a — c, b → d, c → d, a — d, b and c not adjacent: a → d. */
const rule3: Rule = (o, want) => {
  const { size: n, adjacent, neighbors, ambiguous } = o
  for (let a = 0; a < n; a++) {
    for (const d of neighbors[a]!) {
      if (!undirected(o, a, d)) continue
      const into = neighbors[a]!.filter((b) => undirected(o, a, b) && directed(o, b, d))
      const fires = into.some((b, i) =>
        into.some((c, j) => j > i && adjacent[b * n + c] === 0 && !ambiguous.has(tripleKey(n, b, a, c))),
      )
      if (fires) want(a, d)
    }
  }
}

/** a — b, a — c, c → d → b, a and d adjacent, b and c not adjacent: a → b. */
const rule4: Rule = (o, want) => {
  const { size: n, adjacent, neighbors, ambiguous } = o
  for (let a = 0; a < n; a++) {
    for (const b of neighbors[a]!) {
      if (!undirected(o, a, b)) continue
      const fires = neighbors[a]!.some(
        (c) =>
          c !== b &&
          adjacent[b * n + c] === 0 &&
          undirected(o, a, c) &&
          !ambiguous.has(tripleKey(n, b, a, c)) &&
          neighbors[a]!.some((d) => directed(o, c, d) && directed(o, d, b)),
      )
      if (fires) want(a, b)
    }
  }
}
