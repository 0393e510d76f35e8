import { CIRCLE, type MarkCode, TAIL } from '../../graph/kinds/marks.js'
import type { LaggedSeparators } from './separating-sets.js'
import type { WindowGraph } from './window-graph.js'

/** What a rule reads, and how it says what follows. */
export interface LaggedRuleContext {
  readonly graph: WindowGraph
  readonly separators: LaggedSeparators
  /** Whether a and b depend on each other given a set: known, or tested. */
  readonly dependent: (a: number, b: number, given: Int32Array) => boolean
  /** Wants a mark at `b` of the edge between `a` and `b`, and so at all edges as long. */
  readonly want: (a: number, b: number, mark: MarkCode) => void
  readonly searchedNow: (a: number, b: number) => void
  readonly adjacentNow: (a: number, b: number) => void
}

/** A rule: looks at the whole graph and says what it wants. */
export type LaggedRule = (context: LaggedRuleContext) => void

/**
 * Applies rules in rounds until none wants anything (algorithm S4): each looks at the graph as it stood when the round
 * began, so that nothing depends on the order of variables. An end that is wanted both ways stays a circle and is noted.
 *
 * @returns whether any mark of an edge was set
 */
export function orientWindow(
  graph: WindowGraph,
  separators: LaggedSeparators,
  conflicts: Set<number>,
  dependent: LaggedRuleContext['dependent'],
  rules: readonly LaggedRule[],
): boolean {
  let changed = false
  for (;;) {
    const wishes = new Map<number, { readonly a: number; readonly b: number; wish: number }>()
    const middle: (() => void)[] = []
    const context: LaggedRuleContext = {
      graph,
      separators,
      dependent,
      want: (a, b, mark) => {
        const k = graph.key(a, b)
        if (graph.end(a, b) !== CIRCLE || conflicts.has(k)) return
        const one = wishes.get(k) ?? { a, b, wish: 0 }
        one.wish |= mark === TAIL ? 1 : 2
        wishes.set(k, one)
      },
      searchedNow: (a, b) => middle.push(() => graph.setSearched(a, b)),
      adjacentNow: (a, b) => middle.push(() => graph.setAdjacent(a, b)),
    }
    for (const rule of rules) rule(context)
    if (wishes.size === 0 && middle.length === 0) return changed
    for (const apply of middle) apply()
    for (const [k, { a, b, wish }] of wishes) {
      if (wish === 3 || contradictsTwin(graph, a, b, wish)) conflicts.add(k)
      else {
        graph.setEnd(a, b, (wish - 1) as MarkCode)
        changed = true
      }
    }
  }
}

/** A tail needs an arrow at the other end: each an ancestor of the other is a circle in time. */
function contradictsTwin(graph: WindowGraph, a: number, b: number, wish: number): boolean {
  return wish === 1 && graph.end(b, a) === TAIL
}
