import type { IndexedGraph } from '../../graph/core/indexed.js'
import { reachAround } from '../../graph/core/reach.js'
import { flags, positionsOf } from '../../graph/core/sets.js'
import { ARROW, TAIL } from '../../graph/kinds/marks.js'
import { openWalks } from '../../graph/separation/separation.js'
import { without } from '../adjustment/adjustment-problem.js'

/** A question about front doors, with what holds for every set. */
export interface FrontDoorProblem {
  readonly g: IndexedGraph
  readonly x: readonly number[]
  readonly y: readonly number[]
  readonly isX: Uint8Array
  readonly isY: Uint8Array
  /** Children of X. */
  readonly first: readonly number[]
  /** 1 where no back door from X is open: condition (2). */
  readonly unconfounded: Uint8Array
}

export function frontDoorProblem(g: IndexedGraph, x: readonly number[], y: readonly number[]): FrontDoorProblem {
  const none = new Uint8Array(g.size)
  const isX = flags(g.size, x)
  const isY = flags(g.size, y)
  const reached = openWalks(without(g, isX, none.slice().fill(1)), x, none)!
  const unconfounded = reached.map((bits, i) => (bits === 0 && isX[i] === 0 && isY[i] === 0 ? 1 : 0))
  const first: number[] = []
  for (const a of x) {
    for (let k = g.children.start[a]!; k < g.children.start[a + 1]!; k++) first.push(g.children.node[k]!)
  }
  return { g, x, y, isX, isY, first, unconfounded }
}

/**
 * The largest front-door set within `allowed`, or null when there is none that holds `include` (Jeong, Tian & Bareinboim
 * 2022, algorithm FINDFDSET; in linear time as Wienöbst, van der Zander & Liśkiewicz 2024). Conditions (Pearl 2009,
 * definition 3.3.3): (1) the set cuts all directed paths from X to Y, (2) no back door from X to it is open, (3) X blocks
 * all its back doors to Y. O(n + m).
 */
export function largestFrontDoorSet(
  problem: FrontDoorProblem,
  include: readonly number[],
  allowed: Uint8Array,
): Uint8Array | null {
  const { g, y, first, unconfounded } = problem
  const set = allowed.map((a, i) => a & unconfounded[i]!)
  dropOpenBackDoors(problem, set)
  if (include.some((i) => set[i] === 0)) return null
  // (1)
  const past = reachAround(g.children, first, set)
  return y.some((i) => past[i] === 1) ? null : set
}

/**
 * Condition (3): takes out of the set what has an open back door to Y given X. Edges out of members are cut; when one goes
 * its edges are there again, so the walk from Y goes on through them: what it reaches only grows, each edge counts once.
 */
function dropOpenBackDoors({ g, y, isX }: FrontDoorProblem, set: Uint8Array): void {
  const BY_TAIL = 1
  const BY_ARROW = 2
  const { start, node, near, far } = g.incidence
  const seen = new Uint8Array(g.size)
  const stack: number[] = []
  const visit = (i: number, way: number): void => {
    if ((seen[i]! & way) !== 0) return
    seen[i]! |= way
    stack.push(i * 4 + way)
  }
  /** Whether a walk that came to `a` in one of the ways may leave it through an edge with this mark. */
  const mayLeave = (a: number, ways: number, mark: number): boolean =>
    isX[a] === 1
      ? (ways & BY_ARROW) !== 0 && mark === ARROW
      : (ways & BY_TAIL) !== 0 || ((ways & BY_ARROW) !== 0 && mark !== ARROW)
  for (const i of y) visit(i, BY_TAIL)
  while (stack.length > 0) {
    const state = stack.pop()!
    const a = state >> 2
    const way = state & 3
    if (set[a] === 1) {
      // a back door is open: a goes, and with it the cut of its edges into what the walk has met
      set[a] = 0
      for (let k = start[a]!; k < start[a + 1]!; k++) {
        const child = node[k]!
        if (near[k] === TAIL && far[k] === ARROW && mayLeave(child, seen[child]!, ARROW)) visit(a, BY_TAIL)
      }
    }
    for (let k = start[a]!; k < start[a + 1]!; k++) {
      if (!mayLeave(a, way, near[k]!)) continue
      const b = node[k]!
      // out of a member of the set: cut
      if (set[b] === 1 && far[k] === TAIL) continue
      visit(b, far[k] === ARROW ? BY_ARROW : BY_TAIL)
    }
  }
}

/** All minimal front-door sets that hold `include`, one at a time: a search over what to take in, cut where none is left. */
export function* minimalFrontDoorSets(
  g: IndexedGraph,
  x: readonly number[],
  y: readonly number[],
  include: readonly number[],
  allowed: Uint8Array,
): Generator<number[], void, undefined> {
  const problem = frontDoorProblem(g, x, y)
  const kept = flags(g.size, include)
  const stack: { readonly include: readonly number[]; readonly allowed: Uint8Array }[] = [{ include, allowed }]
  while (stack.length > 0) {
    const node = stack.pop()!
    const largest = largestFrontDoorSet(problem, node.include, node.allowed)
    if (largest === null) continue
    const mustHave = flags(g.size, node.include)
    // a front-door set within what must be held: no minimal set is larger than it
    const within = largestFrontDoorSet(problem, include, mustHave)
    if (within !== null) {
      const set = positionsOf(within)
      const isMinimal = set.every((v) => {
        if (kept[v] === 1) return true
        const less = within.slice()
        less[v] = 0
        return largestFrontDoorSet(problem, include, less) === null
      })
      if (set.length === node.include.length && isMinimal) yield set
      continue
    }
    const v = largest.findIndex((flag, i) => flag === 1 && mustHave[i] === 0)
    if (v < 0) continue
    const less = largest.slice()
    less[v] = 0
    stack.push({ include: node.include, allowed: less }, { include: [...node.include, v], allowed: largest })
  }
}

/**
 * One minimal front-door set, or null. Nodes are left out as long as a set remains: in halves first, then in ever smaller
 * pieces, so that a long chain of mediators takes few decisions. What had to stay in a larger set has to in a smaller one.
 */
export function minimalFrontDoorSet(g: IndexedGraph, x: readonly number[], y: readonly number[]): number[] | null {
  const problem = frontDoorProblem(g, x, y)
  const whole = largestFrontDoorSet(
    problem,
    [],
    g.latent.map((hidden) => 1 - hidden),
  )
  if (whole === null) return null
  let set = positionsOf(whole)
  for (let piece = Math.ceil(set.length / 2); piece > 0; piece = piece > 1 ? Math.ceil(piece / 2) : 0) {
    for (let start = 0; start < set.length; ) {
      const less = flags(g.size, [...set.slice(0, start), ...set.slice(start + piece)])
      const found = largestFrontDoorSet(problem, [], less)
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
