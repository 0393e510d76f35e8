/** What was computed and may be needed again, least recently used first to go, within a stated memory. */
export interface Store {
  /** The value under a key, made when it is not there; `bytes` says what it weighs. */
  readonly get: <V>(key: string, make: () => V, bytes: (value: V) => number) => V
}

/** A store of at most `limit` bytes; a value that is larger than half of it is made anew each time. */
export function makeStore(limit: number): Store {
  const kept = new Map<string, { readonly value: unknown; readonly bytes: number }>()
  let used = 0
  return {
    get: <V>(key: string, make: () => V, bytes: (value: V) => number): V => {
      const known = kept.get(key)
      if (known !== undefined) {
        kept.delete(key)
        kept.set(key, known)
        return known.value as V
      }
      const value = make()
      const weight = bytes(value)
      if (weight > limit / 2) return value
      for (const [oldest, entry] of kept) {
        if (used + weight <= limit) break
        kept.delete(oldest)
        used -= entry.bytes
      }
      kept.set(key, { value, bytes: weight })
      used += weight
      return value
    },
  }
}
