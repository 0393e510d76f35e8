import { dualSimplex } from './dual-simplex.js'
import { primalSimplex } from './primal-simplex.js'
import { checkedOptimum, isFarkasProof, isRay } from './program-checks.js'
import { artificialBasis, basicValues, basisPrices, copyBasis, refactor, type SimplexBasis } from './simplex-basis.js'
import { distinctColumns, type SparseColumns, timesVector } from './sparse-columns.js'

/** Points `x ≥ 0` with `rows x = right`. */
export interface FeasibleRegion {
  /** m equations of n coefficients each. */
  readonly rows: readonly ArrayLike<number>[]
  /** m right-hand sides. */
  readonly right: ArrayLike<number>
  /** A number that the sum of the unknowns cannot exceed, where one is known: it makes the bound of the dual rigorous. */
  readonly total?: number
}

/** minimise `objective · x` over a region. */
export interface LinearProgram extends FeasibleRegion {
  /** n costs. */
  readonly objective: ArrayLike<number>
}

/** What came of it: the least value with a point that has it, or why there is none. */
export type LinearProgramResult =
  | {
      readonly status: 'optimal'
      /** The cost of `solution`. */
      readonly value: number
      /** No point costs less than this: the value of the dual, at most 1e-9 below `value`. */
      readonly lowerBound: number
      readonly solution: Float64Array
      /** One price for each equation. */
      readonly prices: Float64Array
    }
  | {
      readonly status: 'infeasible'
      /** `proof · column ≤ 0` for every column, `proof · right > 0`: no point meets the equations (Farkas 1902). */
      readonly proof: Float64Array
    }
  | { readonly status: 'unbounded' }
  /** What was found did not pass its check: not an answer. */
  | { readonly status: 'unresolved' }

/** Finds least costs over one region, one objective after another. */
export interface ProgramSolver {
  readonly minimise: (objective: ArrayLike<number>) => LinearProgramResult
}

/** How far below zero the unknowns may go while columns are exchanged, so that no step is degenerate. */
const perturbation = 1e-8
/** The sum of artificial unknowns up to which a region counts as not empty. */
const feasible = 1e-9

/**
 * The bounded revised simplex method: equal columns are merged; bounds are perturbed (`x ≥ −ε`, which keeps redundant
 * equations consistent); artificial unknowns are driven out (phase one, once for a region); Dantzig's rule with Harris' ratio
 * test (phase two, for each objective); the dual simplex method goes back to the true bounds. Every answer is checked anew
 * from the equations: residuals, signs and the gap to the dual bound (Neumaier & Shcherbina 2004), or the proof that there
 * is no point.
 *
 * For dozens of equations and up to some ten thousand unknowns: dense m × m inverse, sparse columns.
 */
export function programSolver(region: FeasibleRegion, unknowns: number): ProgramSolver {
  const { matrix: original, groupOf } = distinctColumns(region.rows, unknowns)
  const scaled = scaledRegion(original, region.right)
  const total = region.total ?? Number.POSITIVE_INFINITY
  const starts: (Start | undefined)[] = []
  const attempt = (seed: number, cost: Float64Array): LinearProgramResult => {
    starts[seed] ??= feasibleStart(scaled, seed)
    const result = solveFrom(starts[seed]!, scaled, cost)
    if (result.status === 'unbounded') {
      return isRay(scaled.matrix, cost, result.column, result.ray) ? { status: 'unbounded' } : { status: 'unresolved' }
    }
    if (result.status === 'stalled') return { status: 'unresolved' }
    if (result.status === 'infeasible') {
      const proof = result.proof.map((weight, i) => weight / scaled.rowScale[i]!)
      return isFarkasProof(original, region.right, proof, total)
        ? { status: 'infeasible', proof }
        : { status: 'unresolved' }
    }
    const solution = result.solution.map((x) => x * scaled.rightScale)
    const prices = result.prices.map((price, i) => price / scaled.rowScale[i]!)
    const checked = checkedOptimum(original, region.right, cost, solution, prices, total)
    return checked === null ? { status: 'unresolved' } : { status: 'optimal', solution, ...checked }
  }
  return {
    minimise: (objective) => {
      const { cost, cheapestOf } = groupCosts(objective, groupOf, original.columns)
      let result: LinearProgramResult = { status: 'unresolved' }
      // another perturbation takes another way
      for (let seed = 0; seed < 3 && result.status === 'unresolved'; seed++) result = attempt(seed, cost)
      if (result.status !== 'optimal') return result
      const solution = new Float64Array(unknowns)
      for (const [group, x] of result.solution.entries()) solution[cheapestOf[group]!] = x
      return { ...result, solution }
    },
  }
}

/** The least value of one objective. */
export function linearProgram({ objective, ...region }: LinearProgram): LinearProgramResult {
  return programSolver(region, objective.length).minimise(objective)
}

/** The least cost of each group of equal columns, and a column that has it. */
function groupCosts(
  objective: ArrayLike<number>,
  groupOf: Int32Array,
  groups: number,
): { cost: Float64Array; cheapestOf: Int32Array } {
  const cost = new Float64Array(groups).fill(Number.POSITIVE_INFINITY)
  const cheapestOf = new Int32Array(groups)
  for (let j = 0; j < groupOf.length; j++) {
    const group = groupOf[j]!
    if (objective[j]! >= cost[group]!) continue
    cost[group] = objective[j]!
    cheapestOf[group] = j
  }
  return { cost, cheapestOf }
}

/** A region whose equations have greatest coefficient one and greatest right-hand side one, so that thresholds mean the same in all units. */
interface ScaledRegion {
  readonly matrix: SparseColumns
  readonly right: Float64Array
  readonly rowScale: Float64Array
  readonly rightScale: number
}

function scaledRegion(matrix: SparseColumns, right: ArrayLike<number>): ScaledRegion {
  const rowScale = new Float64Array(matrix.rows)
  for (const [k, i] of matrix.row.entries()) rowScale[i] = Math.max(rowScale[i]!, Math.abs(matrix.value[k]!))
  for (const [i, scale] of rowScale.entries()) if (scale === 0) rowScale[i] = 1
  const divided = Float64Array.from(right, (b, i) => b / rowScale[i]!)
  const rightScale = divided.reduce((most, b) => Math.max(most, Math.abs(b)), 0) || 1
  return {
    matrix: { ...matrix, value: matrix.value.map((v, k) => v / rowScale[matrix.row[k]!]!) },
    right: divided.map((b) => b / rightScale),
    rowScale,
    rightScale,
  }
}

type Start =
  | { readonly status: 'feasible'; readonly basis: SimplexBasis; readonly perturbed: Float64Array }
  | { readonly status: 'infeasible'; readonly proof: Float64Array }
  | { readonly status: 'stalled' }

/** Phase one: a basis that meets the equations with perturbed bounds. */
function feasibleStart({ matrix, right }: ScaledRegion, seed: number): Start {
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

type Solved =
  | { readonly status: 'optimal'; readonly solution: Float64Array; readonly prices: Float64Array }
  | { readonly status: 'infeasible'; readonly proof: Float64Array }
  | { readonly status: 'unbounded'; readonly column: number; readonly ray: Float64Array }
  | { readonly status: 'stalled' }

/** Phase two with perturbed bounds, then the true ones. */
function solveFrom(start: Start, { matrix, right }: ScaledRegion, objective: Float64Array): Solved {
  if (start.status !== 'feasible') return start
  const largest = objective.reduce((most, c) => Math.max(most, Math.abs(c)), 0) || 1
  const cost = objective.map((c) => c / largest)
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
  const prices = basisPrices(basis, (j) => (j < matrix.columns ? objective[j]! : 0))
  return { status: 'optimal', solution, prices }
}

/** A number in [0, 1) from two whole numbers, without pattern. */
function hashed(j: number, seed: number): number {
  let h = Math.imul(j + 1, 0x9e3779b1) ^ Math.imul(seed + 1, 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 16), 0x21f0aaad)
  h = Math.imul(h ^ (h >>> 15), 0x735a2d97)
  return ((h ^ (h >>> 15)) >>> 0) / 4294967296
}
