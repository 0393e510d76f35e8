import { orientColliders } from '../../graph/classes/fci-rules/collider-rule.js'
import { halfEdge, isAdjacent, type Marked, markedSkeleton } from '../../graph/classes/marked.js'
import { tripleKey } from '../../graph/core/unshielded.js'
import { ARROW, CIRCLE, TAIL } from '../../graph/kinds/marks.js'
import { report } from '../core/report.js'
import { biconnectedComponents } from './biconnected.js'
import { AMBIGUOUS, COLLIDER } from './collider-judges.js'
import type { JudgedTriple } from './colliders.js'
import type { ConstraintSettings } from './constraint-options.js'
import { possibleDSep, possiblyAnterior } from './possible-d-sep.js'
import { type FoundSet, forgetNear, type LevelContext, removeLater, type Skeleton } from './skeleton-state.js'
import { someSubset } from './some-subset.js'
import { ask } from './try-to-separate.js'

/** A skeleton on its way to a PAG. */
export interface PagStart {
  readonly marks: Marked
  /** Triples of which it is not known whether they are colliders, by `tripleKey`. */
  readonly ambiguous: ReadonlySet<number>
}

/** The skeleton's edges with circles, then what knowledge says, then rule R0 as the triples were judged. */
export function startPag(
  { size: n, adjacent }: Skeleton,
  { knowledge }: ConstraintSettings,
  triples: readonly JudgedTriple[],
): PagStart {
  const pairs: number[] = []
  for (let a = 0; a < n; a++) for (let b = a + 1; b < n; b++) if (adjacent[a * n + b] === 1) pairs.push(a, b)
  const marks = markedSkeleton(n, pairs, CIRCLE)
  if (knowledge !== null) {
    for (let a = 0; a < n; a++) {
      for (let k = marks.start[a]!; k < marks.start[a + 1]!; k++) {
        const b = marks.node[k]!
        // b does not cause a: an arrow at b. Only what is required has a tail
        if (knowledge.required[b * n + a] === 1) marks.mark[k] = TAIL
        else if (knowledge.banned[b * n + a] === 1) marks.mark[k] = ARROW
      }
    }
  }
  const decided = (decision: number): Set<number> =>
    new Set(triples.filter((t) => t.decision === decision).map(({ x, middle, y }) => tripleKey(n, x, middle, y)))
  const colliders = decided(COLLIDER)
  const mayPointAt = (from: number, to: number): boolean => marks.mark[halfEdge(marks, from, to)] !== TAIL
  orientColliders(marks, (a, c, b) => colliders.has(tripleKey(n, a, c, b)) && mayPointAt(a, c) && mayPointAt(b, c))
  return { marks, ambiguous: decided(AMBIGUOUS) }
}

/**
 * The second stage of FCI: each pair that is still adjacent is tested given the subsets of Possible-D-SEP of either end,
 * computed once from the marks at the beginning. Only nodes on a path between the two (Colombo et al. 2012, section 4.3)
 * that may be anterior to one of them count, and sets within the neighbourhood were tested before. All separating sets of
 * the smallest size are kept, so that the order of columns does not matter. True when some pair fell.
 */
export function thinByPossibleDSep(
  context: LevelContext,
  settings: ConstraintSettings,
  { marks: g, ambiguous }: PagStart,
): boolean {
  const { skeleton } = context
  const { size: n } = skeleton
  const component = biconnectedComponents(g, g.twin)
  /** Whether a node has an edge in a biconnected component. */
  const between = (z: number, c: number): boolean => {
    for (let k = g.start[z]!; k < g.start[z + 1]!; k++) if (component[k] === c) return true
    return false
  }
  /** What may separate the ends of half-edge `k` beside its owner. */
  const candidates = (x: number, k: number): Int32Array => {
    const allowed = possiblyAnterior(g, x, g.node[k]!, n)
    for (let z = 0; z < n; z++) if (allowed[z] === 1 && !between(z, component[k]!)) allowed[z] = 0
    const others = possibleDSep(g, x, allowed, ambiguous).filter((z) => z !== g.node[k])
    return others.some((z) => !isAdjacent(g, x, z)) ? Int32Array.from(others) : new Int32Array(0)
  }
  let any = false
  for (let x = 0; x < n; x++) {
    for (let k = g.start[x]!; k < g.start[x + 1]!; k++) {
      const y = g.node[k]!
      if (y < x || settings.fixed?.[x * n + y] === 1) continue
      const sides = [
        { end: x, nodes: candidates(x, k) },
        { end: y, nodes: candidates(y, g.twin[k]!) },
      ]
      const found: FoundSet[] = []
      const most = Math.min(settings.maxSize, Math.max(...sides.map(({ nodes }) => nodes.length)))
      for (let size = 1; size <= most && found.length === 0; size++) {
        for (const { end, nodes } of sides) {
          someSubset(nodes, size, (given) => {
            // a set within the neighbourhood is not new
            if (given.every((z) => isAdjacent(g, end, z))) return false
            const logP = ask(context, x, y, given, size)
            if (logP !== undefined && logP > context.logAlpha) found.push({ given: given.slice(), logP })
            return false
          })
        }
      }
      if (found.length === 0) continue
      any = true
      removeLater(skeleton, x, y, found)
      forgetNear(skeleton, x, y)
    }
    report(settings, { stage: 'possible-d-sep', level: 0, done: x + 1, total: n, tests: skeleton.tests })
  }
  return any
}
