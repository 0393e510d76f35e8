import type { IndexedGraph } from '../core/indexed.js'
import {
  ancestorsWithin,
  difference,
  districtsWithin,
  intersection,
  type NodeSet,
  union,
  withParents,
} from '../core/node-sets.js'

/** Σ over `summed` of Q[district], the c-factor of a district of the graph on an ancestral set. */
export interface PartialSum {
  readonly ancestral: Uint8Array
  readonly district: Uint8Array
  readonly summed: Uint8Array
}

/**
 * A partial sum taken as far as conditional independences alone lead: a summed node without children in the ancestral set
 * is marginalised, what is left of the district parts into districts of the smaller set, and each of these is the same
 * c-factor among its own ancestors (Richardson 2003: the ordinary Markov factorisation). Each then depends on its own
 * nodes and their parents only.
 *
 * @returns what the result `mentions`; the part that holds `v`, or null where a sum ties it to another part; what that
 *   part, or all that it is tied to, mentions
 */
export function reducedSum(
  g: IndexedGraph,
  v: number,
  whole: PartialSum,
): { readonly mentions: Uint8Array; readonly part: PartialSum | null; readonly own: Uint8Array } {
  const done: PartialSum[] = []
  const open: PartialSum[] = [whole]
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const ancestral = ancestorsWithin(g, at.ancestral, at.district)
    const gone = at.summed.findIndex((flag, i) => flag === 1 && !hasChild(g, i, ancestral))
    if (gone < 0) {
      done.push({ ...at, ancestral })
      continue
    }
    const smaller = ancestral.slice()
    smaller[gone] = 0
    const left = at.district.slice()
    left[gone] = 0
    for (const district of districtsWithin(g, smaller)) {
      if (!intersection(district, left).includes(1)) continue
      open.push({ ancestral: smaller, district, summed: intersection(at.summed, district) })
    }
  }
  const none: NodeSet = new Uint8Array(g.size)
  const summed = done.reduce((all, part) => union(all, part.summed), none)
  const mentionedBy = (parts: readonly PartialSum[]): Uint8Array =>
    difference(
      parts.reduce((all, part) => union(all, withParents(g, part.district)), none),
      summed,
    )
  const mentions = mentionedBy(done)
  const part = done.find(({ district }) => district[v] === 1)!
  // a sum over a node that stands in another part too cannot be done in each
  const others = done.filter((other) => other !== part)
  const tied = others.some(
    (other) =>
      intersection(withParents(g, other.district), part.summed).includes(1) ||
      intersection(withParents(g, part.district), other.summed).includes(1),
  )
  return tied ? { mentions, part: null, own: mentions } : { mentions, part, own: mentionedBy([part]) }
}

function hasChild({ children }: IndexedGraph, i: number, inside: Uint8Array): boolean {
  for (let k = children.start[i]!; k < children.start[i + 1]!; k++) if (inside[children.node[k]!] === 1) return true
  return false
}
