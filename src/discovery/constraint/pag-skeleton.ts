import { orientColliders } from '../../graph/classes/fci-rules.js'
import { halfEdge, isAdjacent, type Marked, markedSkeleton } from '../../graph/classes/marked.js'
import { ARROW, CIRCLE, TAIL } from '../../graph/kinds/marks.js'
import { portableLog } from '../../numeric/special/portable-log.js'
import { firstCombination, nextCombination } from '../core/combinations.js'
import { report } from '../core/report.js'
import { biconnectedComponents } from './biconnected.js'
import type { ConstraintSettings } from './constraint-options.js'
import { possibleDSep, possiblyAnterior } from './possible-d-sep.js'
import type { Queries } from './queries.js'
import type { Skeleton } from './skeleton-state.js'
import { tryToSeparate } from './try-to-separate.js'

/** The skeleton's edges with circles, then what knowledge says, then rule R0 by the separating sets. */
export function startPag(skeleton: Skeleton, { knowledge }: ConstraintSettings): Marked {
  const { size: n, adjacent, separators } = skeleton
  const pairs: number[] = []
  for (let a = 0; a < n; a++) for (let b = a + 1; b < n; b++) if (adjacent[a * n + b] === 1) pairs.push(a, b)
  const g = markedSkeleton(n, pairs, CIRCLE)
  if (knowledge !== null) {
    for (let a = 0; a < n; a++) {
      for (let k = g.start[a]!; k < g.start[a + 1]!; k++) {
        const b = g.node[k]!
        // b does not cause a: an arrow at b. Only what is required has a tail
        if (knowledge.required[b * n + a] === 1) g.mark[k] = TAIL
        else if (knowledge.banned[b * n + a] === 1) g.mark[k] = ARROW
      }
    }
  }
  const mayPointAt = (from: number, to: number): boolean => g.mark[halfEdge(g, from, to)] !== TAIL
  orientColliders(
    g,
    (a, c, b) => separators.has(a, b) && !separators.contains(a, b, c) && mayPointAt(a, c) && mayPointAt(b, c),
  )
  return g
}

/**
 * The second stage of FCI: each pair that is still adjacent is tested given the subsets of Possible-D-SEP of either end,
 * computed once from the marks at the beginning (so that the order of columns does not matter). Only nodes on a path
 * between the two (Colombo et al. 2012, section 4.3) that may be anterior to one of them count, and sets within the
 * neighbourhood were tested before.
 */
export function thinByPossibleDSep(queries: Queries, skeleton: Skeleton, settings: ConstraintSettings): void {
  const { size: n, adjacent } = skeleton
  const g = startPag(skeleton, settings)
  const logAlpha = portableLog(settings.alpha)
  const component = biconnectedComponents(g, g.twin)
  /** Whether a node has an edge in a biconnected component. */
  const between = (z: number, c: number): boolean => {
    for (let k = g.start[z]!; k < g.start[z + 1]!; k++) if (component[k] === c) return true
    return false
  }
  const chosen = new Int32Array(n)
  const given = new Int32Array(n)
  for (let x = 0; x < n; x++) {
    for (let k = g.start[x]!; k < g.start[x + 1]!; k++) {
      const y = g.node[k]!
      if (adjacent[x * n + y] === 0 || settings.fixed?.[x * n + y] === 1) continue
      const allowed = possiblyAnterior(g, x, y, n)
      for (let z = 0; z < n; z++) if (allowed[z] === 1 && !between(z, component[k]!)) allowed[z] = 0
      const others = possibleDSep(g, x, allowed).filter((z) => z !== y)
      const isNew = others.map((z) => !isAdjacent(g, x, z))
      if (!isNew.includes(true)) continue
      search: for (let size = 1; size <= Math.min(settings.maxSize, others.length); size++) {
        firstCombination(chosen, size)
        do {
          let fresh = false
          for (let i = 0; i < size; i++) {
            given[i] = others[chosen[i]!]!
            fresh ||= isNew[chosen[i]!]!
          }
          if (fresh && tryToSeparate(queries, skeleton, logAlpha, x, y, given, size)) break search
        } while (nextCombination(chosen, size, others.length))
      }
    }
    report(settings, { stage: 'possible-d-sep', level: 0, done: x + 1, total: n, tests: skeleton.tests })
  }
}
