import { makeTable } from '../../data/tables/make-table.js'
import type { Table } from '../../data/types.js'
import { CausalError } from '../../errors.js'
import { fisherZ } from '../../independence/gaussian/fisher-z.js'
import { hsic } from '../../independence/kernel/hsic.js'
import { quoteNames } from '../../names.js'
import { leastSquares } from './adaptive-lasso.js'

/** The columns of a linear model with hidden causes, and what is asked of their residuals. */
export interface ResidualTests {
  /** A column less its least squares on others. */
  readonly residual: (target: number, predictors: readonly number[]) => Float64Array
  /** The logarithms of the p-values that `u` is independent of each of these. */
  readonly independent: (u: Float64Array, others: readonly Float64Array[]) => number[]
  /** The logarithm of the p-value that two are not correlated. */
  readonly uncorrelated: (u: Float64Array, v: Float64Array) => number
  /** How many tests were made. */
  readonly made: () => number
}

/** Independence by hsic, correlation by Fisher's z. What cannot be tested (nothing is left) is an error. */
export function residualTests(
  names: readonly string[],
  columns: readonly Float64Array[],
  scatter: Float64Array,
): ResidualTests {
  const p = columns.length
  let made = 0
  const table = (parts: readonly Float64Array[]): Table<Record<string, number>> =>
    makeTable(
      parts.map((_, k) => String(k)),
      parts[0]!.length,
      parts,
    )
  const logP = (result: ReturnType<ReturnType<typeof hsic>>): number => {
    made++
    if (result.tested) return result.logPValue
    throw new CausalError('invalid-data', `a test of residuals could not be made: ${result.message}`)
  }
  return {
    residual: (target, predictors) => {
      if (predictors.length === 0) return columns[target]!
      const slopes = leastSquares(scatter, p, target, predictors)
      if (slopes === null) {
        const among = predictors.map((j) => names[j]!)
        throw new CausalError('collinear', `${quoteNames(among)} determine one another: leave one of them out.`, {
          names: among,
        })
      }
      const residual = columns[target]!.slice()
      for (const [k, j] of predictors.entries()) {
        for (let i = 0; i < residual.length; i++) residual[i]! -= slopes[k]! * columns[j]![i]!
      }
      return residual
    },
    independent: (u, others) => {
      const test = hsic(table([u, ...others]))
      return others.map((_, k) => logP(test('0', String(k + 1))))
    },
    uncorrelated: (u, v) => logP(fisherZ(table([u, v]))('0', '1')),
    made: () => made,
  }
}
