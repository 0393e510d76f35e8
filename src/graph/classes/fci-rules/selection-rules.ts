import { adjacencyFromPairs } from '../../core/adjacency.js'
import { CIRCLE, TAIL } from '../../kinds/marks.js'
import { isPerfect, maximumCardinality } from '../chordal.js'
import { halfEdge } from '../marked.js'
import { circlePath } from '../uncovered-paths.js'
import { type FciRule, isNonCollider } from './marking.js'

/** R5: α o-o β on an uncovered circle path that closes a cycle without short chords: all edges of the cycle are undirected. */
export const R5: FciRule = {
  name: 'R5',
  onGraph: (m) => {
    const { start, node, twin, mark } = m
    const circles: number[] = []
    for (let k = 0; k < node.length; k++) {
      const a = node[twin[k]!]!
      if (a < node[k]! && mark[k] === CIRCLE && mark[twin[k]!] === CIRCLE) circles.push(a, node[k]!)
    }
    // in a chordal graph every cycle of four or more has a short chord
    const lists = adjacencyFromPairs(start.length - 1, circles)
    if (isPerfect(lists, maximumCardinality(lists))) return false
    let any = false
    for (let e = 0; e < circles.length; e += 2) {
      const path = circlePath(m, circles[e]!, circles[e + 1]!)
      for (let i = 0; path !== null && i < path.length; i++) {
        const k = halfEdge(m, path[i]!, path[(i + 1) % path.length]!)
        any = m.want(k, TAIL) || any
        any = m.want(twin[k]!, TAIL) || any
      }
    }
    return any
  },
}

/** R6: α — β o-* γ: β -* γ. */
export const R6: FciRule = {
  name: 'R6',
  onMark: (m, k) => {
    const { start, node, twin, mark } = m
    if (mark[k] !== TAIL || mark[twin[k]!] !== TAIL) return
    for (const ab of [k, twin[k]!]) {
      const beta = node[ab]!
      for (let bc = start[beta]!; bc < start[beta + 1]!; bc++) if (mark[twin[bc]!] === CIRCLE) m.want(twin[bc]!, TAIL)
    }
  },
}

/** R7: α -o β o-* γ, α and γ not adjacent: β -* γ. */
export const R7: FciRule = {
  name: 'R7',
  onMark: (m, k) => {
    const { start, node, twin, mark } = m
    if (mark[k] !== TAIL || mark[twin[k]!] !== CIRCLE) return
    const alpha = node[k]!
    const beta = node[twin[k]!]!
    for (let bc = start[beta]!; bc < start[beta + 1]!; bc++) {
      const gamma = node[bc]!
      if (gamma === alpha || mark[twin[bc]!] !== CIRCLE || !isNonCollider(m, alpha, beta, gamma)) continue
      m.want(twin[bc]!, TAIL)
    }
  },
}
