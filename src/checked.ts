/**
 * The values of one kind that are known to be right: those that this library made, and frozen ones that its checker has
 * seen. A value that may still be changed is checked at each call.
 */
export interface Known<V extends object> {
  /** Whether the value needs no check. */
  has(value: V): boolean
  /** The value, remembered as one that this library made. */
  made<W extends V>(value: W): W
  /** Remembers a value that was checked, if it and all its records and lists are frozen. */
  checked(value: V): void
}

/** A memory for values of one kind. It keeps none of them alive. */
export function knownValues<V extends object>(): Known<V> {
  const known = new WeakSet<V>()
  return {
    has: (value) => known.has(value),
    made(value) {
      known.add(value)
      return value
    },
    checked(value) {
      if (isFrozenThroughout(value)) known.add(value)
    },
  }
}

/** Whether a value and all records and lists in it are frozen; typed arrays cannot be, and count as their maker's word. */
export function isFrozenThroughout(value: unknown): boolean {
  const seen = new Set<unknown>()
  const stack: unknown[] = [value]
  while (stack.length > 0) {
    const part = stack.pop()
    if (typeof part !== 'object' || part === null || ArrayBuffer.isView(part) || seen.has(part)) continue
    if (!Object.isFrozen(part)) return false
    seen.add(part)
    for (const inner of Object.values(part)) stack.push(inner)
  }
  return true
}
