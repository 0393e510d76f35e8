import type { Queries } from './queries.js'
import type { Separators } from './separators.js'
import type { UntestedLog } from './untested-log.js'

/** A decision close to alpha, in positions. */
export interface NearCase {
  readonly x: number
  readonly y: number
  readonly given: Int32Array
  /** The natural logarithm of its p-value. */
  readonly closeness: number
}

/** A set that separates a pair, and the natural logarithm of its p-value. */
export interface FoundSet {
  readonly given: Int32Array
  readonly logP: number
}

/** What the search for the skeleton found. */
export interface Skeleton {
  readonly size: number
  /** 1 where two columns are adjacent, n × n, symmetric. */
  readonly adjacent: Uint8Array
  /** For each removed pair the set that separated it; none for a pair that knowledge removed. */
  readonly separators: Separators
  /** The size of the set that removed the pair (both ways), else −1. */
  readonly removedAt: Int16Array
  /** For pairs that fell after the levels: the separating sets found, all of the smallest size, by x · n + y with x < y. */
  readonly laterSets: Map<number, readonly FoundSet[]>
  /** 1 where some test of the pair was made (both ways). */
  readonly made: Uint8Array
  /** What could not be tested. */
  readonly untested: UntestedLog
  /** The neighbours of each node as they stood at the beginning of each level. */
  readonly snapshots: readonly (readonly Int32Array[])[]
  /** The decision closest to alpha of each pair that has one, by x · n + y with x < y. */
  readonly near: Map<number, NearCase>
  /** How many tests were made. */
  tests: number
}

/** What a level's search works on: the skeleton so far, and which pairs stay whatever the tests say. */
export interface LevelContext {
  readonly queries: Queries
  readonly skeleton: Skeleton
  readonly fixed: Uint8Array | null
  readonly logAlpha: number
}

/** Looks, for each y adjacent to x, for a separating set of `level` nodes among `neighbors`; removes the pairs that have one. */
export type LevelSearch = (x: number, neighbors: Int32Array, level: number) => void

/** The neighbours of each node, ascending. */
export function neighborLists(n: number, adjacent: Uint8Array): Int32Array[] {
  const lists: Int32Array[] = []
  const room = new Int32Array(n)
  for (let i = 0; i < n; i++) {
    let d = 0
    for (let j = 0, at = i * n; j < n; j++, at++) if (adjacent[at] === 1) room[d++] = j
    lists.push(room.slice(0, d))
  }
  return lists
}

/** Takes the edge x — y away and remembers why. */
export function removePair(skeleton: Skeleton, x: number, y: number, given: ArrayLike<number>, size: number): void {
  const { size: n, adjacent, removedAt } = skeleton
  adjacent[x * n + y] = 0
  adjacent[y * n + x] = 0
  removedAt[x * n + y] = size
  removedAt[y * n + x] = size
  skeleton.separators.put(x, y, given, size)
}

/** Takes a pair away that fell after the levels: all sets found that separate it, the one with the largest p-value first. */
export function removeLater(skeleton: Skeleton, x: number, y: number, found: readonly FoundSet[]): void {
  const least = Math.min(...found.map(({ given }) => given.length))
  const sets = found.filter(({ given }) => given.length === least).sort((a, b) => b.logP - a.logP)
  removePair(skeleton, x, y, sets[0]!.given, least)
  skeleton.laterSets.set(Math.min(x, y) * skeleton.size + Math.max(x, y), sets)
}

/** Keeps a decision near alpha when it is the pair's closest so far; `removes` replaces whatever kept the pair before. */
export function noteNear(
  skeleton: Skeleton,
  decision: {
    readonly x: number
    readonly y: number
    readonly given: ArrayLike<number>
    readonly size: number
    /** The natural logarithm of the p-value. */
    readonly closeness: number
    readonly removes: boolean
  },
): void {
  const { x, y, given, size, closeness, removes } = decision
  const key = x < y ? x * skeleton.size + y : y * skeleton.size + x
  const known = skeleton.near.get(key)
  // sets that differ only in rounding (a column and its twin) are equal: the first stays
  if (!removes && known !== undefined && known.closeness >= closeness - 1e-9) return
  const set = Int32Array.from({ length: size }, (_, k) => given[k]!)
  skeleton.near.set(key, { x: Math.min(x, y), y: Math.max(x, y), given: set, closeness })
}

/** Forgets what had kept a pair that was now removed by a clear decision. */
export function forgetNear(skeleton: Skeleton, x: number, y: number): void {
  skeleton.near.delete(x < y ? x * skeleton.size + y : y * skeleton.size + x)
}
