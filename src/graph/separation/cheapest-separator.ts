import type { IndexedGraph } from '../core/indexed.js'
import { anterior, augmentedWithHubs } from './augmented.js'
import type { SeparatorQuery } from './separators.js'

/**
 * A separator of the least total cost, ascending, or null when there is none: a minimum vertex cut of the augmented graph (van der
 * Zander, Liśkiewicz & Textor 2019, section 4.3), by Dinic's algorithm on nodes split in two. Among the cheapest it is the one nearest to x.
 *
 * @param cost - not negative, for each node
 * @complexity O(n² m) at worst for the augmented graph's edges, in sparse graphs near O(n m)
 */
export function cheapestSeparator(g: IndexedGraph, query: SeparatorQuery, cost: Float64Array): number[] | null {
  const { x, y, include, allowed } = query
  const graph = augmentedWithHubs(g, anterior(g, [...x, ...y, ...include]))
  const size = graph.start.length - 1
  const gone = new Uint8Array(size)
  for (const i of include) gone[i] = 1
  // node i is the arc 2i → 2i + 1; an edge a — b the arcs 2a + 1 → 2b and 2b + 1 → 2a
  const flow = new Flow(2 * size + 2)
  const [source, sink] = [2 * size, 2 * size + 1]
  const isEnd = new Uint8Array(size)
  for (const i of [...x, ...y]) isEnd[i] = 1
  for (let a = 0; a < size; a++) {
    if (gone[a] === 1) continue
    const mayCut = a < g.size && allowed[a] === 1 && isEnd[a] === 0
    flow.add(2 * a, 2 * a + 1, mayCut ? cost[a]! : Number.POSITIVE_INFINITY)
    for (let k = graph.start[a]!; k < graph.start[a + 1]!; k++) {
      if (gone[graph.node[k]!] === 0) flow.add(2 * a + 1, 2 * graph.node[k]!, Number.POSITIVE_INFINITY)
    }
  }
  for (const i of x) flow.add(source, 2 * i, Number.POSITIVE_INFINITY)
  for (const i of y) flow.add(2 * i + 1, sink, Number.POSITIVE_INFINITY)
  if (!Number.isFinite(flow.run(source, sink))) return null
  const reached = flow.reachable(source)
  const cut = [...include]
  for (let a = 0; a < g.size; a++) if (reached[2 * a] === 1 && reached[2 * a + 1] === 0) cut.push(a)
  return cut.sort((a, b) => a - b)
}

/** A network with real capacities. */
class Flow {
  readonly #arcs: number[][]
  readonly #head: number[] = []
  readonly #left: number[] = []
  constructor(size: number) {
    this.#arcs = Array.from({ length: size }, () => [])
  }

  add(from: number, to: number, capacity: number): void {
    this.#arcs[from]!.push(this.#head.length)
    this.#head.push(to)
    this.#left.push(capacity)
    this.#arcs[to]!.push(this.#head.length)
    this.#head.push(from)
    this.#left.push(0)
  }

  /** The value of a maximum flow, infinite where no cut is finite. */
  run(source: number, sink: number): number {
    let total = 0
    for (;;) {
      const level = this.#levels(source)
      if (level[sink] === -1) return total
      const next = new Int32Array(level.length)
      for (
        let pushed = this.#push(source, sink, level, next);
        pushed > 0;
        pushed = this.#push(source, sink, level, next)
      ) {
        total += pushed
        if (!Number.isFinite(total)) return total
      }
    }
  }

  reachable(source: number): Uint8Array {
    return Uint8Array.from(this.#levels(source), (l) => (l === -1 ? 0 : 1))
  }

  #levels(source: number): Int32Array {
    const level = new Int32Array(this.#arcs.length).fill(-1)
    level[source] = 0
    const queue = [source]
    for (const a of queue) {
      for (const e of this.#arcs[a]!) {
        const b = this.#head[e]!
        if (this.#left[e]! <= 0 || level[b] !== -1) continue
        level[b] = level[a]! + 1
        queue.push(b)
      }
    }
    return level
  }

  /** One augmenting path along the levels; 0 when there is none left. */
  #push(source: number, sink: number, level: Int32Array, next: Int32Array): number {
    const path: number[] = []
    for (let a = source; a !== sink; ) {
      const arcs = this.#arcs[a]!
      let found = -1
      for (; next[a]! < arcs.length; next[a]!++) {
        const e = arcs[next[a]!]!
        if (this.#left[e]! > 0 && level[this.#head[e]!] === level[a]! + 1) {
          found = e
          break
        }
      }
      if (found >= 0) {
        path.push(found)
        a = this.#head[found]!
        continue
      }
      const back = path.pop()
      if (back === undefined) return 0
      a = this.#head[back ^ 1]!
      next[a]!++
    }
    const least = path.reduce((m, e) => Math.min(m, this.#left[e]!), Number.POSITIVE_INFINITY)
    if (!Number.isFinite(least)) return least
    for (const e of path) {
      this.#left[e]! -= least
      this.#left[e ^ 1]! += least
    }
    return least
  }
}
