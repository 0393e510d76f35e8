import type { UntestedResult } from '../../independence/core/types.js'

/** A query that could not be tested, in positions, with the reason. */
export interface UntestedCase {
  readonly x: number
  readonly y: number
  readonly given: Int32Array
  readonly result: UntestedResult
}

/** A column that others determine, in positions. */
export interface Determination {
  readonly column: number
  readonly by: readonly number[]
}

/** What a search could not test. */
export interface UntestedLog {
  /** Notes a query: of one pair only sets that hold no noted one, and at most eight. */
  readonly note: (x: number, y: number, given: ArrayLike<number>, size: number) => void
  readonly cases: () => readonly UntestedCase[]
  /** What was found to determine what, each once. */
  readonly determinations: () => readonly Determination[]
  /** Whether a set holds a column or determines it (Geiger, Verma & Pearl 1990): given the set, the column is fixed too. */
  readonly fixes: (given: Int32Array, column: number) => boolean
}

/** Enough to see why a pair stays; a pair that many sets determine would have thousands. */
const MOST_OF_A_PAIR = 8

export function untestedLog(
  n: number,
  index: ReadonlyMap<string, number>,
  explain: (x: number, y: number, given: Int32Array) => UntestedResult | null,
): UntestedLog {
  const byPair = new Map<number, UntestedCase[]>()
  const determined = new Map<string, Determination>()
  const learn = ({ witness }: UntestedResult): void => {
    for (const { column, by } of witness?.determined ?? []) {
      const at = index.get(column)
      const from = by.map((name) => index.get(name))
      if (at === undefined || from.includes(undefined)) continue
      const set = (from as number[]).sort((a, b) => a - b)
      determined.set(`${at}:${set.join()}`, { column: at, by: set })
    }
  }
  return {
    note: (x, y, given, size) => {
      const pair = Math.min(x, y) * n + Math.max(x, y)
      const list = byPair.get(pair) ?? []
      const set = Int32Array.from({ length: size }, (_, k) => given[k]!)
      if (list.length >= MOST_OF_A_PAIR || list.some((known) => known.given.every((z) => set.includes(z)))) return
      const result = explain(x, y, set)
      if (result === null) return
      learn(result)
      list.push({ x: Math.min(x, y), y: Math.max(x, y), given: set, result })
      byPair.set(pair, list)
    },
    cases: () => [...byPair.values()].flat(),
    determinations: () => [...determined.values()],
    fixes: (given, column) => {
      if (given.includes(column)) return true
      for (const one of determined.values()) {
        if (one.column === column && one.by.every((z) => given.includes(z))) return true
      }
      return false
    },
  }
}
