import { ARROW, CIRCLE, TAIL } from '../../kinds/marks.js'
import { halfEdge } from '../marked.js'
import { type FciRule, isNonCollider, type Marking } from './marking.js'
import { eachTriangle } from './triangles.js'

/** R1: α *→ β o-* γ, α and γ not adjacent: β → γ. */
export const R1: FciRule = {
  name: 'R1',
  onMark: (m, k) => {
    const { start, node, twin, mark } = m
    if (mark[k] !== ARROW) return
    const alpha = node[twin[k]!]!
    const beta = node[k]!
    for (let j = start[beta]!; j < start[beta + 1]!; j++) {
      const gamma = node[j]!
      if (gamma === alpha || mark[twin[j]!] !== CIRCLE || !isNonCollider(m, alpha, beta, gamma)) continue
      m.want(twin[j]!, TAIL)
      m.want(j, ARROW)
    }
  },
}

/** R2: α → β *→ γ or α *→ β → γ, and α *-o γ: α *→ γ. */
export const R2: FciRule = {
  name: 'R2',
  onMark: (m, k) => {
    const { twin, mark } = m
    eachTriangle(m, k, (ab, bc, ac) => {
      if (mark[ac] !== CIRCLE || mark[ab] !== ARROW || mark[bc] !== ARROW) return
      if (mark[twin[ab]!] === TAIL || mark[twin[bc]!] === TAIL) m.want(ac, ARROW)
    })
  },
}

/** R3: α *→ β ←* γ, α *-o θ o-* γ, α and γ not adjacent, θ *-o β: θ *→ β. */
export const R3: FciRule = {
  name: 'R3',
  onMark: (m, k) => {
    const { start, node, twin, mark } = m
    if (mark[k] !== ARROW) return
    const alpha = node[twin[k]!]!
    const beta = node[k]!
    for (let j = start[beta]!; j < start[beta + 1]!; j++) {
      const theta = node[j]!
      if (theta === alpha || mark[twin[j]!] !== CIRCLE) continue
      const toTheta = halfEdge(m, alpha, theta)
      if (toTheta >= 0 && mark[toTheta] === CIRCLE && closesKite(m, alpha, beta, theta)) m.want(twin[j]!, ARROW)
    }
  },
}

/** Whether some γ *→ β has γ *-o θ and is not adjacent to α. */
function closesKite(m: Marking, alpha: number, beta: number, theta: number): boolean {
  const { start, node, twin, mark } = m
  for (let j = start[beta]!; j < start[beta + 1]!; j++) {
    const gamma = node[j]!
    if (gamma === alpha || gamma === theta || mark[twin[j]!] !== ARROW) continue
    const toTheta = halfEdge(m, gamma, theta)
    if (toTheta >= 0 && mark[toTheta] === CIRCLE && isNonCollider(m, alpha, theta, gamma)) return true
  }
  return false
}
