import { ARROW, CIRCLE } from '../../graph/kinds/marks.js'
import type { LaggedRule } from './orient-window.js'
import { eachPair, NONE } from './window-graph.js'

/**
 * R0'a–d: a *-o b o-* c, b in less than half of the sets that separate a and c, and each of the two edges an adjacency or a dependence given
 * the sets without b, which is tested: a *→ b ←* c. (b would be an ancestor of a, of c or of the set only against these facts.)
 */
export const R0: LaggedRule = ({ graph, separators, dependent, want }) =>
  eachPair(graph, (a, c) => {
    const sets = separators.of(a, c)
    if (sets === undefined) return
    for (let b = 0; b < graph.nodeCount; b++) {
      if (b === a || b === c) continue
      const [fromA, fromC] = [graph.end(a, b), graph.end(c, b)]
      if (fromA === NONE || fromC === NONE || (fromA !== CIRCLE && fromC !== CIRCLE)) continue
      // most of the sets do without b
      const without = sets.filter((set) => !set.includes(b))
      if (2 * without.length <= sets.length) continue
      const collides = without.every((set) => [a, c].every((far) => graph.isAdjacent(far, b) || dependent(far, b, set)))
      if (!collides) continue
      want(a, b, ARROW)
      want(c, b, ARROW)
    }
  })

/** R3': a *→ b ←* c, d helps to separate a and c, and d *-o b: d *→ b. (d is an ancestor of a or of c, b of neither.) */
export const R3: LaggedRule = ({ graph, separators, want }) =>
  eachPair(graph, (a, c) => {
    for (const d of separators.helpers(a, c)) {
      for (let b = 0; b < graph.nodeCount; b++) {
        if (b === d || graph.end(d, b) !== CIRCLE) continue
        if (b !== a && b !== c && graph.end(a, b) === ARROW && graph.end(c, b) === ARROW) want(d, b, ARROW)
      }
    }
  })
