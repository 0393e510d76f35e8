import { CausalError } from '../../errors.js'
import { linearSolve } from '../../numeric/linear-solve.js'

/** A B for p × p row-major matrices. */
export function product(a: Float64Array, b: Float64Array, p: number): Float64Array {
  const c = new Float64Array(p * p)
  for (let i = 0; i < p; i++) {
    for (let k = 0; k < p; k++) {
      const v = a[i * p + k]!
      if (v !== 0) for (let j = 0; j < p; j++) c[i * p + j]! += v * b[k * p + j]!
    }
  }
  return c
}

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
