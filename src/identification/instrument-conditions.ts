import type { IndexedGraph } from '../graph/indexed.js'
import { reach, reachAround } from '../graph/reach.js'
import { openWalks } from '../graph/separation.js'
import { minimalSeparatorSets } from '../graph/separators.js'
import { flags, positionsOf } from '../graph/sets.js'
import { BY_ARROW, type Leaks, walks } from './outcome-leaks.js'

/** The minimal conditions found for one instrument, and whether they are all there are. */
export interface Conditions {
  readonly sets: readonly (readonly number[])[]
  readonly complete: boolean
}

/**
 * All minimal W of allowed nodes that separate z from y and leave z connected with x, smallest first.
 *
 * W holds a minimal separator S. If S leaves z and x connected, W = S. Else some path p from z to x is open given W and
 * not given S: let k be the first collider of p outside An(S) that is not an ancestor of x, y or z either. (A collider
 * before it that is one of those is no hindrance: where S misses its directed path, that path leads back to z, or opens
 * z to x or y given S, which it cannot.) So z reaches k given S, W holds an opener c at or below k, and a separator that
 * is minimal among those with S and c: the search goes on from there.
 *
 * @param effort - the most separators that are tried in vain before the search is given up
 */
export function minimalConditions(
  g: IndexedGraph,
  z: number,
  x: number,
  y: number,
  allowed: Uint8Array,
  leaks: Leaks,
  effort: number,
): Conditions {
  const free = allowed.slice()
  free[z] = 0
  const openable = reach(g.parents, positionsOf(free))
  // no set connects them
  const most = walks(g, z, x, false, new Uint8Array(g.size), openable, leaks)
  if ((most[x]! & ~leaks.past[x]!) === 0) return { sets: [], complete: true }
  const early = reach(g.parents, [x, y, z])
  const isX = flags(g.size, [x])
  const isY = flags(g.size, [y])
  const first: number[][] = []
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
  let spent = 0
  /** Files a set that includes what it must, and lines up what may come of it; false when the effort is spent. */
  const consider = (set: number[], w: Uint8Array, found: number[][]): boolean => {
    const fromZ = openWalks(g, [z], w, isX)
    if (fromZ === null) {
      found.push(set)
      keep(set)
      return true
    }
    if (++spent > effort) return false
    for (const opener of openers(g, z, x, w, fromZ, early, openable, leaks))
      if (free[opener] === 1) queue.push({ before: w, set, opener })
    return true
  }
  const result = (complete: boolean): Conditions => ({
    sets: [...first, ...minimal(later)].sort(bySize),
    complete,
  })
  for (const set of separators(g, z, y, isY, [], free))
    if (!consider(set, flags(g.size, set), first)) return result(false)
  for (const { before, set, opener } of queue) {
    if (!canHold(opener)) continue
    const include = [...set, opener].sort((a, b) => a - b)
    const given = flags(g.size, include)
    if (isCovered(include, given, before)) continue
    const key = include.join()
    if (seen.has(key)) continue
    seen.add(key)
    let any = false
    for (const larger of separators(g, z, y, isY, include, free)) {
      any = true
      const w = flags(g.size, larger)
      if (!isCovered(larger, w, before) && !consider(larger, w, later)) return result(false)
    }
    if (!any && ++spent > effort) return result(false)
  }
  return result(true)
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
