import type { WalkLimits } from '../greedy/class-walk.js'
import type { PrefixParents } from './grown-parents.js'

/** The order, rearranged as little as may be, so that what knowledge requires as a parent comes first. */
export function requiredFirst(order: Int32Array, { known }: WalkLimits): Int32Array {
  if (known === null) return order
  const p = order.length
  const left = Array.from(order)
  return order.map(() => {
    const next = left.findIndex((node) => left.every((other) => known.required[other * p + node] === 0))
    return left.splice(next, 1)[0]!
  })
}

/**
 * Moves each node in turn to its best place in the order, between the parents and the children that knowledge requires of
 * it; true when that raised the score.
 *
 * @param order - changed in place
 */
export function moveEach(
  order: Int32Array,
  parentsOf: PrefixParents,
  settings: { readonly tie: number; readonly stride: number; readonly limits: WalkLimits },
  onNode: (done: number) => void,
): boolean {
  const { tie, stride, limits } = settings
  const p = order.length
  let improved = false
  for (const [done, node] of order.slice().entries()) {
    onNode(done + 1)
    const at = order.indexOf(node)
    const others = order.filter((other) => other !== node)
    const [first, last] = placesOf(others, node, limits)
    const before = new Int32Array(stride)
    for (let i = 0; i < first; i++) before[others[i]! >>> 5]! |= 1 << (others[i]! & 31)
    // the score of the order with the node in a place, less that with the node in the first of these places
    let value = 0
    let own = parentsOf(node, before).score
    let here = 0
    let best = 0
    let place = first
    for (let j = first + 1; j <= last; j++) {
      const passed = others[j - 1]!
      const without = parentsOf(passed, before).score
      before[node >>> 5]! |= 1 << (node & 31)
      const within = parentsOf(passed, before).score
      before[node >>> 5]! &= ~(1 << (node & 31))
      before[passed >>> 5]! |= 1 << (passed & 31)
      const next = parentsOf(node, before).score
      value += next - own + without - within
      own = next
      if (j === at) here = value
      if (value <= best + tie) continue
      best = value
      place = j
    }
    if (best <= here + tie) continue
    improved = true
    order.copyWithin(at, at + 1)
    order.copyWithin(place + 1, place, p - 1)
    order[place] = node
  }
  return improved
}

/** The first and the last place that a node may have among others. */
function placesOf(others: Int32Array, node: number, { known }: WalkLimits): readonly [number, number] {
  const p = others.length + 1
  let first = 0
  let last = others.length
  if (known === null) return [first, last]
  for (const [i, other] of others.entries()) {
    if (known.required[other * p + node] === 1) first = i + 1
    if (known.required[node * p + other] === 1) last = Math.min(last, i)
  }
  return [first, last]
}

/** The edges `[from, to, …]*` as pairs of the graph that an order stands for. */
export function edgesOfOrder(order: Int32Array, parentsOf: PrefixParents, stride: number): [number, number][] {
  const before = new Int32Array(stride)
  const edges: [number, number][] = []
  for (const node of order) {
    for (const parent of parentsOf(node, before).parents) edges.push([parent, node])
    before[node >>> 5]! |= 1 << (node & 31)
  }
  return edges
}
