import { ARROW, CIRCLE, TAIL } from '../../kinds/marks.js'
import { halfEdge, isAdjacent, type Marked } from '../marked.js'
import type { FciRule } from './marking.js'

/** R4: β o-* γ at the end of a discriminating path θ, …, α, β, γ: β → γ where β helps to separate θ and γ, else α ↔ β ↔ γ. */
export const R4: FciRule = {
  name: 'R4',
  onGraph: (m) => {
    const { node, twin, mark } = m
    let any = false
    for (let bg = 0; bg < node.length; bg++) {
      if (mark[twin[bg]!] !== CIRCLE) continue
      const beta = node[twin[bg]!]!
      for (const path of discriminatingPaths(m, beta, node[bg]!)) {
        const verdict = m.separates(path)
        if (verdict === null) continue
        const end = verdict ? TAIL : ARROW
        any = m.want(twin[bg]!, end) || any
        any = m.want(bg, ARROW) || any
        if (!verdict) any = m.want(halfEdge(m, path.at(-3)!, beta), ARROW) || any
      }
    }
    return any
  },
}

/**
 * The shortest discriminating paths θ, …, α, β, γ for each α and each θ at its nearest: all nodes between θ and β are
 * colliders on the path and parents of γ, and θ is not adjacent to γ (Zhang 2008, definition 7).
 */
export function discriminatingPaths(g: Marked, beta: number, gamma: number): number[][] {
  const { start, node, twin, mark } = g
  const isParent = (v: number): boolean => {
    const k = halfEdge(g, v, gamma)
    return k >= 0 && mark[k] === ARROW && mark[twin[k]!] === TAIL
  }
  const paths: number[][] = []
  for (let k = start[beta]!; k < start[beta + 1]!; k++) {
    const alpha = node[k]!
    if (alpha === gamma || mark[k] !== ARROW || !isParent(alpha)) continue
    // breadth first from α away from β; each node knows the one nearer to β
    const nearer = new Map<number, number>([[alpha, beta]])
    let layer = [alpha]
    while (layer.length > 0) {
      const next: number[] = []
      const ends = new Map<number, number>()
      for (const at of layer) {
        for (let j = start[at]!; j < start[at + 1]!; j++) {
          const far = node[j]!
          // far *→ at keeps `at` a collider
          if (far === beta || far === gamma || nearer.has(far) || mark[twin[j]!] !== ARROW) continue
          if (!isAdjacent(g, far, gamma)) {
            if (!ends.has(far)) ends.set(far, at)
          } else if (mark[j] === ARROW && isParent(far)) {
            nearer.set(far, at)
            next.push(far)
          }
        }
      }
      for (const [theta, at] of ends) {
        const path = [theta]
        for (let v = at; v !== beta; v = nearer.get(v)!) path.push(v)
        paths.push([...path, beta, gamma])
      }
      if (ends.size > 0) break
      layer = next
    }
  }
  return paths
}
