import { ARROW, CIRCLE, TAIL } from '../../graph/kinds/marks.js'
import type { LaggedRule, LaggedRuleContext } from './orient-window.js'
import { helpsToSeparate } from './separating-sets.js'
import { causes, eachOrderedPair, NONE } from './window-graph.js'

/**
 * R9': a o→ c, and an uncovered potentially directed path a, b, …, c with a helping to separate b and c: a → c.
 *
 * Were a no ancestor of c it would be one of b, and so on along the path to c: each node helps to separate its
 * neighbours, and is no ancestor of the one before it.
 */
export const R9: LaggedRule = (context) =>
  eachOrderedPair(context.graph, (a, c) => {
    const { graph, separators, want } = context
    if (graph.end(c, a) !== CIRCLE || graph.end(a, c) !== ARROW) return
    const leads = firstSteps(context, a, c).some(
      (b) => helpsToSeparate(separators, b, c, a) && uncoveredEnds(context, a, b).has(c),
    )
    if (leads) want(c, a, TAIL)
  })

/**
 * R10': a o→ c, uncovered potentially directed paths from a to two parents of c (or to one), whose first nodes a helps to
 * separate: a → c.
 */
export const R10: LaggedRule = (context) =>
  eachOrderedPair(context.graph, (a, c) => {
    const { graph, separators, want } = context
    if (graph.end(c, a) !== CIRCLE || graph.end(a, c) !== ARROW) return
    const routes = firstSteps(context, a, c).filter((b) =>
      [...uncoveredEnds(context, a, b)].some((v) => v !== c && causes(graph, v, c)),
    )
    const leads = routes.some((p, i) => routes.slice(i + 1).some((q) => helpsToSeparate(separators, p, q, a)))
    if (leads) want(c, a, TAIL)
  })

/** Whether a path may go from u to v as a directed one: no arrow at u, no tail at v. */
function mayLead({ graph }: LaggedRuleContext, u: number, v: number): boolean {
  const far = graph.end(u, v)
  return far !== NONE && far !== TAIL && graph.end(v, u) !== ARROW
}

function firstSteps(context: LaggedRuleContext, a: number, c: number): number[] {
  return Array.from({ length: context.graph.nodeCount }, (_, v) => v).filter(
    (v) => v !== a && v !== c && mayLead(context, a, v),
  )
}

/** Where uncovered potentially directed paths a, first, … lead. Walks will do: each of their nodes follows from the one before. */
function uncoveredEnds(context: LaggedRuleContext, a: number, first: number): Set<number> {
  const { graph, separators } = context
  const size = graph.nodeCount
  const seen = new Set<number>([a * size + first])
  const queue = [[a, first] as const]
  const ends = new Set<number>([first])
  for (let head = 0; head < queue.length; head++) {
    const [u, v] = queue[head]!
    for (let w = 0; w < size; w++) {
      if (w === u || w === v || w === a || seen.has(v * size + w) || !mayLead(context, v, w)) continue
      if (!helpsToSeparate(separators, u, w, v)) continue
      seen.add(v * size + w)
      queue.push([v, w])
      ends.add(w)
    }
  }
  return ends
}

/**
 * R4': a discriminating path d, …, a, b, c for b, all of whose edges are known to be adjacencies, and b o-* c: b → c where
 * b helps to separate d and c, else a ↔ b ↔ c.
 */
export const R4: LaggedRule = ({ graph, separators, want }) =>
  eachOrderedPair(graph, (d, c) => {
    if (separators.of(d, c) === undefined) return
    const sure = (u: number, v: number): boolean => graph.end(u, v) !== NONE && graph.isAdjacent(u, v)
    // breadth first from d: colliders on the path that are parents of c
    const seen = new Set<number>([d, c])
    let layer = [d]
    while (layer.length > 0) {
      const next: number[] = []
      for (const u of layer) {
        for (let v = 0; v < graph.nodeCount; v++) {
          if (seen.has(v) || v === u || !sure(u, v) || (u !== d && graph.end(v, u) !== ARROW)) continue
          const { held, all } = separators.holds(d, c, v)
          if (graph.end(u, v) === ARROW && causes(graph, v, c) && sure(v, c) && held === all) {
            seen.add(v)
            next.push(v)
          } else if (u !== d && sure(v, c) && graph.end(c, v) === CIRCLE && (held === 0 || held === all)) {
            want(c, v, held > 0 ? TAIL : ARROW)
            want(v, c, ARROW)
            if (held === 0) want(u, v, ARROW)
          }
        }
      }
      layer = next
    }
  })
