import { adjacencyFromPairs } from '../core/adjacency.js'
import { ARROW, CIRCLE, type MarkCode, TAIL } from '../kinds/marks.js'
import { isPerfect, maximumCardinality } from './chordal.js'
import { halfEdge, isAdjacent, type Marked } from './marked.js'
import { circlePath, uncoveredEnds } from './uncovered-paths.js'

/**
 * Whether β belongs to the set that separates θ from γ, asked for a discriminating path θ, …, α, β, γ. An algorithm looks
 * into the separating set that it found; with a MAG at hand β is in it unless it is a collider between α and γ.
 */
export type Separates = (theta: number, alpha: number, beta: number, gamma: number) => boolean

/** Rule R0: an arrow at c from both ends of every unshielded triple a, c, b that is a collider. */
export function orientColliders(g: Marked, isCollider: (a: number, c: number, b: number) => boolean): void {
  const { start, node, twin, mark } = g
  for (let c = 0; c + 1 < start.length; c++) {
    for (let i = start[c]!; i < start[c + 1]!; i++) {
      for (let j = i + 1; j < start[c + 1]!; j++) {
        if (isAdjacent(g, node[i]!, node[j]!) || !isCollider(node[i]!, c, node[j]!)) continue
        mark[twin[i]!] = ARROW
        mark[twin[j]!] = ARROW
      }
    }
  }
}

/**
 * Orients, in place, every circle that the marks imply: rules R1 to R10 of Zhang 2008 (Artificial Intelligence 172,
 * sections 3 and 4), sound and complete for the PAG of a MAG after R0. A mark that is not a circle is never changed.
 *
 * @param separates - the answer that rule R4 asks for
 * @param selection - whether R5 to R7 run, which only selection bias calls for
 */
export function orientPag(g: Marked, separates: Separates, selection = true): void {
  const { start, node, twin, mark } = g
  const queue: number[] = []
  for (let k = 0; k < node.length; k++) if (mark[k] !== CIRCLE) queue.push(k)
  /** Sets the mark at the far end of a half-edge, if it is a circle. */
  const set = (k: number, to: MarkCode): boolean => {
    if (mark[k] !== CIRCLE) return false
    mark[k] = to
    queue.push(k)
    return true
  }

  for (;;) {
    for (let k = queue.pop(); k !== undefined; k = queue.pop()) follow(k)
    // the costly rules run when nothing else is left to do, and R5 on all edges before R6 and R7 change any
    if (!discriminate() && !(selection && undirect()) && !addTails()) return
  }

  /** R1, R2, R3, R6, R7 and R8 in every role that the edge of half-edge `k`, whose far mark is new, can have. */
  function follow(k: number): void {
    const a = node[twin[k]!]!
    const b = node[k]!
    if (mark[k] === ARROW) {
      for (let j = start[b]!; j < start[b + 1]!; j++) {
        const c = node[j]!
        if (c === a || mark[twin[j]!] !== CIRCLE) continue
        // R1: a *→ b o-* c, a and c not adjacent: b → c
        if (!isAdjacent(g, a, c)) {
          set(twin[j]!, TAIL)
          set(j, ARROW)
        } else if (isKite(a, b, c)) set(twin[j]!, ARROW)
      }
    }
    around(a, b, k)
    around(b, a, twin[k]!)
  }

  /** R3: a *→ b ←* d, a *-o c o-* d, a and d not adjacent, c *-o b: c *→ b. */
  function isKite(a: number, b: number, c: number): boolean {
    if (mark[halfEdge(g, a, c)] !== CIRCLE) return false
    for (let j = start[b]!; j < start[b + 1]!; j++) {
      const d = node[j]!
      if (d === a || d === c || mark[twin[j]!] !== ARROW || isAdjacent(g, a, d)) continue
      const dc = halfEdge(g, d, c)
      if (dc >= 0 && mark[dc] === CIRCLE) return true
    }
    return false
  }

  /** The rules about three nodes a, b, c, with the edge a, b (half-edge `ab`) as the first edge or the second. */
  function around(a: number, b: number, ab: number): void {
    const atA = mark[twin[ab]!]!
    const atB = mark[ab]!
    for (let bc = start[b]!; bc < start[b + 1]!; bc++) {
      const c = node[bc]!
      if (c === a) continue
      const ac = halfEdge(g, a, c)
      if (mark[twin[bc]!] === CIRCLE && atA === TAIL) {
        // R6: a — b o-* c. R7: a -o b o-* c, a and c not adjacent. Both: b -* c
        if (atB === TAIL || (atB === CIRCLE && ac < 0)) set(twin[bc]!, TAIL)
      }
      if (ac < 0) continue
      triple(ab, bc, ac)
      triple(twin[bc]!, twin[ab]!, twin[ac]!)
    }
  }

  /** R2 and R8 on α, β, γ with half-edges α to β, β to γ, α to γ. */
  function triple(first: number, second: number, direct: number): void {
    if (mark[second] !== ARROW) return
    const tailAtAlpha = mark[twin[first]!] === TAIL
    const tailAtBeta = mark[twin[second]!] === TAIL
    // R2: α → β *→ γ or α *→ β → γ, and α *-o γ: α *→ γ
    if (mark[first] === ARROW && (tailAtAlpha || tailAtBeta)) set(direct, ARROW)
    // R8: α → β → γ or α -o β → γ, and α o→ γ: α → γ
    if (tailAtAlpha && tailAtBeta && mark[first] !== TAIL && mark[direct] === ARROW) set(twin[direct]!, TAIL)
  }

  /** R4: β o-* γ at the end of a discriminating path becomes β → γ, or a collider: α ↔ β ↔ γ. */
  function discriminate(): boolean {
    let changed = false
    for (let bg = 0; bg < node.length; bg++) {
      if (mark[twin[bg]!] !== CIRCLE) continue
      const beta = node[twin[bg]!]!
      const gamma = node[bg]!
      const path = discriminatingPath(g, beta, gamma)
      if (path === null) continue
      if (separates(path.theta, path.alpha, beta, gamma)) set(twin[bg]!, TAIL)
      else {
        set(twin[bg]!, ARROW)
        set(halfEdge(g, path.alpha, beta), ARROW)
      }
      set(bg, ARROW)
      changed = true
    }
    return changed
  }

  /** R5: α o-o β on an uncovered circle path that closes a cycle without short chords: all its edges are undirected. */
  function undirect(): boolean {
    const circles: number[] = []
    for (let k = 0; k < node.length; k++) {
      const a = node[twin[k]!]!
      if (a < node[k]! && mark[k] === CIRCLE && mark[twin[k]!] === CIRCLE) circles.push(a, node[k]!)
    }
    // in a chordal graph every cycle of four or more has a short chord
    const lists = adjacencyFromPairs(start.length - 1, circles)
    if (isPerfect(lists, maximumCardinality(lists))) return false
    let changed = false
    for (let e = 0; e < circles.length; e += 2) {
      const path = circlePath(g, circles[e]!, circles[e + 1]!)
      if (path === null) continue
      for (let i = 0; i < path.length; i++) {
        const k = halfEdge(g, path[i]!, path[(i + 1) % path.length]!)
        set(k, TAIL)
        set(twin[k]!, TAIL)
      }
      changed = true
    }
    return changed
  }

  /** R9 and R10: α o→ γ becomes α → γ. */
  function addTails(): boolean {
    let changed = false
    for (let k = 0; k < node.length; k++) {
      if (mark[k] !== ARROW || mark[twin[k]!] !== CIRCLE) continue
      if (hasUncoveredRoute(node[twin[k]!]!, node[k]!)) changed = set(twin[k]!, TAIL) || changed
    }
    return changed
  }

  function hasUncoveredRoute(alpha: number, gamma: number): boolean {
    /** The first nodes of the paths, and the parents of γ where they end. */
    const routes: { first: number; ends: number[] }[] = []
    for (let k = start[alpha]!; k < start[alpha + 1]!; k++) {
      const first = node[k]!
      if (first === gamma || mark[twin[k]!] === ARROW || mark[k] === TAIL) continue
      const ends = uncoveredEnds(g, alpha, first, gamma)
      // R9: an uncovered potentially directed path α, β, θ, …, γ with β and γ not adjacent
      if (ends.includes(gamma) && !isAdjacent(g, first, gamma)) return true
      const parents = ends.filter((b) => {
        const bg = halfEdge(g, b, gamma)
        return bg >= 0 && mark[bg] === ARROW && mark[twin[bg]!] === TAIL
      })
      if (parents.length > 0) routes.push({ first, ends: parents })
    }
    // R10: β → γ ← θ, uncovered potentially directed paths from α to β and to θ whose first nodes are not adjacent
    return routes.some((p, i) =>
      routes
        .slice(i + 1)
        .some(
          (q) =>
            !isAdjacent(g, p.first, q.first) && (p.ends.length > 1 || q.ends.length > 1 || p.ends[0] !== q.ends[0]),
        ),
    )
  }
}

/** A shortest discriminating path θ, …, α, β, γ: all between θ and β are colliders on it and parents of γ, θ is not adjacent to γ. */
function discriminatingPath(g: Marked, beta: number, gamma: number): { theta: number; alpha: number } | null {
  const { start, node, twin, mark } = g
  const isParent = (v: number): boolean => {
    const k = halfEdge(g, v, gamma)
    return k >= 0 && mark[k] === ARROW && mark[twin[k]!] === TAIL
  }
  const queue: { at: number; alpha: number }[] = []
  const seen = new Set([beta, gamma])
  const visit = (k: number, alpha: number): void => {
    // half-edge k ends at a collider that is a parent of γ
    if (mark[k] !== ARROW || seen.has(node[k]!) || !isParent(node[k]!)) return
    seen.add(node[k]!)
    queue.push({ at: node[k]!, alpha: alpha < 0 ? node[k]! : alpha })
  }
  for (let k = start[beta]!; k < start[beta + 1]!; k++) visit(k, -1)
  for (let head = 0; head < queue.length; head++) {
    const { at, alpha } = queue[head]!
    for (let k = start[at]!; k < start[at + 1]!; k++) {
      if (mark[twin[k]!] !== ARROW || node[k] === beta || node[k] === gamma) continue
      if (!isAdjacent(g, node[k]!, gamma)) return { theta: node[k]!, alpha }
      visit(k, alpha)
    }
  }
  return null
}
