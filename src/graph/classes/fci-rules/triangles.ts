import { halfEdge, type Marked } from '../marked.js'

/**
 * Visits the triangles over the edge of half-edge `k`, each in its six readings α, β, γ: with the half-edges α to β, β to
 * γ and α to γ. A rule about three nodes thus meets the edge in every place that it can have.
 */
export function eachTriangle(g: Marked, k: number, visit: (ab: number, bc: number, ac: number) => void): void {
  const { start, node, twin } = g
  const x = node[twin[k]!]!
  const y = node[k]!
  const back = twin[k]!
  for (let yz = start[y]!; yz < start[y + 1]!; yz++) {
    const z = node[yz]!
    if (z === x) continue
    const xz = halfEdge(g, x, z)
    if (xz < 0) continue
    const zy = twin[yz]!
    const zx = twin[xz]!
    visit(k, yz, xz)
    visit(xz, zy, k)
    visit(back, xz, yz)
    visit(yz, zx, back)
    visit(zx, k, zy)
    visit(zy, back, zx)
  }
}
