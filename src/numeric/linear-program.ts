import { checkedOptimum, isFarkasProof, isRay } from './program-checks.js'
import { groupCosts, scaledRegion } from './scaled-region.js'
import { feasibleStart, type SimplexStart, solveFrom } from './simplex-phases.js'
import { distinctColumns } from './sparse-columns.js'

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
  const total = (region.total ?? Number.POSITIVE_INFINITY) / scaled.rightScale
  const starts: (SimplexStart | undefined)[] = []
  /** Everything in scaled units, the checks too. */
  const attempt = (seed: number, cost: Float64Array): LinearProgramResult => {
    starts[seed] ??= feasibleStart(scaled, seed)
    const found = solveFrom(starts[seed]!, scaled, cost)
    if (found.status === 'infeasible' && isFarkasProof(scaled.matrix, scaled.right, found.proof, total)) return found
    if (found.status === 'unbounded' && isRay(scaled.matrix, cost, found.column, found.ray))
      return { status: 'unbounded' }
    if (found.status !== 'optimal') return { status: 'unresolved' }
    const checked = checkedOptimum(scaled.matrix, scaled.right, cost, found.solution, found.prices, total)
    return checked === null ? { status: 'unresolved' } : { status: 'optimal', solution: found.solution, ...checked }
  }
  return {
    minimise: (objective) => {
      const { cost, cheapestOf } = groupCosts(objective, groupOf, original.columns)
      const costScale = cost.reduce((most, c) => Math.max(most, Math.abs(c)), 0) || 1
      const scaledCost = cost.map((c) => c / costScale)
      let result: LinearProgramResult = { status: 'unresolved' }
      // another perturbation takes another way
      for (let seed = 0; seed < 3 && result.status === 'unresolved'; seed++) result = attempt(seed, scaledCost)
      if (result.status === 'infeasible')
        return { ...result, proof: result.proof.map((weight, i) => weight / scaled.rowScale[i]!) }
      if (result.status !== 'optimal') return result
      const solution = new Float64Array(unknowns)
      for (const [group, x] of result.solution.entries()) solution[cheapestOf[group]!] = x * scaled.rightScale
      return {
        status: 'optimal',
        value: result.value * scaled.rightScale * costScale,
        lowerBound: result.lowerBound * scaled.rightScale * costScale,
        solution,
        prices: result.prices.map((price, i) => (price * costScale) / scaled.rowScale[i]!),
      }
    },
  }
}

/** The least value of one objective. */
export function linearProgram({ objective, ...region }: LinearProgram): LinearProgramResult {
  return programSolver(region, objective.length).minimise(objective)
}
