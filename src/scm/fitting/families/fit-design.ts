import { columnAt } from '../../../data/tables/column.js'
import { missingIn, missingValues } from '../../../data/tables/missing.js'
import type { Categorical, Cell, Table } from '../../../data/types.js'
import { CausalError } from '../../../errors.js'
import { quoteNames } from '../../../names.js'
import { designMatrix } from '../../../numeric/design-matrix.js'
import { leastSquares as coreLeastSquares } from '../../../numeric/least-squares.js'
import { logisticRegression } from '../../../numeric/logistic-regression.js'
import { type Standardized, standardized } from '../../../numeric/standardized.js'
import { show } from '../../../show.js'

/** A term of a regression: a number made of one parent's value. */
export interface DesignTerm {
  readonly parent: string
  readonly of: (value: Cell) => number
}

/** A regression's columns: an intercept, then a number for each term. Row-major. */
export interface Design {
  readonly terms: readonly DesignTerm[]
  readonly x: Float64Array
  readonly n: number
  readonly k: number
}

/** A complete column of a table. */
export function completeColumn(table: Table<unknown, string>, name: string): Float64Array | Categorical {
  const column = columnAt(table, name)
  const missing = missingIn(column)
  if (missing > 0) throw missingValues(table, name)
  return column
}

/** Numbers as they are; of categories, one 0/1 term for each level but the first. */
export function plainTerms(parent: string, column: Float64Array | Categorical): DesignTerm[] {
  if (column instanceof Float64Array) return [{ parent, of: (value) => value as number }]
  return column.levels.slice(1).map((level) => ({ parent, of: (value) => (value === level ? 1 : 0) }))
}

export function designOf(
  columns: ReadonlyMap<string, Float64Array | Categorical>,
  n: number,
  terms: readonly DesignTerm[],
): Design {
  const k = terms.length + 1
  const x = new Float64Array(n * k)
  for (let i = 0; i < n; i++) x[i * k] = 1
  for (const [t, { parent, of }] of terms.entries()) {
    const column = columns.get(parent)!
    if (column instanceof Float64Array) for (let i = 0; i < n; i++) x[i * k + t + 1] = of(column[i]!)
    else for (let i = 0; i < n; i++) x[i * k + t + 1] = of(column.levels[column.codes[i]!]!)
  }
  return { terms, x, n, k }
}

/** Least squares, with a penalty on the size of standardised coefficients; the residuals and their degrees of freedom. */
export function leastSquares(
  child: string,
  design: Design,
  y: Float64Array,
  penalty = 0,
): { beta: Float64Array; residuals: Float64Array; freedom: number } {
  const { terms, n, k } = design
  if (n <= k) {
    const message = `${show(child)} has ${k} coefficients, and the table only ${n} rows: give more rows, or ${show(child)} fewer parents.`
    throw new CausalError('too-few-rows', message, { variable: child, rows: n, coefficients: k })
  }
  const { columns, matrix } = unitColumns(child, design)
  const ridge = Float64Array.from({ length: k }, (_, j) => (j === 0 ? 0 : penalty * n))
  const fit = coreLeastSquares(matrix, n, k, y, null, penalty === 0 ? null : ridge)
  if (!fit.ok) throw determined(child, terms, fit.column)
  const beta = inOwnUnits(fit.coefficients, columns)
  return { beta, residuals: fit.residuals, freedom: n - k + shrunk(fit.inverseTimes, ridge) }
}

/** How many coefficients a ridge takes away: the trace of (XᵀX + ridge)⁻¹ ridge. */
function shrunk(inverseTimes: (c: Float64Array) => Float64Array, ridge: Float64Array): number {
  let sum = 0
  for (let j = 0; j < ridge.length; j++) {
    if (ridge[j] === 0) continue
    sum += inverseTimes(Float64Array.from(ridge, (value, l) => (l === j ? value : 0)))[j]!
  }
  return sum
}

/** The maximum-likelihood weights of a logistic regression. */
export function logisticFit(child: string, design: Design, y: Float64Array): Float64Array {
  const { columns, matrix } = unitColumns(child, design)
  const fit = logisticRegression(matrix, design.n, design.k, y, null)
  if (fit.ok) return inOwnUnits(fit.coefficients, columns)
  if (fit.column !== null) throw determined(child, design.terms, fit.column)
  const message = `the parents of ${show(child)} part its zeros from its ones without error, so the weights have no maximum: use a table, or more data.`
  throw new CausalError('invalid-data', message, { variable: child })
}

/** The columns about their means and at unit size, so that penalty and pivots speak of collinearity alone; with an intercept as a matrix. */
export function unitColumns(
  child: string,
  { terms, x, n, k }: Design,
): { columns: readonly Standardized[]; matrix: Float64Array } {
  const columns = terms.map(({ parent }, j) => {
    const column = new Float64Array(n)
    for (let i = 0; i < n; i++) column[i] = x[i * k + j + 1]!
    const standard = standardized(column)
    if (standard !== null) return standard
    const message = `among the parents of ${show(child)}, ${show(parent)} does not vary: leave it out.`
    throw new CausalError('constant-column', message, { variable: child, parent })
  })
  const matrix = designMatrix(
    columns.map(({ column }) => column),
    n,
  )
  return { columns, matrix }
}

/** Coefficients of unit columns as those of the columns themselves. */
export function inOwnUnits(coefficients: Float64Array, columns: readonly Standardized[]): Float64Array {
  const beta = coefficients.slice()
  for (const [j, { center, scale }] of columns.entries()) {
    beta[j + 1]! /= scale
    beta[0]! -= beta[j + 1]! * center
  }
  return beta
}

function determined(child: string, terms: readonly DesignTerm[], column: number): CausalError {
  const { parent } = terms[column - 1]!
  const others = quoteNames(new Set(terms.map((term) => term.parent)))
  const message = `among the parents of ${show(child)}, ${show(parent)} is determined by the others (${others}): leave it out.`
  return new CausalError('collinear', message, { variable: child, parent })
}
