import { makeTable } from '../../data/tables/make-table.js'
import type { Table } from '../../data/types.js'
import { CausalError } from '../../errors.js'
import { checkedPredictions, rowsOf } from '../../learners/core/checked-learner.js'
import type { Learner } from '../../learners/core/types.js'
import { leastSquares } from '../../numeric/least-squares.js'
import { show } from '../../show.js'

/** A regression that was fitted on some times. */
export interface FittedRegression {
  /** From one list of values of the parents. */
  readonly predict: (values: ArrayLike<number>) => number
  /** At times of the data. */
  readonly at: (times: Int32Array) => ArrayLike<number>
  /** The constant and the coefficients, for a linear one. */
  readonly linear?: { readonly intercept: number; readonly coefficients: Float64Array }
}

/** A variable's regression on its parents over all times, to be fitted on some of them. */
export interface Regression {
  readonly n: number
  readonly y: Float64Array
  readonly fit: (times: Int32Array) => FittedRegression
  /** Coefficients that a fit uses up; 0 for a learner, whose freedom is not known. */
  readonly size: number
}

/** Columns of a regression: what they are called, and their values. */
export interface RegressionData {
  readonly outcome: string
  readonly names: readonly string[]
  readonly columns: readonly Float64Array[]
  readonly y: Float64Array
  /** Where parents are categories: each column from the values of the parents. A mechanism is given these. */
  readonly terms?: readonly ((value: (k: number) => number) => number)[]
}

/** A regression on terms as one on the parents. */
export function onParents({ terms }: RegressionData, fitted: FittedRegression): FittedRegression {
  if (terms === undefined) return fitted
  const { predict, at } = fitted
  return { predict: (values) => predict(terms.map((term) => term((k) => values[k]!))), at }
}

export function meanRegression({ y }: RegressionData): Regression {
  return {
    n: y.length,
    y,
    size: 1,
    fit: (times) => {
      const intercept = meanAt(y, times)
      return {
        predict: () => intercept,
        at: (other) => new Float64Array(other.length).fill(intercept),
        linear: { intercept, coefficients: new Float64Array(0) },
      }
    },
  }
}

/** Ordinary least squares on centred columns. */
export function linearRegression(data: RegressionData): Regression {
  const { outcome, names, columns: all, y } = data
  return {
    n: y.length,
    y,
    size: all.length + 1,
    fit: (times) => {
      // a level that does not occur at some of the times has no term there
      const used = all.map((column) => data.terms === undefined || times.some((t) => column[t] !== column[times[0]!]))
      const columns = all.filter((_, c) => used[c])
      const k = columns.length
      const means = columns.map((column) => meanAt(column, times))
      const middle = meanAt(y, times)
      const x = new Float64Array(times.length * k)
      for (let r = 0; r < times.length; r++)
        for (let c = 0; c < k; c++) x[r * k + c] = columns[c]![times[r]!]! - means[c]!
      const fit = leastSquares(
        x,
        times.length,
        k,
        Float64Array.from(times, (t) => y[t]! - middle),
      )
      if (!fit.ok) {
        const message = `the causes of ${show(outcome)} determine each other or do not vary: ${show(names.filter((_, c) => used[c])[fit.column])} follows from those before it in ${names.map((name) => show(name)).join(', ')}. Leave one out, or give a learner such as ridge().`
        throw new CausalError('collinear', message, { outcome, column: names[fit.column] })
      }
      const intercept = fit.coefficients.reduce((sum, b, c) => sum - b * means[c]!, middle)
      const found = fit.coefficients.values()
      const coefficients = Float64Array.from(used, (isUsed) => (isUsed ? found.next().value! : 0))
      const predict = (values: ArrayLike<number>): number =>
        coefficients.reduce((sum, b, c) => sum + b * values[c]!, intercept)
      return {
        predict,
        at: (other) => Float64Array.from(other, (t) => predict(all.map((column) => column[t]!))),
        linear: { intercept, coefficients },
      }
    },
  }
}

/** A learner's regression. */
export function learnedRegression(
  learner: Learner,
  seed: number | string,
  { outcome, names, columns, y }: RegressionData,
): Regression {
  const table = makeTable([...names, outcome], y.length, [...columns, y]) as unknown as Table
  return {
    n: y.length,
    y,
    size: 0,
    fit: (times) => {
      const fitted = learner.fit(rowsOf(table, times), outcome, { seed })
      const of = (given: Table, n: number): ArrayLike<number> =>
        checkedPredictions(fitted.predict(given), n, learner.name)
      return {
        predict: (values) => {
          const one = names.map((_, c) => Float64Array.of(values[c]!))
          return of(makeTable(names, 1, one) as unknown as Table, 1)[0]!
        },
        at: (other) => of(rowsOf(table, other), other.length),
      }
    },
  }
}

/** Residuals at all times from fits on the other four of five blocks of times, so that no time is learned from. */
export function crossFitted(regression: Regression): { readonly residuals: Float64Array; readonly spread: number } {
  const { n, y } = regression
  const residuals = new Float64Array(n)
  const parts = 5
  let squares = 0
  for (let part = 0; part < parts; part++) {
    const [from, to] = [Math.floor((part * n) / parts), Math.floor(((part + 1) * n) / parts)]
    const inside = Int32Array.from({ length: to - from }, (_, i) => from + i)
    const outside = Int32Array.from({ length: n - inside.length }, (_, i) => (i < from ? i : i + inside.length))
    const predicted = regression.fit(outside).at(inside)
    const mean = meanAt(y, outside)
    for (const [i, t] of inside.entries()) {
      residuals[t] = y[t]! - predicted[i]!
      squares += (y[t]! - mean) ** 2
    }
  }
  return { residuals, spread: Math.sqrt(squares / n) }
}

export function meanAt(column: Float64Array, times: Int32Array): number {
  let sum = 0
  for (const t of times) sum += column[t]!
  return sum / times.length
}
