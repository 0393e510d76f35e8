import type { IndexedGraph } from '../graph/indexed.js'
import { reachAround } from '../graph/reach.js'
import { openWalks } from '../graph/separation.js'
import { flags, positionsOf } from '../graph/sets.js'
import { without } from './adjustment-problem.js'

/**
 * The largest front-door set within `allowed`, or null when there is none that holds `include` (Jeong, Tian & Bareinboim
 * 2022, algorithm FINDFDSET; Wienöbst, van der Zander & Liśkiewicz 2022). Conditions (Pearl 2009, definition 3.3.3): (1)
 * the set cuts all directed paths from X to Y, (2) no back door from X to it is open, (3) X blocks all its back doors to Y.
 */
export function largestFrontDoorSet(
  g: IndexedGraph,
  x: readonly number[],
  y: readonly number[],
  include: readonly number[],
  allowed: Uint8Array,
): Uint8Array | null {
  const none = new Uint8Array(g.size)
  const all = none.map(() => 1)
  const isX = flags(g.size, x)
  // (2): what a back door from X reaches goes
  const reached = openWalks(without(g, isX, all), x, none)!
  const set = allowed.map((a, i) => (a === 1 && reached[i] === 0 ? 1 : 0))
  for (const i of [...x, ...y]) set[i] = 0
  // (3): what still has a back door to Y goes; every set within has at least these paths, so nothing goes wrongly
  for (let changed = true; changed; ) {
    changed = false
    const open = openWalks(without(g, set, all), y, isX)!
    for (let i = 0; i < g.size; i++) {
      if (set[i] === 0 || open[i] === 0) continue
      set[i] = 0
      changed = true
    }
  }
  if (include.some((i) => set[i] === 0)) return null
  // (1)
  const first: number[] = []
  for (const a of x) {
    for (let k = g.children.start[a]!; k < g.children.start[a + 1]!; k++) first.push(g.children.node[k]!)
  }
  const past = reachAround(
    g.children,
    first.filter((i) => set[i] === 0),
    set,
  )
  return y.some((i) => past[i] === 1) ? null : set
}

/** All minimal front-door sets that hold `include`, one at a time: a search over what to leave out, cut where none is left. */
export function* minimalFrontDoorSets(
  g: IndexedGraph,
  x: readonly number[],
  y: readonly number[],
  include: readonly number[],
  allowed: Uint8Array,
): Generator<number[], void, undefined> {
  const kept = flags(g.size, include)
  const stack: { readonly include: readonly number[]; readonly allowed: Uint8Array }[] = [{ include, allowed }]
  while (stack.length > 0) {
    const node = stack.pop()!
    const largest = largestFrontDoorSet(g, x, y, node.include, node.allowed)
    if (largest === null) continue
    const mustHave = flags(g.size, node.include)
    // a front-door set within what must be held: no minimal set is larger than it
    const within = largestFrontDoorSet(g, x, y, include, mustHave)
    if (within !== null) {
      const set = positionsOf(within)
      const isMinimal = set.every((v) => {
        if (kept[v] === 1) return true
        const less = within.slice()
        less[v] = 0
        return largestFrontDoorSet(g, x, y, include, less) === null
      })
      if (set.length === node.include.length && isMinimal) yield set
      continue
    }
    const v = positionsOf(largest).find((i) => mustHave[i] === 0)
    if (v === undefined) continue
    const less = largest.slice()
    less[v] = 0
    stack.push({ include: [...node.include, v], allowed: largest }, { include: node.include, allowed: less })
  }
}

/**
 * One minimal front-door set, or null. Nodes are left out as long as a set remains: in halves first, then in ever smaller
 * pieces, so that a long chain of mediators takes few decisions. What had to stay in a larger set has to in a smaller one.
 */
export function minimalFrontDoorSet(g: IndexedGraph, x: readonly number[], y: readonly number[]): number[] | null {
  const whole = largestFrontDoorSet(
    g,
    x,
    y,
    [],
    g.latent.map((hidden) => 1 - hidden),
  )
  if (whole === null) return null
  let set = positionsOf(whole)
  for (let piece = Math.ceil(set.length / 2); piece > 0; piece = piece > 1 ? Math.ceil(piece / 2) : 0) {
    for (let start = 0; start < set.length; ) {
      const less = flags(g.size, [...set.slice(0, start), ...set.slice(start + piece)])
      const found = largestFrontDoorSet(g, x, y, [], less)
      if (found === null) {
        start += piece
        continue
      }
      const bound = set[start]!
      set = positionsOf(found)
      start = set.filter((i) => i < bound).length
    }
  }
  return set
}
