import { bestWithin, type ParentSets } from '../score/parent-sets.js'

/**
 * A good score that some DAG has: nodes are moved, one after another, to their best place in an order until none gains.
 *
 * @param forward - an order that has all required parents before their children
 */
export function orderClimb(
  sets: readonly ParentSets[],
  forward: Int32Array = Int32Array.from(sets.keys()),
  onNode: (done: number) => void = () => {},
): number {
  const p = sets.length
  const starts = [Array.from(forward), Array.from(forward).reverse(), byTurns(p)]
  return Math.max(...starts.map((start) => climbFrom(sets, start, onNode)))
}

function climbFrom(sets: readonly ParentSets[], start: readonly number[], onNode: (done: number) => void): number {
  let order = [...start]
  let best = scoreOf(sets, order)
  for (let before = Number.NEGATIVE_INFINITY; best > before; ) {
    before = best
    for (const [done, node] of start.entries()) {
      onNode(done + 1)
      const others = order.filter((other) => other !== node)
      for (let place = 0; place <= others.length; place++) {
        const moved = [...others.slice(0, place), node, ...others.slice(place)]
        const score = scoreOf(sets, moved)
        if (score <= best) continue
        best = score
        order = moved
      }
    }
  }
  return best
}

/** The score of the best DAG with this order. */
function scoreOf(sets: readonly ParentSets[], order: readonly number[]): number {
  const before = new Int32Array(sets[0]!.stride)
  let total = 0
  for (const node of order) {
    total += sets[node]!.values[bestWithin(sets[node]!, before, 0)]!
    before[node >>> 5]! |= 1 << (node & 31)
  }
  return total
}

/** 0, p − 1, 1, p − 2, … */
function byTurns(p: number): number[] {
  return Array.from({ length: p }, (_, k) => (k % 2 === 0 ? k / 2 : p - (k + 1) / 2))
}
