import { type LinearProgramResult, type ProgramSolver, programSolver } from '../../numeric/linear-program.js'
import type { ResponseTypes } from './response-types.js'
import { type Indicator, indicatorOf, type WorldTerm } from './world-terms.js'

/** Probability `p` of a conjunction of terms: what is known. */
export interface KnownProbability {
  readonly terms: readonly WorldTerm[]
  readonly p: number
}

/** A weighted sum of probabilities of conjunctions: what is asked. */
export type Functional = readonly { readonly weight: number; readonly terms: readonly WorldTerm[] }[]

/** Limits of a functional that are taken for granted. */
export interface LimitedFunctional {
  readonly functional: Functional
  readonly atLeast?: number
  readonly atMost?: number
}

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

/** The region of the linear programmes: distributions over the possible types, then one unknown of slack for each limit. */
export interface TypesRegion {
  /** How many types are possible. */
  readonly count: number
  /** How many unknowns there are: the possible types and the slacks. */
  readonly unknowns: number
  readonly rows: readonly Float64Array[]
  readonly right: readonly number[]
  /** A number that the sum of the unknowns cannot exceed. */
  readonly total: number
  /** The cost of each unknown for a functional, given a condition. */
  readonly objective: (asked: Functional, given?: readonly WorldTerm[]) => Float64Array
}

/** Known probabilities come first among the rows, then their sum, then limits. Where nothing is possible there is no region. */
export function typesRegion(
  types: ResponseTypes,
  known: readonly KnownProbability[],
  limits: readonly LimitedFunctional[],
): TypesRegion | null {
  const ofAllTypes = indicatorOf(types)
  const never = limits.flatMap(({ functional, atMost }) =>
    atMost === 0 && functional.length === 1 && functional[0]!.weight > 0 ? [functional[0]!.terms] : [],
  )
  const nothing = [...known.filter(({ p }) => p === 0).map(({ terms }) => terms), ...never]
  const possible = possibleTypes(types.count, ofAllTypes, nothing)
  const count = possible.length
  if (count === 0) return null
  const slack = limits.reduce((sum, { atLeast, atMost }) => sum + [atLeast, atMost].filter(isGiven).length, 0)
  const unknowns = count + slack
  const objective = (asked: Functional, given: readonly WorldTerm[] = []): Float64Array => {
    const out = new Float64Array(unknowns)
    for (const { weight, terms } of asked) {
      const holds = ofAllTypes([...terms, ...given])
      for (let k = 0; k < count; k++) if (holds[possible[k]!] === 1) out[k]! += weight
    }
    return out
  }
  const happens = known.filter(({ p }) => p > 0)
  const sum = new Float64Array(unknowns).fill(1, 0, count)
  const rows = [...happens.map(({ terms }) => objective([{ weight: 1, terms }])), sum]
  const right = [...happens.map(({ p }) => p), 1]
  let total = 1
  let next = count
  for (const { functional, atLeast, atMost } of limits) {
    const reach = functional.reduce((size, { weight }) => size + Math.abs(weight), 0)
    // Σ + slack = most, Σ − slack = least
    for (const [limit, sign] of [
      [atMost, 1],
      [atLeast, -1],
    ] as const) {
      if (limit === undefined) continue
      const row = objective(functional)
      row[next++] = sign
      rows.push(row)
      right.push(limit)
      total += reach + Math.abs(limit)
    }
  }
  return { count, unknowns, rows, right, total, objective }
}

const isGiven = (limit: number | undefined): boolean => limit !== undefined

/**
 * Bounds over all distributions of the joint response types that obey what is known: linear programmes, one objective after
 * another over the same region. Each bound is the value of a dual, so no distribution can lie beyond it.
 */
export function functionalBounder(
  types: ResponseTypes,
  known: readonly KnownProbability[],
  limits: readonly LimitedFunctional[] = [],
  report: (done: number, total: number) => void = () => {},
): FunctionalBounder {
  const region = typesRegion(types, known, limits)
  if (region === null) return () => 'no model'
  const { unknowns, rows, right, total, objective } = region
  const solver = programSolver(region, unknowns)
  return (asked, given = []) => {
    if (given.length === 0) return interval(solver, objective(asked), 1, report)
    const condition = objective([{ weight: 1, terms: given }])
    const least = solver.minimise(condition)
    report(1, 4)
    const most = solver.minimise(condition.map((c) => -c))
    report(2, 4)
    if (least.status !== 'optimal' || most.status !== 'optimal') return reasonOf(least, most)
    if (-most.lowerBound <= impossible) return 'impossible condition'
    const later = (done: number): void => report(2 + done, 4)
    // a condition whose probability the data determine only divides
    if (isCombination(rows, least.prices, condition))
      return interval(solver, objective(asked, given), least.lowerBound, later)
    const ratio = ratioSolver(rows, right, condition, unknowns, least.lowerBound, total)
    return interval(ratio, [...objective(asked, given), 0], 1, later)
  }
}

/** The types of which nothing is true that never happens: the others have probability zero. */
function possibleTypes(count: number, indicator: Indicator, never: readonly (readonly WorldTerm[])[]): Int32Array {
  const impossibleType = new Uint8Array(count)
  for (const terms of never) {
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
  total: number,
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
  return programSolver(
    leastProbability > 1e-3 ? { ...region, total: (1 + total) / leastProbability } : region,
    count + 1,
  )
}

/** The interval of an objective over a number, from both duals. */
function interval(
  solver: ProgramSolver,
  objective: ArrayLike<number>,
  divisor: number,
  report: (done: number, total: number) => void,
): FunctionalBounds {
  const low = solver.minimise(objective)
  report(1, 2)
  const high = solver.minimise(Float64Array.from(objective, (c) => -c))
  report(2, 2)
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
