import { CausalError } from '../../errors.js'
import { linearSolve } from '../../numeric/linear-solve.js'

/** Aᵀ. */
export function transpose(a: Float64Array, p: number): Float64Array {
  return Float64Array.from({ length: p * p }, (_, k) => a[(k % p) * p + Math.floor(k / p)]!)
}

/** I. */
export function identity(p: number): Float64Array {
  return Float64Array.from({ length: p * p }, (_, k) => (k % (p + 1) === 0 ? 1 : 0))
}

/** (I − A)⁻¹. */
export function inverseOfRest(a: Float64Array, p: number): Float64Array {
  const rest = a.map((v, k) => (k % (p + 1) === 0 ? 1 : 0) - v)
  const found = linearSolve(rest, p, identity(p), p)
  if (!found.ok) throw new CausalError('not-invertible', 'the effects leave no unique solution: I − B has no inverse.')
  return found.solution
}
