import type { IndexedGraph } from '../../graph/core/indexed.js'
import { reach, reachAround } from '../../graph/core/reach.js'
import { flags, positionsOf } from '../../graph/core/sets.js'
import { openWalks } from '../../graph/separation/separation.js'
import { minimalSeparatorSets, nearestSeparator } from '../../graph/separation/separators.js'
import { BY_ARROW, type Leaks, walks } from '../adjustment/outcome-leaks.js'

/** The minimal separator of z and y nearest to y if it leaves z connected with x: if any ancestors of z and y do, it does. */
export function nearestCondition(
  g: IndexedGraph,
  z: number,
  x: number,
  y: number,
  allowed: Uint8Array,
): number[] | null {
  const free = allowed.slice()
  free[z] = 0
  const set = nearestSeparator(g, { x: [y], y: [z], include: [], allowed: free })
  return set !== null && openWalks(g, [z], flags(g.size, set), flags(g.size, [x])) === null ? set : null
}

/**
 * All minimal W of allowed nodes that separate z from y and leave z connected with x, as they are found; `null` stands for
 * a failed separator, so that the others get their turn.
 *
 * W holds a minimal separator S. If S leaves z and x connected, W = S. Else some path p from z to x is open given W and
 * not given S: let k be the first collider of p outside An(S) that is not an ancestor of x, y or z either. (A collider
 * before it that is one of those is no hindrance: where S misses its directed path, that path leads back to z, or opens
 * z to x or y given S, which it cannot.) So z reaches k given S, W holds an opener c at or below k, and a separator that
 * is minimal among those with S and c: the search goes on from there. What comes of it can hold what comes later, so those
 * sets wait for the end. There is no bound on failed tries: whether z is an instrument given any W is NP-hard.
 */
export function* minimalConditions(
  g: IndexedGraph,
  z: number,
  x: number,
  y: number,
  allowed: Uint8Array,
  leaks: Leaks,
): Generator<number[] | null, void, undefined> {
  const free = allowed.slice()
  free[z] = 0
  const openable = reach(g.parents, positionsOf(free))
  // no set connects them
  const most = walks(g, z, x, false, new Uint8Array(g.size), openable, leaks)
  if ((most[x]! & ~leaks.past[x]!) === 0) return
  const early = reach(g.parents, [x, y, z])
  const isX = flags(g.size, [x])
  const isY = flags(g.size, [y])
  const later: number[][] = []
  // the sets found, by their nodes: a set that is new only by some nodes holds none of them but through those nodes
  const holding = new Map<number, number[][]>()
  const keep = (set: number[]): void => {
    for (const i of set) {
      const list = holding.get(i)
      if (list === undefined) holding.set(i, [set])
      else list.push(set)
    }
  }
  const isCovered = (set: readonly number[], w: Uint8Array, before: Uint8Array): boolean =>
    set.some((i) => before[i] === 0 && holding.get(i)?.some((other) => isWithin(other, w)) === true)
  // whether any separator holds a node: then all it can hold above z, y and the node is one
  const held = new Int8Array(g.size).fill(-1)
  const canHold = (c: number): boolean => {
    if (held[c] === -1) {
      const above = reach(g.parents, [z, y, c])
      for (let i = 0; i < g.size; i++) above[i]! &= free[i]!
      held[c] = openWalks(g, [z], above, isY) === null ? 0 : 1
    }
    return held[c] === 1
  }
  const seen = new Set<string>()
  const queue: { readonly before: Uint8Array; readonly set: readonly number[]; readonly opener: number }[] = []
  /** Whether a separator leaves z and x connected; if not, lines up what may come of it. */
  const connects = (set: number[], w: Uint8Array): boolean => {
    const fromZ = openWalks(g, [z], w, isX)
    if (fromZ === null) {
      keep(set)
      return true
    }
    for (const opener of openers(g, z, x, w, fromZ, early, openable, leaks))
      if (free[opener] === 1) queue.push({ before: w, set, opener })
    return false
  }
  for (const set of separators(g, z, y, isY, [], free)) yield connects(set, flags(g.size, set)) ? set : null
  for (const { before, set, opener } of queue) {
    if (!canHold(opener)) continue
    const include = [...set, opener].sort((a, b) => a - b)
    const given = flags(g.size, include)
    if (isCovered(include, given, before)) continue
    const key = include.join()
    if (seen.has(key)) continue
    seen.add(key)
    for (const larger of separators(g, z, y, isY, include, free)) {
      const w = flags(g.size, larger)
      if (!isCovered(larger, w, before) && connects(larger, w)) later.push(larger)
      yield null
    }
    yield null
  }
  yield* minimal(later).sort(bySize)
}

/** The separators that are minimal among those with the nodes to include: often these are one themselves. */
function separators(
  g: IndexedGraph,
  z: number,
  y: number,
  isY: Uint8Array,
  include: number[],
  free: Uint8Array,
): Iterable<number[]> {
  if (openWalks(g, [z], flags(g.size, include), isY) !== null) return [include]
  return minimalSeparatorSets(g, { x: [z], y: [y], include, allowed: free })
}

/** What may open the next collider of a path to x, at or below one that z reaches: see `minimalConditions`. */
function openers(
  g: IndexedGraph,
  z: number,
  x: number,
  given: Uint8Array,
  fromZ: Uint8Array,
  early: Uint8Array,
  openable: Uint8Array,
  leaks: Leaks,
): number[] {
  const opened = reach(g.parents, positionsOf(given))
  const closed: number[] = []
  for (let v = 0; v < g.size; v++)
    if ((fromZ[v]! & BY_ARROW) !== 0 && (early[v]! | opened[v]!) === 0 && openable[v] === 1) closed.push(v)
  if (closed.length === 0) return closed
  const fromX = walks(g, x, z, true, given, openable, leaks)
  const colliders = closed.filter((v) => (fromX[v]! & BY_ARROW) !== 0)
  return positionsOf(reachAround(g.children, colliders, leaks.opened))
}

function isWithin(set: readonly number[], w: Uint8Array): boolean {
  for (let k = 0; k < set.length; k++) if (w[set[k]!] === 0) return false
  return true
}

/** The sets that hold no other. */
function minimal(sets: readonly number[][]): number[][] {
  return sets.filter((w) => !sets.some((v) => v.length < w.length && v.every((i) => w.includes(i))))
}

function bySize(a: readonly number[], b: readonly number[]): number {
  if (a.length !== b.length) return a.length - b.length
  for (const [k, i] of a.entries()) if (i !== b[k]) return i - b[k]!
  return 0
}
