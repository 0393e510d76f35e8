import { bitSets } from '../../numeric/bit-sets.js'
import type { ClassState } from './class-state.js'
import { directComponent } from './component-order.js'
import { NO_PATH } from './moves.js'
import { isCertain, semiDirectedPath } from './semi-directed-path.js'

/**
 * What the member must be like for a step: of the undirected edges at each of `nodes`, those from `before` and from the nodes
 * placed earlier lead into it, all others out of it.
 */
export interface Placement {
  readonly before: readonly number[]
  readonly nodes: readonly number[]
}

/**
 * Makes the member one that has these placements; undirected components without them stay. Without knowledge there always is
 * one (`set` is a clique); with it {@link placementObstacle} has looked.
 */
export function place(state: ClassState, placements: readonly Placement[]): void {
  const order = state.known === null ? 'free' : placedOrder(state, placements)
  if (order === 'free') for (const { before, nodes } of placements) directComponent(state, [...before, ...nodes])
  else if (order !== null) direct(state, order)
}

/**
 * What forbids a step with knowledge: no member has these placements ({@link NO_PATH}), or in it a way leads from y to x
 * beside the edge between them, which the step would close to a circle. Null: nothing.
 *
 * @param blocked - nodes that no such way can pass
 */
export function placementObstacle(
  state: ClassState,
  placements: readonly Placement[],
  way?: { readonly from: number; readonly to: number; readonly blocked: Int32Array },
): Int32Array | null {
  const order = placedOrder(state, placements)
  if (order === null) return NO_PATH
  if (way === undefined) return null
  const path = semiDirectedPath(state, way.from, way.to, way.blocked)
  if (path === null || isCertain(state, path)) return path
  // the undirected edges of the path need not all point along it: look at a member
  const { pa, ch, size } = state
  const kept = [pa.words.slice(), ch.words.slice()] as const
  place(state, placements)
  const isClosed =
    semiDirectedPath({ ...state, ne: bitSets(size) }, way.from, way.to, new Int32Array(ch.stride)) !== null
  pa.words.set(kept[0])
  ch.words.set(kept[1])
  return isClosed ? NO_PATH : null
}

/**
 * The nodes of the undirected components of a placement, each a sink among those after it (Dor & Tarsi 1992), or null where
 * there is no such order; `free` where no directed edge lies within a component: then any clique can come first. Knowledge puts
 * such edges there; components can be directed one by one all the same (Perković 2020, partial causal ordering).
 */
function placedOrder(state: ClassState, placements: readonly Placement[]): readonly number[] | 'free' | null {
  const { cp, ne, adj } = state
  const left = new Set<number>()
  for (const { nodes } of placements) for (const node of nodes) left.add(node)
  for (const node of left) for (const other of ne.members(node)) left.add(other)
  const isFree = [...left].every((node) => cp.members(node).every((parent) => !left.has(parent)))
  if (isFree) return 'free'
  const parentsOf = new Map<number, ReadonlySet<number>>()
  for (const { before, nodes } of placements) {
    for (const [k, node] of nodes.entries())
      parentsOf.set(node, new Set([...before, ...nodes.slice(0, k)].filter((other) => ne.has(node, other))))
  }
  const isSink = (node: number): boolean => {
    const own = parentsOf.get(node)
    const near: number[] = []
    for (const other of adj.members(node)) if (left.has(other)) near.push(other)
    return near.every((other) => {
      if (!ne.has(node, other)) return cp.has(node, other)
      // an edge at a placed node is as good as directed
      if (own !== undefined) return own.has(other)
      const others = parentsOf.get(other)
      if (others !== undefined) return !others.has(node)
      return near.every((third) => third === other || adj.has(other, third))
    })
  }
  const order: number[] = []
  while (left.size > 0) {
    let sink: number | undefined
    for (const node of left) {
      if (!isSink(node)) continue
      sink = node
      break
    }
    if (sink === undefined) return null
    left.delete(sink)
    order.push(sink)
  }
  return order
}

/** Directs the undirected edges between the nodes of an order, the later one the parent. */
function direct({ pa, ch, ne }: ClassState, order: readonly number[]): void {
  const gone = new Set<number>()
  for (const node of order) {
    gone.add(node)
    for (const other of ne.members(node)) {
      if (gone.has(other)) continue
      ch.add(other, node)
      pa.add(node, other)
      ch.remove(node, other)
      pa.remove(other, node)
    }
  }
}
