/** Separating sets of pairs, in one growing array: a pair's entry is its size, then its members. */
export interface Separators {
  /** Stores the set of the pair (any order), in place of an earlier one. */
  put(x: number, y: number, given: ArrayLike<number>, size: number): void
  /** The set, or null for a pair that has none. */
  get(x: number, y: number): Int32Array | null
  has(x: number, y: number): boolean
  contains(x: number, y: number, member: number): boolean
}

export function separators(n: number): Separators {
  // position of the entry plus one; 0: none
  const start = new Int32Array(n * n)
  let arena = new Int32Array(1024)
  let used = 0
  const pair = (x: number, y: number): number => (x < y ? x * n + y : y * n + x)
  const get = (x: number, y: number): Int32Array | null => {
    const at = start[pair(x, y)]!
    return at === 0 ? null : arena.subarray(at, at + arena[at - 1]!)
  }
  return {
    put: (x, y, given, size) => {
      if (used + size + 1 > arena.length) {
        const wider = new Int32Array(2 * (arena.length + size))
        wider.set(arena)
        arena = wider
      }
      start[pair(x, y)] = used + 1
      arena[used++] = size
      for (let k = 0; k < size; k++) arena[used++] = given[k]!
    },
    get,
    has: (x, y) => get(x, y) !== null,
    contains: (x, y, member) => get(x, y)?.includes(member) === true,
  }
}
