import type { WindowGraph } from './window-graph.js'

/**
 * The sets that separated pairs, each pair moved so that its later node is at t. Every set is weakly minimal: known ancestors of the pair, and
 * beside them no member too many; so its members are ancestors of one of the two (Gerhardus & Runge 2020, supplement).
 */
export interface LaggedSeparators {
  readonly set: (a: number, b: number, sets: readonly Int32Array[]) => void
  /** The sets of a pair whose later node is at t; undefined where it was not separated. */
  readonly of: (a: number, b: number) => readonly Int32Array[] | undefined
  /** The members of more than half of the sets of a pair whose later node is at t: what is taken to be an ancestor of one of the two. */
  readonly helpers: (a: number, b: number) => Iterable<number>
  /** How many of the sets of (a, b) hold the node `c`, and how many there are. */
  readonly holds: (a: number, b: number, c: number) => { readonly held: number; readonly all: number }
}

export function laggedSeparators({ size, key }: WindowGraph): LaggedSeparators {
  const found = new Map<number, readonly Int32Array[]>()
  const helping = new Map<number, readonly number[]>()
  const none = { held: 0, all: 0 }
  return {
    set: (a, b, sets) => {
      found.set(key(a, b), sets)
      found.set(key(b, a), sets)
      const votes = new Map<number, number>()
      for (const set of sets) for (const z of set) votes.set(z, (votes.get(z) ?? 0) + 1)
      const members = [...votes].filter(([, held]) => 2 * held > sets.length).map(([z]) => z)
      helping.set(key(a, b), members)
      helping.set(key(b, a), members)
    },
    of: (a, b) => found.get(key(a, b)),
    helpers: (a, b) => helping.get(key(a, b)) ?? [],
    holds: (a, b, c) => {
      const sets = found.get(key(a, b))
      if (sets === undefined) return none
      const moved = c - Math.min(Math.floor(a / size), Math.floor(b / size)) * size
      return { held: sets.filter((set) => set.includes(moved)).length, all: sets.length }
    },
  }
}

/** Whether `c` is known to be an ancestor of `a` or of `b`, since it helps to separate them. */
export function helpsToSeparate(separators: LaggedSeparators, a: number, b: number, c: number): boolean {
  const { held, all } = separators.holds(a, b, c)
  return 2 * held > all
}
