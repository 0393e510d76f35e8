import { dualSimplex } from './dual-simplex.js'
import { primalSimplex } from './primal-simplex.js'
import type { ScaledRegion } from './scaled-region.js'
import { artificialBasis, basicValues, basisPrices, copyBasis, refactor, type SimplexBasis } from './simplex-basis.js'
import { timesVector } from './sparse-columns.js'

/** How far below zero the unknowns may go while columns are exchanged, so that no step is degenerate. */
const perturbation = 1e-8
/** The sum of artificial unknowns up to which a region counts as not empty. */
const feasible = 1e-9

/** Where phase one ended. */
export type SimplexStart =
  | { readonly status: 'feasible'; readonly basis: SimplexBasis; readonly perturbed: Float64Array }
  | { readonly status: 'infeasible'; readonly proof: Float64Array }
  | { readonly status: 'stalled' }

/** Phase one: a basis that meets the equations with perturbed bounds. */
export function feasibleStart({ matrix, right }: ScaledRegion, seed: number): SimplexStart {
  // x ≥ −ε is x + ε ≥ 0: the right-hand side moves by matrix · ε
  const slack = Float64Array.from({ length: matrix.columns }, (_, j) => perturbation * (0.5 + hashed(j, seed)))
  const perturbed = timesVector(matrix, slack).map((moved, i) => moved + right[i]!)
  const basis = artificialBasis(matrix, perturbed)
  const end = primalSimplex(basis, perturbed, new Float64Array(matrix.columns), 1)
  if (end.status !== 'optimal') return { status: 'stalled' }
  const values = basicValues(basis, perturbed)
  let missed = 0
  for (const [i, j] of basis.unknown.entries()) if (j >= matrix.columns) missed += Math.max(values[i]!, 0)
  return missed > feasible
    ? { status: 'infeasible', proof: basisPrices(basis, (j) => (j < matrix.columns ? 0 : 1)) }
    : { status: 'feasible', basis, perturbed }
}

/** Where phase two ended, before any check. */
type Solved =
  | { readonly status: 'optimal'; readonly solution: Float64Array; readonly prices: Float64Array }
  | { readonly status: 'infeasible'; readonly proof: Float64Array }
  | { readonly status: 'unbounded'; readonly column: number; readonly ray: Float64Array }
  | { readonly status: 'stalled' }

/** Phase two with perturbed bounds, then the true ones. */
export function solveFrom(start: SimplexStart, { matrix, right }: ScaledRegion, cost: Float64Array): Solved {
  if (start.status !== 'feasible') return start
  const basis = copyBasis(start.basis)
  const end = primalSimplex(basis, start.perturbed, cost, 0)
  if (end.status === 'stalled') return end
  if (end.status === 'unbounded') {
    const ray = new Float64Array(matrix.columns)
    ray[end.column] = 1
    for (const [i, j] of basis.unknown.entries()) if (j < matrix.columns) ray[j] = -end.direction[i]!
    return { status: 'unbounded', column: end.column, ray }
  }
  const back = dualSimplex(basis, right, cost)
  if (back.status !== 'optimal') return back
  if (!refactor(basis)) return { status: 'stalled' }
  const solution = new Float64Array(matrix.columns)
  for (const [i, x] of basicValues(basis, right).entries()) {
    const j = basis.unknown[i]!
    if (j < matrix.columns) solution[j] = Math.max(0, x)
  }
  const prices = basisPrices(basis, (j) => (j < matrix.columns ? cost[j]! : 0))
  return { status: 'optimal', solution, prices }
}

/** A number in [0, 1) from two whole numbers, without pattern. */
function hashed(j: number, seed: number): number {
  let h = Math.imul(j + 1, 0x9e3779b1) ^ Math.imul(seed + 1, 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 16), 0x21f0aaad)
  h = Math.imul(h ^ (h >>> 15), 0x735a2d97)
  return ((h ^ (h >>> 15)) >>> 0) / 4294967296
}
