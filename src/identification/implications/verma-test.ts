import { counts } from '../../data/statistics/counts.js'
import type { Table } from '../../data/types.js'
import { CausalError } from '../../errors.js'
import { type EvaluatedEstimand, evaluateEstimand } from '../../estimand/evaluate/evaluate-estimand.js'
import { variablesIn } from '../../estimand/terms/variables-in.js'
import type { TestedResult } from '../../independence/core/types.js'
import type { UntestedStatement } from '../../independence/graphs/tested-statements.js'
import { chiSquareUpperTail, logChiSquareUpperTail } from '../../numeric/special/chi-square.js'
import { symmetricEigen } from '../../numeric/symmetric-eigen.js'
import type { Factor } from '../../probability/types.js'
import type { VermaConstraint } from './verma-constraints.js'

const method =
  'Wald test that the formula is the same at all values of what it must not depend on, half a row added to each cell'

/** More cells than this are refused: the formula is worked out once for each. */
const mostCells = 2048
/** What is added to each cell: without it the variances of cells with few rows come out too small, and the test rejects too often. */
const added = 0.5
/** Eigenvalues below this share of the largest are rounding: the formula's values are tied by sums that are one. */
const rounding = 1e-9

/**
 * Tests a Verma constraint on a table of categories: a Wald test that the differences of the formula between the values of
 * what it must not depend on are all zero. Their covariance is that of the delta method, Σ p (dF)² / n over the cells, at
 * frequencies with half a row added to each cell (as Jeffreys' prior does); the size is measured in bench/implications-validity.
 */
export function vermaTest(
  constraint: VermaConstraint,
  table: Table<unknown, string>,
): TestedResult | UntestedStatement {
  const names = variablesIn([constraint.formula])
  const counted = countsOf(table, names)
  if ('reason' in counted) return counted
  const { variables, values } = counted
  const n = values.reduce((sum, count) => sum + count, 0)
  const frequencies = values.map((count) => count + added)
  const total = n + added * values.length
  const at = (p: Float64Array): EvaluatedEstimand => evaluateEstimand(constraint.formula, { variables, values: p })
  const pairs = contrasts(at(frequencies), at(values), constraint.independentOf)
  const differences = (p: Float64Array): Float64Array => {
    const formula = at(p).values
    return Float64Array.from(pairs, ([a, b]) => formula[a]! - formula[b]!)
  }
  const found = differences(frequencies)
  const k = pairs.length
  const covariance = new Float64Array(k * k)
  const step = 1e-6
  for (let cell = 0; cell < values.length; cell++) {
    // the formula's derivative towards all mass in this cell
    const moved = frequencies.map((count, i) => (1 - step) * count + (i === cell ? step * total : 0))
    const slope = differences(moved).map((d, i) => (d - found[i]!) / step)
    const weight = frequencies[cell]! / total / total
    for (let i = 0; i < k; i++) for (let j = 0; j < k; j++) covariance[i * k + j]! += weight * slope[i]! * slope[j]!
  }
  const { statistic, rank } = quadraticForm(found, covariance)
  if (rank === 0)
    return untested('sparse', 'no two values of what the formula must not depend on occur under the same conditions.')
  return {
    tested: true,
    statistic,
    pValue: chiSquareUpperTail(statistic, rank),
    logPValue: logChiSquareUpperTail(statistic, rank),
    degreesOfFreedom: rank,
    method,
  }
}

/** Why a constraint is not tested. */
export function untested(reason: UntestedStatement['reason'], message: string): UntestedStatement {
  return { tested: false, reason, message, method }
}

function countsOf(table: Table<unknown, string>, names: readonly string[]): Factor | UntestedStatement {
  try {
    const counted = counts(table as Table, names) as Factor
    if (counted.values.length <= mostCells) return counted
  } catch (error) {
    if (!(error instanceof CausalError)) throw error
    if (error.code === 'invalid-data')
      return untested('not-discrete', `the formula needs categories: ${error.message.replace(/^counts: /, '')}`)
    if (error.code === 'missing-values') return untested('missing-values', error.message.replace(/^counts: /, ''))
    if (error.code !== 'too-large') throw error
  }
  return untested('too-large', `the formula's variables have more than ${mostCells} joint states: merge some.`)
}

/**
 * Pairs of cells that must be equal: they differ only in what the formula must not depend on. Cells whose formula conditions
 * on what never occurs are left out.
 */
function contrasts(
  formula: EvaluatedEstimand,
  raw: EvaluatedEstimand,
  irrelevant: readonly string[],
): [number, number][] {
  const { variables } = formula
  const first = new Map<string, number>()
  const pairs: [number, number][] = []
  for (let cell = 0; cell < formula.values.length; cell++) {
    if (Number.isNaN(raw.values[cell]!)) continue
    const rest: number[] = []
    for (let k = variables.length - 1, left = cell; k >= 0; k--) {
      const { name, states } = variables[k]!
      if (!irrelevant.includes(name)) rest.push(left % states.length)
      left = Math.floor(left / states.length)
    }
    const key = rest.join()
    const other = first.get(key)
    if (other === undefined) first.set(key, cell)
    else pairs.push([cell, other])
  }
  return pairs
}

/** dᵀ C⁺ d and the rank of C. */
function quadraticForm(d: Float64Array, covariance: Float64Array): { statistic: number; rank: number } {
  const k = d.length
  const { values, vectors } = symmetricEigen(covariance, k)
  const least = rounding * (values.at(-1) ?? 0)
  let statistic = 0
  let rank = 0
  for (let e = 0; e < k; e++) {
    if (!(values[e]! > least)) continue
    let along = 0
    for (let i = 0; i < k; i++) along += vectors[e * k + i]! * d[i]!
    statistic += (along * along) / values[e]!
    rank++
  }
  return { statistic, rank }
}
