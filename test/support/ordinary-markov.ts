import { type Admg, ancestors, districts, parents, subgraph } from '../../src/index.js'

/**
 * A random joint distribution (binary, positive) that obeys the m-separations of an ADMG and nothing else: the
 * parametrisation of Evans & Richardson 2014, with P(head = 0 | tail) a little off independent fair coins.
 */
export function ordinaryMarkovJoint(g: Admg, random: () => number): number[] {
  const n = g.nodes.length
  const names = (mask: number): string[] => g.nodes.filter((_, i) => (mask >> i) & 1)
  const maskOf = (list: readonly string[]): number =>
    list.reduce((bits, name) => bits | (1 << g.nodes.indexOf(name)), 0)
  const above = Array.from({ length: 2 ** n }, (_, mask) => maskOf(ancestors(g, names(mask))))
  /** Heads: barren sets within one district of their ancestors. */
  const heads: { head: number; tail: number; q: Map<number, number> }[] = []
  for (let head = 1; head < 2 ** n; head++) {
    const list = names(head)
    const isBarren = list.every((a) => (above[maskOf(list.filter((b) => b !== a))]! & maskOf([a])) === 0)
    const district = districts(subgraph(g, names(above[head]!))).find((d) => d.includes(list[0]!))!
    if (!isBarren || (maskOf(district) & head) !== head) continue
    heads.push({ head, tail: (maskOf(district) | maskOf(parents(g, district))) & ~head, q: new Map() })
  }
  /** P(head = 0 | tail at v). */
  const chance = (h: (typeof heads)[number], v: number): number => {
    const at = v & h.tail
    if (!h.q.has(at)) h.q.set(at, 0.5 ** names(h.head).length * (1 + 0.2 * (random() - 0.5)))
    return h.q.get(at)!
  }
  /** The partition of a set into heads: the topmost first. */
  const partition = (set: number): typeof heads => {
    const parts: typeof heads = []
    for (let left = set; left !== 0; ) {
      const inside = heads.filter(({ head }) => (head & left) === head)
      const top = inside.filter(
        ({ head }) => !inside.some((other) => other.head !== head && (head & above[other.head]!) === head),
      )
      for (const part of top) left &= ~part.head
      parts.push(...top)
    }
    return parts
  }
  const all = 2 ** n - 1
  return Array.from({ length: 2 ** n }, (_, v) => {
    // Σ over C between the zeros of v and all: (−1)^|C \ zeros| Π q
    const zeros = all & ~v
    let p = 0
    for (let extra = v; ; extra = (extra - 1) & v) {
      const sign = names(extra).length % 2 === 0 ? 1 : -1
      p += sign * partition(zeros | extra).reduce((product, part) => product * chance(part, v), 1)
      if (extra === 0) break
    }
    return p
  })
}
