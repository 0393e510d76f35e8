import { type LinearProgramResult, type ProgramSolver, programSolver } from '../numeric/linear-program.js'
import type { ResponseTypes } from './response-types.js'
import { type Indicator, indicatorOf, type WorldTerm } from './world-terms.js'

/** Probability `p` of a conjunction of terms: what is known. */
export interface KnownProbability {
  readonly terms: readonly WorldTerm[]
  readonly p: number
}

/** A weighted sum of probabilities of conjunctions: what is asked. */
export type Functional = readonly { readonly weight: number; readonly terms: readonly WorldTerm[] }[]

/**
 * Least and greatest value; 'no model' when no distribution over the types obeys what is known, 'impossible condition' when the
 * condition has probability zero in all that do, 'unresolved' when a solution did not pass its check.
 */
export type FunctionalBounds = readonly [number, number] | 'no model' | 'impossible condition' | 'unresolved'

/** Bounds a functional, given a condition. */
export type FunctionalBounder = (asked: Functional, given?: readonly WorldTerm[]) => FunctionalBounds

/** A condition whose probability is at most this counts as impossible. */
const impossible = 1e-12
/** The greatest error of a bound that is reported. */
const tolerance = 1e-9

/**
 * Bounds over all distributions of the joint response types that obey what is known: linear programmes, one objective after
 * another over the same region. Each bound is the value of a dual, so no distribution can lie beyond it.
 */
export function functionalBounder(types: ResponseTypes, known: readonly KnownProbability[]): FunctionalBounder {
  const ofAllTypes = indicatorOf(types)
  const possible = possibleTypes(types.count, ofAllTypes, known)
  const count = possible.length
  if (count === 0) return () => 'no model'
  const indicator: Indicator = (terms) => {
    const holds = ofAllTypes(terms)
    return Uint8Array.from(possible, (type) => holds[type]!)
  }
  const happens = known.filter(({ p }) => p > 0)
  const rows = [...happens.map(({ terms }) => indicator(terms)), new Uint8Array(count).fill(1)]
  const right = [...happens.map(({ p }) => p), 1]
  const solver = programSolver({ rows, right, total: 1 }, count)
  const objectiveOf = (asked: Functional, given: readonly WorldTerm[]): Float64Array => {
    const objective = new Float64Array(count)
    for (const { weight, terms } of asked) {
      const holds = indicator([...terms, ...given])
      for (let type = 0; type < count; type++) objective[type]! += weight * holds[type]!
    }
    return objective
  }
  return (asked, given = []) => {
    const objective = objectiveOf(asked, given)
    if (given.length === 0) return interval(solver, objective, 1)
    const condition = Float64Array.from(indicator(given))
    const least = solver.minimise(condition)
    const most = solver.minimise(condition.map((c) => -c))
    if (least.status !== 'optimal' || most.status !== 'optimal') return reasonOf(least, most)
    if (-most.lowerBound <= impossible) return 'impossible condition'
    // a condition whose probability the data determine only divides
    if (isCombination(rows, least.prices, condition)) return interval(solver, objective, least.lowerBound)
    return interval(ratioSolver(rows, right, condition, count, least.lowerBound), [...objective, 0], 1)
  }
}

/** The types of which nothing is true that never happens: the others have probability zero. */
function possibleTypes(count: number, indicator: Indicator, known: readonly KnownProbability[]): Int32Array {
  const impossibleType = new Uint8Array(count)
  for (const { terms, p } of known) {
    if (p > 0) continue
    for (const [type, holds] of indicator(terms).entries()) if (holds === 1) impossibleType[type] = 1
  }
  return Int32Array.from({ length: count }, (_, type) => type).filter((type) => impossibleType[type] === 0)
}

/**
 * The programme of a ratio (Charnes & Cooper 1962): with x = q / P(given) and s = 1 / P(given), what is known is
 * `rows x = right s`, the condition is `condition x = 1`, and the ratio is linear. The last unknown is s, the sum of the others.
 */
function ratioSolver(
  rows: readonly ArrayLike<number>[],
  right: readonly number[],
  condition: ArrayLike<number>,
  count: number,
  leastProbability: number,
): ProgramSolver {
  const extended = (row: ArrayLike<number>, last: number): Float64Array => {
    const out = new Float64Array(count + 1)
    out.set(row)
    out[count] = last
    return out
  }
  const all = [...rows.map((row, i) => extended(row, -right[i]!)), extended(condition, 0)]
  const region = { rows: all, right: [...right.map(() => 0), 1] }
  // Σ x = s ≤ 1 / least P(given); of no use where that is without end
  return programSolver(leastProbability > 1e-3 ? { ...region, total: 2 / leastProbability } : region, count + 1)
}

/** The interval of an objective over a number, from both duals. */
function interval(solver: ProgramSolver, objective: ArrayLike<number>, divisor: number): FunctionalBounds {
  const low = solver.minimise(objective)
  const high = solver.minimise(Float64Array.from(objective, (c) => -c))
  if (low.status !== 'optimal' || high.status !== 'optimal') return reasonOf(low, high)
  if (Math.max(low.value - low.lowerBound, high.value - high.lowerBound) > tolerance * divisor) return 'unresolved'
  const lower = low.lowerBound / divisor
  const upper = -high.lowerBound / divisor
  // a point may come out with its ends in the wrong order, by rounding
  const ordered: readonly [number, number] = lower <= upper ? [lower, upper] : [upper, lower]
  return Object.freeze(ordered)
}

const reasonOf = (...results: readonly LinearProgramResult[]): 'no model' | 'unresolved' =>
  results.some(({ status }) => status === 'infeasible') ? 'no model' : 'unresolved'

/** Whether a row is the combination of the known ones that the prices say: then its probability is known too. */
function isCombination(
  rows: readonly ArrayLike<number>[],
  prices: ArrayLike<number>,
  wanted: ArrayLike<number>,
): boolean {
  for (let j = 0; j < wanted.length; j++) {
    let sum = 0
    for (let i = 0; i < rows.length; i++) sum += prices[i]! * rows[i]![j]!
    if (Math.abs(sum - wanted[j]!) > 1e-11) return false
  }
  return true
}
