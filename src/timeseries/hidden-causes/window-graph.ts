import { ARROW, CIRCLE, type MarkCode, TAIL } from '../../graph/kinds/marks.js'

/** No edge: what stands where a mark would. */
export const NONE = 3 as const

/** A mark at an end, or that there is no edge. */
export type EndCode = MarkCode | typeof NONE

/**
 * A graph over the steps t − maxLag … t that repeats over time, on its way to a PAG. Node `lag * size + variable` is the
 * variable so many steps before t. What is known of a pair is known of every pair that is as far apart (homology).
 *
 * Middle marks (Gerhardus & Runge 2020, section 3.3) are kept as what they assert. `searched(a, b)`: the two are adjacent, or b is no
 * ancestor of a (L and R, for the one end and the other; ! for both). `isAdjacent(a, b)`: no set separates them (empty).
 */
export interface WindowGraph {
  /** How many variables. */
  readonly size: number
  readonly maxLag: number
  /** How many nodes the window has. */
  readonly nodeCount: number
  /** The mark at `b` of the edge between `a` and `b`. */
  readonly end: (a: number, b: number) => EndCode
  readonly setEnd: (a: number, b: number, mark: MarkCode) => void
  readonly remove: (a: number, b: number) => void
  readonly searched: (a: number, b: number) => boolean
  readonly setSearched: (a: number, b: number) => void
  readonly isAdjacent: (a: number, b: number) => boolean
  readonly setAdjacent: (a: number, b: number) => void
  /** The same number for all pairs as far apart; another one for (b, a). */
  readonly key: (a: number, b: number) => number
}

/**
 * The complete graph: X[t − lag] o-L-> Y[t], X[t] o-?-o Y[t] (algorithm 1, line 1). Nothing causes what was before it, so
 * that of a lagged pair the later is no ancestor of the earlier.
 */
export function completeWindow(size: number, maxLag: number): WindowGraph {
  const span = 2 * maxLag + 1
  const marks = new Uint8Array(size * size * span)
  const searched = new Uint8Array(marks.length)
  const confirmed = new Uint8Array(marks.length)
  const key = (a: number, b: number): number =>
    ((a % size) * size + (b % size)) * span + Math.floor(a / size) - Math.floor(b / size) + maxLag
  for (let x = 0; x < size; x++) {
    for (let y = 0; y < size; y++) {
      for (let apart = -maxLag; apart <= maxLag; apart++) {
        // x is `apart` steps before y
        const k = (x * size + y) * span + apart + maxLag
        marks[k] = apart > 0 ? ARROW : apart === 0 && x === y ? NONE : CIRCLE
        searched[k] = apart > 0 ? 1 : 0
      }
    }
  }
  return {
    size,
    maxLag,
    nodeCount: size * (maxLag + 1),
    end: (a, b) => marks[key(a, b)] as EndCode,
    setEnd: (a, b, mark) => {
      marks[key(a, b)] = mark
    },
    remove: (a, b) => {
      marks[key(a, b)] = NONE
      marks[key(b, a)] = NONE
    },
    searched: (a, b) => searched[key(a, b)] === 1,
    setSearched: (a, b) => {
      searched[key(a, b)] = 1
    },
    isAdjacent: (a, b) => confirmed[key(a, b)] === 1,
    setAdjacent: (a, b) => {
      confirmed[key(a, b)] = 1
      confirmed[key(b, a)] = 1
    },
    key,
  }
}

/** Whether a → b: a is known to be an ancestor of b (and a parent, once the pair is known to be adjacent). */
export function causes(g: WindowGraph, a: number, b: number): boolean {
  return g.end(b, a) === TAIL && g.end(a, b) === ARROW
}

/** Visits each pair of variables and lag once, as (earlier, later at t); of two at t the one that comes first in order is first. */
export function eachPair({ size, maxLag }: WindowGraph, visit: (a: number, b: number) => void): void {
  for (let lag = 0; lag <= maxLag; lag++) {
    for (let x = 0; x < size; x++) {
      for (let y = lag === 0 ? x + 1 : 0; y < size; y++) visit(lag * size + x, y)
    }
  }
}

/** Visits them in both orders. */
export function eachOrderedPair(g: WindowGraph, visit: (a: number, b: number) => void): void {
  eachPair(g, (a, b) => {
    visit(a, b)
    visit(b, a)
  })
}
