import { ARROW, CIRCLE, type MarkCode, TAIL } from '../../graph/kinds/marks.js'
import { helpsToSeparate, type LaggedSeparators } from './separating-sets.js'
import { causes, type EndCode, NONE, type WindowGraph } from './window-graph.js'

/** The default conditions of a pair: what is known to cause either (S_def). Ancestors never open a path between the two. */
export function knownCauses(graph: WindowGraph, a: number, b: number): number[] {
  return nodes(graph).filter((v) => v !== a && v !== b && (causes(graph, v, a) || causes(graph, v, b)))
}

/** apds: what may be a parent of `b` in the window, but `a`. */
export function possibleParents(graph: WindowGraph, b: number, a: number): number[] {
  return nodes(graph).filter((v) => {
    const [near, far] = v === a || v === b ? [NONE, NONE] : [graph.end(b, v), graph.end(v, b)]
    return near !== NONE && near !== ARROW && far !== TAIL
  })
}

/**
 * napds: what a path of possible colliders joins to `b`, each node of it a possible ancestor of `a` or `b`. It holds D-SEP(b, a),
 * which separates the two if any set does (Spirtes, Glymour & Scheines 2000, lemma 14).
 *
 * Steps before t have less of a past in the window: a pair there counts as joined also where the set that separated it at t would
 * reach out of the window.
 */
export function possibleDSep(graph: WindowGraph, separators: LaggedSeparators, b: number, a: number): number[] {
  const { nodeCount } = graph
  const mayCause = (v: number): boolean =>
    v !== a && v !== b && (mayBeAncestor(graph, v, a) || mayBeAncestor(graph, v, b))
  const endOf = (u: number, v: number): EndCode => windowEnd(graph, separators, u, v)
  const mayCollide = (u: number, v: number, w: number): boolean =>
    endOf(u, v) !== TAIL && endOf(w, v) !== TAIL && !helpsToSeparate(separators, u, w, v)
  const found = new Set<number>()
  const seen = new Set<number>()
  const queue: (readonly [number, number])[] = []
  const visit = (u: number, v: number): void => {
    if (!mayCause(v) || seen.has(u * nodeCount + v) || endOf(u, v) === NONE) return
    seen.add(u * nodeCount + v)
    found.add(v)
    queue.push([u, v])
  }
  for (let v = 0; v < nodeCount; v++) if (v !== b) visit(b, v)
  for (let head = 0; head < queue.length; head++) {
    const [u, v] = queue[head]!
    for (let w = 0; w < nodeCount; w++) {
      if (w !== u && w !== v && endOf(v, w) !== NONE && mayCollide(u, v, w)) visit(v, w)
    }
  }
  return [...found].sort((x, y) => x - y)
}

function mayBeAncestor(graph: WindowGraph, v: number, of: number): boolean {
  if (Math.floor(v / graph.size) < Math.floor(of / graph.size)) return false
  return graph.end(of, v) !== ARROW
}

/** The mark at `v` of the edge that u and v may have in the window. */
function windowEnd(graph: WindowGraph, separators: LaggedSeparators, u: number, v: number): EndCode {
  const { size, maxLag } = graph
  const known = graph.end(u, v)
  const [lagU, lagV] = [Math.floor(u / size), Math.floor(v / size)]
  const shift = Math.min(lagU, lagV)
  if (known !== NONE || shift === 0 || u === v) return known
  const inside = (separators.of(u, v) ?? []).some((set) => set.every((z) => Math.floor(z / size) + shift <= maxLag))
  return inside ? NONE : ((lagU > lagV ? ARROW : CIRCLE) satisfies MarkCode)
}

function nodes(graph: WindowGraph): number[] {
  return Array.from({ length: graph.nodeCount }, (_, v) => v)
}
