import { ARROW, TAIL } from '../../graph/kinds/marks.js'
import { type EquivalenceClass, extensionEdges } from '../constraint/equivalence-class.js'
import type { WalkLimits } from '../greedy/class-walk.js'
import { classOfKnown } from '../knowledge/known-class.js'
import type { PrefixParents } from '../order/grown-parents.js'
import { moveEach, requiredFirst } from '../order/order-moves.js'
import { ordered, tuckSearch } from '../order/tuck-search.js'
import type { ScoreCache } from '../score/score-cache.js'

/** How many tucks in a row are tried. */
const DEPTH = 3

/**
 * A class with a higher score than `total`, found by changing an order: nodes are moved to their best places as in `boss`,
 * then edges tucked as in `grasp`. The order starts as that of a member, then as each of the others given. Null where none
 * leads higher.
 */
export function orderEscape(
  g: EquivalenceClass,
  total: number,
  search: {
    readonly scores: ScoreCache
    readonly parentsOf: PrefixParents
    readonly limits: WalkLimits
    readonly others: readonly Int32Array[]
    readonly onStep: () => void
  },
): EquivalenceClass | null {
  const { scores, parentsOf, limits, others, onStep } = search
  const { tie, stride } = scores
  for (const start of [memberOrder(g), ...others]) {
    const order = requiredFirst(start.slice(), limits)
    while (moveEach(order, parentsOf, { tie, stride, limits }, onStep));
    let here = ordered(order, scores, parentsOf)
    for (;;) {
      onStep()
      const next = tuckSearch(here, { scores, parentsOf, limits, depth: DEPTH })
      if (next === null) break
      here = next
    }
    if (here.local.reduce((sum, value) => sum + value, 0) <= total + tie) continue
    const edges = here.parents.flatMap((list, node) => list.flatMap((parent) => [parent, node, TAIL, ARROW]))
    return classOfKnown(g.names, edges, limits.known)
  }
  return null
}

/** A topological order of a member, the first node of several by name. */
function memberOrder(g: EquivalenceClass): Int32Array {
  const n = g.size
  const parents = Array.from({ length: n }, (): number[] => [])
  const edges = extensionEdges(g)!
  for (let k = 0; k < edges.length; k += 4) parents[edges[k + 1]!]!.push(edges[k]!)
  const placed = new Uint8Array(n)
  return Int32Array.from({ length: n }, () => {
    const next = parents.findIndex((list, node) => placed[node] === 0 && list.every((parent) => placed[parent] === 1))
    placed[next] = 1
    return next
  })
}
