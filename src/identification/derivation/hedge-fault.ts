import type { IndexedGraph } from '../../graph/core/indexed.js'
import {
  ancestorsWithin,
  countNodes,
  difference,
  districtWithin,
  intersection,
  type NodeSet,
  sameNodes,
} from '../../graph/core/node-sets.js'
import { flags } from '../../graph/core/sets.js'
import type { HedgeSets } from '../id/id-algorithm.js'

/**
 * Why two sets are no hedge for P(y | do(x)), by definition 6 of Shpitser & Pearl 2006 in the graph itself, or why they are
 * not those of the steps; null when all is well. Two C-forests F ⊃ F' with the same roots: each is one district, a path
 * leads from each of its nodes to the roots within it; F meets x and F' does not; the roots are above y around x.
 */
export function hedgeFault(g: IndexedGraph, x: NodeSet, y: NodeSet, claimed: unknown, found: HedgeSets): string | null {
  const { F, Fprime, roots } = (claimed ?? {}) as { F?: unknown; Fprime?: unknown; roots?: unknown }
  const sets = [F, Fprime, roots].map((list) => positionsIn(g, list))
  if (sets.includes(null)) return 'the hedge must list nodes of the graph in F, Fprime and roots.'
  const [forest, inner, base] = sets as [NodeSet, NodeSet, NodeSet]
  if (!sameNodes(forest, found.forest) || !sameNodes(inner, found.inner) || !sameNodes(base, found.roots)) {
    return 'the hedge is not the one that the steps found.'
  }
  if (!base.includes(1)) return 'the hedge has no roots.'
  if (difference(inner, forest).includes(1) || sameNodes(inner, forest)) return "F' is not a part of F."
  if (difference(base, inner).includes(1)) return "a root is not in F'."
  if (!intersection(forest, x).includes(1)) return 'F does not meet what is set.'
  if (intersection(inner, x).includes(1)) return "F' meets what is set."
  for (const [label, set] of [
    ['F', forest],
    ["F'", inner],
  ] as const) {
    const district = districtWithin(g, set, set.indexOf(1))
    if (countNodes(district) !== countNodes(set)) return `${label} is not one district.`
    if (!sameNodes(ancestorsWithin(g, set, base), set)) return `a node of ${label} has no path to the roots within it.`
  }
  const all = new Uint8Array(g.size).fill(1)
  return difference(base, ancestorsWithin(g, all, y, x)).includes(1) ? 'a root is not above the outcome.' : null
}

/** The set of the listed names, or null where they are no list of different nodes. */
export function positionsIn(g: IndexedGraph, names: unknown): NodeSet | null {
  if (!Array.isArray(names)) return null
  const positions = names.map((name) => g.index.get(name) ?? -1)
  if (positions.includes(-1) || new Set(positions).size !== positions.length) return null
  return flags(g.size, positions)
}
