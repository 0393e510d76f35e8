import type { Diagram } from '../diagram/terms/types.js'
import { CausalError } from '../errors.js'
import type { IndexedGraph } from '../graph/core/indexed.js'
import type { CausalGraph } from '../graph/types.js'
import { isDiagram } from './diagrams/is-diagram.js'

/** More nodes or boxes than this are refused: such a picture could not be read. */
const mostNodes = 500
/** More edges than this are refused for the same reason. */
const mostEdges = 5000
/** More layers than this passed by edges are refused: the work in layers grows with them, some seconds at this size. */
const mostPasses = 12_000

/** Refuses pictures of more nodes, edges or boxes than could be read. */
export function checkSize(picture: CausalGraph | Diagram): void {
  const drawn = isDiagram(picture)
  const count = (drawn ? picture.boxes : picture?.nodes)?.length ?? 0
  const edges = drawn ? 0 : (picture?.edges?.length ?? 0)
  if (count <= mostNodes && edges > mostEdges) {
    throw new CausalError(
      'too-large',
      `a picture of ${edges} edges could not be read (${mostEdges} at most): draw a part, or write toDot for a graph viewer.`,
      { edges, most: mostEdges },
    )
  }
  if (count <= mostNodes) return
  throw new CausalError(
    'too-large',
    `a picture of ${count} ${drawn ? 'boxes' : 'nodes'} could not be read (${mostNodes} at most): draw a part, or write toDot for a graph viewer.`,
    { nodes: count, most: mostNodes },
  )
}

/**
 * Refuses layered pictures whose edges pass too many layers.
 *
 * @param ends - the edges that lead from layer to layer
 */
export function checkPasses(g: IndexedGraph, ends: readonly (readonly [number, number])[]): void {
  const depth = depths(g.size, ends)
  const passes = ends.reduce((sum, [from, to]) => sum + Math.abs(depth[to]! - depth[from]!), 0)
  if (passes <= mostPasses) return
  throw new CausalError(
    'too-large',
    `the ${ends.length} edges pass ${passes} layers, too many for a picture in layers (${mostPasses} at most): give \`positions\`, draw a part, or write toDot for a graph viewer.`,
    { edges: ends.length, passes, most: mostPasses },
  )
}

/** The longest way to each node; where edges run in a circle, it is cut at the first of its nodes. */
function depths(n: number, ends: readonly (readonly [number, number])[]): Int32Array {
  const waiting = new Int32Array(n)
  const children: number[][] = Array.from({ length: n }, () => [])
  for (const [from, to] of ends) {
    children[from]!.push(to)
    waiting[to]!++
  }
  const depth = new Int32Array(n)
  const done = new Uint8Array(n)
  const ready: number[] = []
  for (let i = 0; i < n; i++) if (waiting[i] === 0) ready.push(i)
  for (let next = 0, first = 0; next < n; next++) {
    while (next === ready.length) {
      if (waiting[first]! > 0) {
        waiting[first] = 0
        ready.push(first)
      }
      first++
    }
    const at = ready[next]!
    done[at] = 1
    for (const child of children[at]!) {
      if (done[child] === 1 || waiting[child] === 0) continue
      depth[child] = Math.max(depth[child]!, depth[at]! + 1)
      if (--waiting[child]! === 0) ready.push(child)
    }
  }
  return depth
}
