import { ARROW, CIRCLE, TAIL } from '../../graph/kinds/marks.js'
import type { LaggedRule } from './orient-window.js'
import { causes, eachOrderedPair } from './window-graph.js'

/*
 * Rules of Gerhardus & Runge 2020, section 3.3 and SM: those that may run while edges are still being removed. A tail says
 * "ancestor", an arrow "no ancestor", whatever the middle mark; so a rule asks for separating sets and marks, and for
 * adjacency only where it needs it.
 */

/** MMR: with an arrow at b, b is no ancestor of a, so that no set of parents of a needs to be searched. */
export const MMR: LaggedRule = ({ graph, searchedNow }) =>
  eachOrderedPair(graph, (a, b) => {
    if (graph.end(a, b) === ARROW && !graph.searched(a, b)) searchedNow(a, b)
  })

/** APR: an ancestor that no set of possible parents separates is a parent. */
export const APR: LaggedRule = ({ graph, adjacentNow }) =>
  eachOrderedPair(graph, (a, b) => {
    if (causes(graph, a, b) && graph.searched(b, a) && !graph.isAdjacent(a, b)) adjacentNow(a, b)
  })

/** R1': a *→ b o-* c, and b helps to separate a and c: b → c. */
export const R1: LaggedRule = ({ graph, separators, want }) =>
  eachOrderedPair(graph, (a, c) => {
    for (const b of separators.helpers(a, c)) {
      if (graph.end(a, b) !== ARROW || graph.end(c, b) !== CIRCLE) continue
      want(c, b, TAIL)
      want(b, c, ARROW)
    }
  })

/** R2': a → b *→ c or a *→ b → c, and a *-o c: a *→ c. */
export const R2: LaggedRule = ({ graph, want }) =>
  eachOrderedPair(graph, (a, c) => {
    if (graph.end(a, c) !== CIRCLE) return
    for (let b = 0; b < graph.nodeCount; b++) {
      if (b === a || b === c || graph.end(a, b) !== ARROW || graph.end(b, c) !== ARROW) continue
      if (graph.end(b, a) === TAIL || graph.end(c, b) === TAIL) want(a, c, ARROW)
    }
  })

/** R8': a → b → c and a o-* c: a → c. */
export const R8: LaggedRule = ({ graph, want }) =>
  eachOrderedPair(graph, (a, c) => {
    if (graph.end(c, a) !== CIRCLE) return
    for (let b = 0; b < graph.nodeCount; b++) {
      if (b === a || b === c || !causes(graph, a, b) || !causes(graph, b, c)) continue
      want(c, a, TAIL)
      want(a, c, ARROW)
    }
  })
