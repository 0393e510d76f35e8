import type { Copy, Moved, Network } from './network.js'

/** A copy that would have to take two values: it stands twice, last, in these copies. */
export interface Contradiction {
  readonly contradiction: Network
}

/**
 * Consistency: copies of a variable whose parents take the same values are one copy, since the same hidden
 * causes then give the same value; and a value that is known stands wherever the copy is a parent. Variables are taken
 * parents first, so that parents are settled before. The result is in a normal form: it does not depend on the worlds or
 * on the order in which copies came. `told` are values of copies that come on top of those they have.
 */
export function settle(
  network: Network,
  told: readonly (readonly [copy: number, value: string])[] = [],
): Moved | Contradiction {
  const extra = network.map((): string[] => [])
  for (const [i, value] of told) extra[i]!.push(value)
  const copies: Copy[] = []
  const place = new Int32Array(network.length)
  for (let start = 0; start < network.length; ) {
    const { variable } = network[start]!
    const groups = new Map<string, { parents: readonly (string | number)[]; members: number[] }>()
    let end = start
    for (; end < network.length && network[end]!.variable === variable; end++) {
      const parents = network[end]!.parents.map((p) =>
        typeof p === 'string' ? p : (copies[place[p]!]!.value ?? place[p]!),
      )
      const key = JSON.stringify(parents)
      const group = groups.get(key)
      if (group === undefined) groups.set(key, { parents, members: [end] })
      else group.members.push(end)
    }
    for (const { parents, members } of [...groups.values()].sort((a, b) => compare(a.parents, b.parents))) {
      const values = [...new Set(members.flatMap((i) => [network[i]!.value ?? [], extra[i]!].flat()))].sort()
      if (values.length > 1) {
        return { contradiction: [...copies, ...values.slice(0, 2).map((value) => ({ variable, parents, value }))] }
      }
      for (const i of members) place[i] = copies.length
      copies.push({ variable, parents, value: values[0] ?? null })
    }
    start = end
  }
  return { copies, place }
}

/** Known values before unknown ones, then by value. */
function compare(a: readonly (string | number)[], b: readonly (string | number)[]): number {
  for (let i = 0; i < a.length; i++) {
    const [x, y] = [a[i]!, b[i]!]
    if (x === y) continue
    if (typeof x !== typeof y) return typeof x === 'string' ? -1 : 1
    return x < y ? -1 : 1
  }
  return 0
}
