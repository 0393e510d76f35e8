import { ARROW, CIRCLE, TAIL } from '../../kinds/marks.js'
import { halfEdge } from '../marked.js'
import { uncoveredEnds } from '../uncovered-paths.js'
import { type FciRule, isNonCollider, type Marking } from './marking.js'
import { eachTriangle } from './triangles.js'

/** R8: α → β → γ or α -o β → γ, and α o→ γ: α → γ. */
export const R8: FciRule = {
  name: 'R8',
  onMark: (m, k) => {
    const { twin, mark } = m
    eachTriangle(m, k, (ab, bc, ac) => {
      if (mark[ac] !== ARROW || mark[twin[ac]!] !== CIRCLE) return
      const isCause = mark[bc] === ARROW && mark[twin[bc]!] === TAIL
      if (isCause && mark[twin[ab]!] === TAIL && mark[ab] !== TAIL) m.want(twin[ac]!, TAIL)
    })
  },
}

/** R9: α o→ γ, and an uncovered potentially directed path α, β, θ, …, γ with β and γ not adjacent: α → γ. */
export const R9: FciRule = {
  name: 'R9',
  onGraph: (m) =>
    addTails(m, (alpha, gamma) =>
      firstSteps(m, alpha, gamma).some(
        (beta) => isNonCollider(m, beta, alpha, gamma) && uncoveredEnds(m, alpha, beta, gamma).includes(gamma),
      ),
    ),
}

/**
 * R10: α o→ γ, β → γ ← θ, and uncovered potentially directed paths from α to β and from α to θ whose first nodes, which
 * may be β and θ themselves, are different and not adjacent: α → γ.
 */
export const R10: FciRule = {
  name: 'R10',
  onGraph: (m) =>
    addTails(m, (alpha, gamma) => {
      const isParent = (v: number): boolean => {
        const k = halfEdge(m, v, gamma)
        return k >= 0 && m.mark[k] === ARROW && m.mark[m.twin[k]!] === TAIL
      }
      const routes = firstSteps(m, alpha, gamma)
        .map((first) => ({ first, ends: uncoveredEnds(m, alpha, first, gamma).filter(isParent) }))
        .filter(({ ends }) => ends.length > 0)
      return routes.some((p, i) =>
        routes
          .slice(i + 1)
          .some(
            (q) =>
              isNonCollider(m, p.first, alpha, q.first) &&
              (p.ends.length > 1 || q.ends.length > 1 || p.ends[0] !== q.ends[0]),
          ),
      )
    }),
}

/** Wants a tail at α of every α o→ γ that a rule speaks for. */
function addTails(m: Marking, speaks: (alpha: number, gamma: number) => boolean): boolean {
  const { node, twin, mark } = m
  let any = false
  for (let k = 0; k < node.length; k++) {
    if (mark[k] !== ARROW || mark[twin[k]!] !== CIRCLE) continue
    if (speaks(node[twin[k]!]!, node[k]!)) any = m.want(twin[k]!, TAIL) || any
  }
  return any
}

/** The nodes but γ that a potentially directed path from α may go to first: no arrow at α, no tail at the node. */
function firstSteps({ start, node, twin, mark }: Marking, alpha: number, gamma: number): number[] {
  const found: number[] = []
  for (let k = start[alpha]!; k < start[alpha + 1]!; k++) {
    if (node[k] !== gamma && mark[twin[k]!] !== ARROW && mark[k] !== TAIL) found.push(node[k]!)
  }
  return found
}
