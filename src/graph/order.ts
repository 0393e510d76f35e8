import { CausalError } from '../errors.js'
import { quoteNames } from '../names.js'
import { findCycle } from './build.js'
import type { IndexedGraph } from './indexed.js'

/** Positions with parents first (Kahn 1962, the queue in the graph's order); shorter than the graph when a directed cycle is left. */
export function kahnOrder({ size, parents, children }: IndexedGraph): Int32Array {
  const waiting = new Int32Array(size)
  const order = new Int32Array(size)
  let tail = 0
  for (let i = 0; i < size; i++) {
    waiting[i] = parents.start[i + 1]! - parents.start[i]!
    if (waiting[i] === 0) order[tail++] = i
  }
  for (let head = 0; head < tail; head++) {
    const a = order[head]!
    for (let k = children.start[a]!; k < children.start[a + 1]!; k++) {
      if (--waiting[children.node[k]!]! === 0) order[tail++] = children.node[k]!
    }
  }
  return order.subarray(0, tail)
}

/** As {@link kahnOrder}, or an error that lists one directed cycle. */
export function orderOrCycle(where: string, g: IndexedGraph): Int32Array {
  const order = kahnOrder(g)
  if (order.length === g.size) return order
  const from: number[] = []
  for (let i = 0; i < g.size; i++) for (let k = g.children.start[i]!; k < g.children.start[i + 1]!; k++) from.push(i)
  const cycle = findCycle(g.size, from, [...g.children.node])!.map((i) => g.names[i]!)
  throw new CausalError(where, 'cycle', `the directed edges form a cycle through ${quoteNames(cycle)}.`, { cycle })
}
