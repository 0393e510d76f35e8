import type { IndexedGraph } from '../../graph/core/indexed.js'
import { barredFor, firstSteps, markReached, pathTo, unshieldedWalk } from './unshielded-walk.js'

/** A proper possibly causal path from X to Y that begins with an undirected edge, or null: then every effect is identified. */
export function undirectedStart(
  g: IndexedGraph,
  x: readonly number[],
  y: readonly number[],
  isX: Uint8Array,
): number[] | null {
  for (const a of x) {
    const barred = barredFor(g, a, isX)
    for (const [b, isDirected] of firstSteps(g, a)) {
      if (isDirected || barred[b] === 1) continue
      const walk = unshieldedWalk(g, b, barred)
      const goal = y.find((i) => walk.by[i]! > -2)
      if (goal !== undefined) return [a, ...pathTo(g, walk, b, goal)]
    }
  }
  return null
}

/**
 * The forbidden nodes of a maximally oriented graph in which every proper possibly causal path from X to Y begins with a
 * directed edge: the possible descendants of the nodes on these paths (Perković, Kalisch & Maathuis 2017, definition 4.3).
 */
export function forbiddenInClass(
  g: IndexedGraph,
  x: readonly number[],
  y: readonly number[],
  isX: Uint8Array,
): Uint8Array {
  const causal = new Uint8Array(g.size)
  for (const a of x) {
    const barred = barredFor(g, a, isX)
    const below = new Uint8Array(g.size)
    const above = new Uint8Array(g.size)
    for (const [b, isDirected] of firstSteps(g, a)) {
      if (isDirected && barred[b] === 0) markReached(below, unshieldedWalk(g, b, barred))
    }
    for (const goal of y) if (barred[goal] === 0) markReached(above, unshieldedWalk(g, goal, barred, true))
    for (let i = 0; i < g.size; i++) if (below[i] === 1 && above[i] === 1) causal[i] = 1
  }
  const forbidden = new Uint8Array(g.size)
  const none = new Uint8Array(g.size)
  for (let i = 0; i < g.size; i++) if (causal[i] === 1) markReached(forbidden, unshieldedWalk(g, i, none))
  return forbidden
}
