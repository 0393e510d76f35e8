import type { Ordering } from './crossings.js'
import type { LayeredItems } from './layered-items.js'

/** Four first orders: items as a search meets them, in depth and in breadth, forth and back; components stay together. */
export function firstOrders(items: LayeredItems): readonly Ordering[] {
  return [
    searched(items, true, true),
    searched(items, false, true),
    searched(items, true, false),
    searched(items, false, false),
  ]
}

function searched({ count, rank, rankCount, before, after }: LayeredItems, deep: boolean, forth: boolean): Ordering {
  const sizes = new Int32Array(rankCount)
  for (const r of rank) sizes[r]!++
  const layers = Array.from(sizes, (size) => new Int32Array(size))
  const filled = new Int32Array(rankCount)
  const place = new Int32Array(count)
  const seen = new Uint8Array(count)
  const visit = (v: number): void => {
    place[v] = filled[rank[v]!]!
    layers[rank[v]!]![filled[rank[v]!]!++] = v
  }
  const sides = forth ? [after, before] : [before, after]
  const pending: number[] = []
  const search = (root: number): void => {
    pending.length = 0
    pending.push(root)
    if (!deep) seen[root] = 1
    for (let k = 0; deep ? pending.length > 0 : k < pending.length; k++) {
      const v = deep ? pending.pop()! : pending[k]!
      if (deep) {
        if (seen[v] === 1) continue
        seen[v] = 1
      }
      visit(v)
      // what is pushed last is met first in depth
      for (const { start, item } of deep ? [sides[1]!, sides[0]!] : sides) {
        for (let i = start[v]!; i < start[v + 1]!; i++) {
          const other = item[deep ? start[v + 1]! - 1 - (i - start[v]!) : i]!
          if (seen[other] === 1) continue
          if (!deep) seen[other] = 1
          pending.push(other)
        }
      }
    }
  }
  const first = forth ? before : after
  for (const ends of [true, false]) {
    for (let v = 0; v < count; v++) {
      if (seen[v] === 0 && (!ends || first.start[v] === first.start[v + 1])) search(v)
    }
  }
  return { layers, place }
}
