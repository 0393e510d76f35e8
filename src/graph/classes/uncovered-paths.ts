import { ARROW, CIRCLE, TAIL } from '../kinds/marks.js'
import { isNonCollider, type Marking } from './fci-rules/marking.js'
import type { Marked } from './marked.js'

/**
 * Uncovered paths: no node's two neighbours on the path are adjacent, nor is it in doubt whether it is a collider. They
 * are searched edge by edge, breadth first, which finds walks; where a walk that comes to an end of interest meets a node
 * twice, all paths are tried.
 */
interface Search {
  /** Half-edges that can be reached, with the one before each (−1 at the start). */
  readonly before: Map<number, number>
}

function search(g: Marking, first: number, mayUse: (k: number) => boolean, stops: (v: number) => boolean): Search {
  const { start, node, twin } = g
  const before = new Map<number, number>([[first, -1]])
  const queue = [first]
  for (let head = 0; head < queue.length; head++) {
    const k = queue[head]!
    const a = node[twin[k]!]!
    const b = node[k]!
    if (stops(b)) continue
    for (let j = start[b]!; j < start[b + 1]!; j++) {
      if (before.has(j) || node[j] === a || !mayUse(j) || !isNonCollider(g, a, b, node[j]!)) continue
      before.set(j, k)
      queue.push(j)
    }
  }
  return { before }
}

/** The nodes of the walk that ends with half-edge `k`. */
function walkTo({ node, twin }: Marked, { before }: Search, k: number): number[] {
  const nodes = [node[k]!]
  for (let at = k; at >= 0; at = before.get(at)!) nodes.push(node[twin[at]!]!)
  return nodes.reverse()
}

/** A path from `first` on that `arrives` takes, by trying all; walks are known to be possible along `reachable`. */
function pathAmong(
  g: Marking,
  first: number,
  { before }: Search,
  arrives: (k: number) => boolean,
  stops: (v: number) => boolean,
): number[] | null {
  const { start, node, twin } = g
  const path = [first]
  const next = [start[node[first]!]!]
  const used = new Set([node[twin[first]!]!, node[first]!])
  while (path.length > 0) {
    const k = path.at(-1)!
    if (arrives(k)) return [node[twin[first]!]!, ...path.map((j) => node[j]!)]
    const a = node[twin[k]!]!
    const b = node[k]!
    const j = stops(b) ? start[b + 1]! : next.at(-1)!
    if (j >= start[b + 1]!) {
      path.pop()
      next.pop()
      used.delete(b)
      continue
    }
    next[next.length - 1] = j + 1
    if (!before.has(j) || used.has(node[j]!) || !isNonCollider(g, a, b, node[j]!)) continue
    path.push(j)
    next.push(start[node[j]!]!)
    used.add(node[j]!)
  }
  return null
}

function isPath(nodes: readonly number[]): boolean {
  return new Set(nodes).size === nodes.length
}

/**
 * An uncovered path of o-o edges from `alpha` to `beta` for rule R5, as its nodes: its second node is not adjacent to beta,
 * nor its last but one to alpha.
 */
export function circlePath(g: Marking, alpha: number, beta: number): number[] | null {
  const { start, node, twin, mark } = g
  const isCircle = (k: number): boolean => mark[k] === CIRCLE && mark[twin[k]!] === CIRCLE
  const arrives = (k: number): boolean => node[k] === beta && isNonCollider(g, node[twin[k]!]!, beta, alpha)
  const stops = (v: number): boolean => v === beta || v === alpha
  for (let first = start[alpha]!; first < start[alpha + 1]!; first++) {
    if (!isCircle(first) || node[first] === beta || !isNonCollider(g, node[first]!, alpha, beta)) continue
    const found = search(g, first, isCircle, stops)
    for (const k of found.before.keys()) {
      if (!arrives(k)) continue
      const nodes = walkTo(g, found, k)
      if (isPath(nodes)) return nodes
      const path = pathAmong(g, first, found, arrives, stops)
      if (path !== null) return path
      break
    }
  }
  return null
}

/**
 * Where uncovered potentially directed paths alpha, `first`, … lead: the nodes b, gamma among them, that a path reaches
 * which does not go through gamma. An edge of such a path has no arrow at its near end and no tail at its far end.
 */
export function uncoveredEnds(g: Marking, alpha: number, first: number, gamma: number): number[] {
  const { start, node, twin, mark } = g
  const mayUse = (k: number): boolean => mark[twin[k]!] !== ARROW && mark[k] !== TAIL && node[k] !== alpha
  const stops = (v: number): boolean => v === gamma
  let begin = start[alpha]!
  while (node[begin] !== first) begin++
  const found = search(g, begin, mayUse, stops)
  const sure = new Set<number>()
  const doubtful = new Set<number>()
  for (const k of found.before.keys()) {
    if (sure.has(node[k]!)) continue
    if (isPath(walkTo(g, found, k))) {
      sure.add(node[k]!)
      doubtful.delete(node[k]!)
    } else doubtful.add(node[k]!)
  }
  for (const b of doubtful) if (pathAmong(g, begin, found, (k) => node[k] === b, stops) !== null) sure.add(b)
  return [...sure]
}
