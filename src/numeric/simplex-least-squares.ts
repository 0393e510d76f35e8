import { linearSolve } from './linear-solve.js'

/** More steps than any problem of a thousand points was seen to need. */
const mostSteps = 20_000

/**
 * The point nearest to the origin in the convex hull of points, from their Gram matrix alone: minimises wᵀ Q w over w ≥ 0,
 * Σ w = 1. Exact but for rounding: Wolfe's active-set method ends after finitely many steps at the optimum.
 *
 * Wolfe 1976, "Finding the nearest point in a polytope", Mathematical Programming 11. Points must not be more than a few
 * thousand; a solution that fits exactly (wᵀ Q w = 0) need not be unique.
 *
 * @param gram - J × J, positive semidefinite
 * @returns J weights
 * @complexity O(J² + |S|³) a step, S the points in use
 */
export function simplexLeastSquares(gram: Float64Array, j: number): Float64Array {
  let start = 0
  let size = 0
  for (let a = 0; a < j; a++) {
    if (gram[a * j + a]! < gram[start * j + start]!) start = a
    size = Math.max(size, gram[a * j + a]!)
  }
  const w = new Float64Array(j)
  w[start] = 1
  let corral = [start]
  const tolerance = 1e-13 * size
  for (let step = 0; step < mostSteps; step++) {
    const gradient = productOf(gram, j, w, corral)
    let value = 0
    for (const a of corral) value += w[a]! * gradient[a]!
    let best = -1
    for (let a = 0; a < j; a++) {
      // at the optimum no point lies nearer to the origin than the hyperplane through the solution
      if (gradient[a]! < value - tolerance && (best < 0 || gradient[a]! < gradient[best]!) && !corral.includes(a))
        best = a
    }
    if (best < 0) break
    const next = descend(gram, j, w, [...corral, best])
    // a point that the corral determines brings nothing: what is left is rounding
    if (next === null) break
    corral = next
  }
  return w
}

/** Moves w to the minimum over the affine hull of the corral, dropping points whose weight would be negative. */
function descend(gram: Float64Array, j: number, w: Float64Array, points: readonly number[]): number[] | null {
  let corral = [...points]
  for (;;) {
    const v = affineMinimum(gram, j, corral)
    if (v === null) return null
    let reach = 1
    for (const [i, a] of corral.entries()) if (v[i]! <= 0) reach = Math.min(reach, w[a]! / (w[a]! - v[i]!))
    if (reach >= 1 && v.every((value) => value > 0)) {
      w.fill(0)
      for (const [i, a] of corral.entries()) w[a] = v[i]!
      return corral
    }
    let dropped = corral[0]!
    let least = Number.POSITIVE_INFINITY
    for (const [i, a] of corral.entries()) {
      w[a] = (1 - reach) * w[a]! + reach * v[i]!
      if (v[i]! <= 0 && w[a]! < least) {
        least = w[a]!
        dropped = a
      }
    }
    w[dropped] = 0
    corral = corral.filter((a) => a !== dropped)
  }
}

/** v with Σ v = 1 and Q v constant over the corral; null where its points are not affinely independent. */
function affineMinimum(gram: Float64Array, j: number, corral: readonly number[]): Float64Array | null {
  const m = corral.length
  const size = corral.reduce((most, a) => Math.max(most, gram[a * j + a]!), 0) || 1
  const system = new Float64Array((m + 1) ** 2)
  for (const [p, a] of corral.entries()) {
    for (const [q, b] of corral.entries()) system[p * (m + 1) + q] = gram[a * j + b]! / size
    system[p * (m + 1) + m] = 1
    system[m * (m + 1) + p] = 1
  }
  const right = new Float64Array(m + 1)
  right[m] = 1
  const solved = linearSolve(system, m + 1, right)
  return solved.ok ? (solved.solution.subarray(0, m) as Float64Array) : null
}

function productOf(gram: Float64Array, j: number, w: Float64Array, corral: readonly number[]): Float64Array {
  const out = new Float64Array(j)
  for (let a = 0; a < j; a++) {
    let sum = 0
    for (const b of corral) sum += gram[a * j + b]! * w[b]!
    out[a] = sum
  }
  return out
}
