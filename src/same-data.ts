/** Whether two values are the same plain data: the same keys in any order, the same items, the same primitives. */
export function sameData(expected: unknown, actual: unknown): boolean {
  // the walk follows `expected`, which is a finite tree; `actual` may be anything
  const stack: [unknown, unknown][] = [[expected, actual]]
  for (;;) {
    const pair = stack.pop()
    if (pair === undefined) return true
    const [a, b] = pair
    if (Object.is(a, b)) continue
    if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
    if (Array.isArray(a) !== Array.isArray(b)) return false
    const keys = Object.keys(a)
    if (Object.keys(b).length !== keys.length) return false
    for (const key of keys) {
      if (!Object.hasOwn(b, key)) return false
      stack.push([(a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]])
    }
  }
}
