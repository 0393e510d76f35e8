import type { WalkLimits } from '../greedy/class-walk.js'
import type { ScoreCache } from '../score/score-cache.js'
import type { PrefixParents } from './grown-parents.js'
import { tuck } from './tuck.js'

/** An order with the DAG that it stands for. */
export interface Ordered {
  readonly order: Int32Array
  readonly parents: readonly (readonly number[])[]
  /** The local score of each node. */
  readonly local: Float64Array
}

/** The DAG of an order; of nodes outside the places `from` to `to` as it was in `before`. */
export function ordered(
  order: Int32Array,
  { stride }: ScoreCache,
  parentsOf: PrefixParents,
  before?: { readonly was: Ordered; readonly from: number; readonly to: number },
): Ordered {
  const parents = before === undefined ? new Array<readonly number[]>(order.length) : before.was.parents.slice()
  const local = before === undefined ? new Float64Array(order.length) : before.was.local.slice()
  const within = new Int32Array(stride)
  const last = before?.to ?? order.length - 1
  for (let i = 0; i <= last; i++) {
    const node = order[i]!
    if (i >= (before?.from ?? 0)) {
      const grown = parentsOf(node, within)
      parents[node] = grown.parents
      local[node] = grown.score
    }
    within[node >>> 5]! |= 1 << (node & 31)
  }
  return { order, parents, local }
}

/** Depth first through tucks that leave the score as it is; the first order that scores higher, or null. */
export function tuckSearch(
  start: Ordered,
  settings: {
    readonly scores: ScoreCache
    readonly parentsOf: PrefixParents
    readonly limits: WalkLimits
    readonly depth: number
  },
): Ordered | null {
  const { scores, parentsOf, limits, depth } = settings
  const seen = new Set([graphKey(start)])
  const stack: { readonly at: Ordered; readonly tucks: (readonly [number, number])[] }[] = [
    { at: start, tucks: tucksOf(start, limits) },
  ]
  while (stack.length > 0) {
    const { at, tucks } = stack.at(-1)!
    const next = tucks.pop()
    if (next === undefined) {
      stack.pop()
      continue
    }
    const [j, k] = next
    const to = ordered(tuck(at.order, j, k, at.parents), scores, parentsOf, { was: at, from: j, to: k })
    let gain = 0
    for (let i = j; i <= k; i++) gain += to.local[to.order[i]!]! - at.local[to.order[i]!]!
    if (gain > scores.tie) return to
    if (gain < -scores.tie || stack.length >= depth) continue
    const key = graphKey(to)
    if (seen.has(key)) continue
    seen.add(key)
    stack.push({ at: to, tucks: tucksOf(to, limits) })
  }
  return null
}

function graphKey({ parents }: Ordered): string {
  return parents.map((list) => list.join()).join(';')
}

/** The edges that may be tucked, as places of parent and child; the last is tried first, and covered ones before others. */
function tucksOf({ order, parents }: Ordered, { known }: WalkLimits): (readonly [number, number])[] {
  const p = order.length
  const place = new Int32Array(p)
  for (const [i, node] of order.entries()) place[node] = i
  const covered: (readonly [number, number])[] = []
  const others: (readonly [number, number])[] = []
  for (const child of order) {
    for (const parent of parents[child]!) {
      if (known !== null && isHeld(known.required, p, order.subarray(place[parent], place[child]! + 1), parents))
        continue
      const isCovered =
        parents[child]!.length === parents[parent]!.length + 1 &&
        parents[parent]!.every((node) => parents[child]!.includes(node))
      if (isCovered) covered.push([place[parent]!, place[child]!])
      else others.push([place[parent]!, place[child]!])
    }
  }
  return [...others, ...covered]
}

/** Whether a tuck of the last of these nodes before the first would bring a child before a parent that is required of it. */
function isHeld(
  required: Uint8Array,
  p: number,
  segment: Int32Array,
  parents: readonly (readonly number[])[],
): boolean {
  const inside = new Set(segment.subarray(1))
  const moved = new Set([segment.at(-1)!])
  for (const node of moved) for (const parent of parents[node]!) if (inside.has(parent)) moved.add(parent)
  const stays = [...segment].filter((node) => !moved.has(node))
  return stays.some((parent) => [...moved].some((child) => required[parent * p + child] === 1))
}
