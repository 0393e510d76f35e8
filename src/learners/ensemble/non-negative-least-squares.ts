import { cholesky, solveCholesky } from '../../numeric/cholesky.js'

/**
 * The b ≥ 0 that minimises b' G b / 2 − c' b for a positive semidefinite k × k matrix G: the active set method of Lawson &
 * Hanson (1974, chapter 23). Columns that the ones in use determine stay out.
 */
export function nonNegativeLeastSquares(gram: Float64Array, c: Float64Array): Float64Array {
  const k = c.length
  let b = new Float64Array(k)
  const used = new Set<number>()
  const barred = new Set<number>()
  const scale = c.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  for (let round = 0; round < 30 * k; round++) {
    let entering = -1
    let steepest = 1e-12 * scale
    for (let a = 0; a < k; a++) {
      if (used.has(a) || barred.has(a)) continue
      let slope = c[a]!
      for (let j = 0; j < k; j++) slope -= gram[a * k + j]! * b[j]!
      if (slope > steepest) [entering, steepest] = [a, slope]
    }
    if (entering < 0) break
    used.add(entering)
    for (;;) {
      const list = [...used]
      const z = solveOn(list, gram, c, k)
      if (z === null) {
        used.delete(entering)
        barred.add(entering)
        break
      }
      // go towards the solution until a coefficient would turn negative
      let share = 1
      for (const [i, a] of list.entries()) if (z[i]! <= 0) share = Math.min(share, b[a]! / (b[a]! - z[i]!))
      const next = new Float64Array(k)
      for (const [i, a] of list.entries()) next[a] = b[a]! + share * (z[i]! - b[a]!)
      b = next
      if (share === 1) break
      for (const [i, a] of list.entries()) {
        if (!(z[i]! <= 0 && b[a]! <= 1e-14 * Math.abs(z[i]!) + 1e-300)) continue
        used.delete(a)
        b[a] = 0
      }
    }
  }
  return b
}

function solveOn(list: readonly number[], gram: Float64Array, c: Float64Array, k: number): Float64Array | null {
  const m = list.length
  const part = new Float64Array(m * m)
  for (let i = 0; i < m; i++) for (let j = 0; j < m; j++) part[i * m + j] = gram[list[i]! * k + list[j]!]!
  const root = cholesky(part, m, 1e-10)
  return root.ok
    ? solveCholesky(
        root.factor,
        m,
        Float64Array.from(list, (a) => c[a]!),
      )
    : null
}
