import { EigenvalueDecomposition, Matrix } from 'ml-matrix'
import { linearSolve } from './linear-solve.js'

/** Directions (u, v) of u / v from which the pencil is looked at: one where it is well conditioned serves. */
const bases: readonly (readonly [number, number])[] = [
  [0, 1],
  [1, 0],
  [0.6, 0.8],
  [-0.6, 0.8],
  [0.8, 0.6],
  [-0.8, 0.6],
]

/**
 * Numbers x among which lie all real roots of det(A + x B + x² C) = 0, for symmetric n × n matrices: the real parts of the
 * eigenvalues of the companion matrix (Tisseur & Meerbergen 2001, section 3.4), so that a double root that rounding makes
 * complex is not lost. Null where the determinant is zero from wherever it is looked at.
 *
 * @complexity O(n³)
 */
export function quadraticPencilRoots(a: Float64Array, b: Float64Array, c: Float64Array, n: number): number[] | null {
  const at = (p: number, q: number, r: number): Float64Array =>
    a.map((value, i) => p * value + q * b[i]! + r * c[i]!) as Float64Array
  // x = u / v with (u, v) = d + y (u0, v0), d across: the leading coefficient is the pencil at (u0, v0)
  let best: { companion: Matrix; size: number; u: number; v: number } | null = null
  for (const [u, v] of bases) {
    const [du, dv] = [-v, u]
    const low = at(dv * dv, du * dv, du * du)
    const middle = at(2 * dv * v, du * v + dv * u, 2 * du * u)
    const right = new Float64Array(2 * n * n)
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        right[i * 2 * n + j] = -low[i * n + j]!
        right[i * 2 * n + n + j] = -middle[i * n + j]!
      }
    }
    const solved = linearSolve(at(v * v, u * v, u * u), n, right, 2 * n)
    if (!solved.ok) continue
    const size = solved.solution.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
    if (best !== null && best.size <= size) continue
    const companion = Matrix.zeros(2 * n, 2 * n)
    for (let i = 0; i < n; i++) {
      companion.set(i, n + i, 1)
      for (let j = 0; j < 2 * n; j++) companion.set(n + i, j, solved.solution[i * 2 * n + j]!)
    }
    best = { companion, size, u, v }
  }
  if (best === null) return null
  const { u, v } = best
  return new EigenvalueDecomposition(best.companion).realEigenvalues
    .map((y) => (-v + y * u) / (u + y * v))
    .filter(Number.isFinite)
    .sort((p, q) => p - q)
}
