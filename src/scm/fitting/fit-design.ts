import { columnAt } from '../../data/tables/column.js'
import { missingIn, missingValues } from '../../data/tables/missing.js'
import type { Categorical, Cell, Table } from '../../data/types.js'
import { CausalError } from '../../errors.js'
import { quoteNames } from '../../names.js'
import { cholesky, solveCholesky } from '../../numeric/cholesky.js'
import { portableExp } from '../../numeric/special/portable-exp.js'
import { portableLog1p } from '../../numeric/special/portable-log.js'
import { show } from '../../show.js'

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
  for (let i = 0; i < n; i++) {
    x[i * k] = 1
    for (const [t, { parent, of }] of terms.entries()) {
      const column = columns.get(parent)!
      x[i * k + t + 1] = of(column instanceof Float64Array ? column[i]! : column.levels[column.codes[i]!]!)
    }
  }
  return { terms, x, n, k }
}

/** Least squares, with a penalty on the size of standardised coefficients; the residuals and their degrees of freedom. */
export function leastSquares(
  child: string,
  { terms, x, n, k }: Design,
  y: Float64Array,
  penalty = 0,
): { beta: Float64Array; residuals: Float64Array; freedom: number } {
  if (n <= k) {
    const message = `${show(child)} has ${k} coefficients, and the table only ${n} rows: give more rows, or ${show(child)} fewer parents.`
    throw new CausalError('too-few-rows', message, { variable: child, rows: n, coefficients: k })
  }
  // columns about their means and at unit size, so that the pivots speak of collinearity alone
  const mean = new Float64Array(k)
  const size = new Float64Array(k)
  for (let j = 1; j < k; j++) {
    for (let i = 0; i < n; i++) mean[j]! += x[i * k + j]! / n
    for (let i = 0; i < n; i++) size[j]! += (x[i * k + j]! - mean[j]!) ** 2
    size[j] = Math.sqrt(size[j]!)
  }
  const m = k - 1
  const gram = new Float64Array(m * m)
  const cross = new Float64Array(m)
  let center = 0
  for (let i = 0; i < n; i++) center += y[i]! / n
  const z = new Float64Array(m)
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < m; j++) {
      z[j] = size[j + 1]! > 0 ? (x[i * k + j + 1]! - mean[j + 1]!) / size[j + 1]! : 0
      cross[j]! += z[j]! * (y[i]! - center)
      for (let l = 0; l <= j; l++) gram[j * m + l]! += z[j]! * z[l]!
    }
  }
  const before = gram.slice()
  for (let j = 0; j < m; j++) gram[j * m + j]! += penalty
  const factor = cholesky(gram, m, 1e-10)
  if (!factor.ok) {
    const parent = terms[factor.column]!.parent
    const isConstant = !(size[factor.column + 1]! > 0)
    const message = `among the parents of ${show(child)}, ${show(parent)} ${isConstant ? 'does not vary' : `is determined by the others (${quoteNames(new Set(terms.map((t) => t.parent)))})`}: leave it out.`
    throw new CausalError(isConstant ? 'constant-column' : 'collinear', message, { variable: child, parent })
  }
  const scaled = solveCholesky(factor.factor, m, cross.slice())
  const beta = new Float64Array(k)
  beta[0] = center
  for (let j = 0; j < m; j++) {
    beta[j + 1] = scaled[j]! / size[j + 1]!
    beta[0]! -= beta[j + 1]! * mean[j + 1]!
  }
  const residuals = y.map((value, i) => {
    let left = value
    for (let j = 0; j < k; j++) left -= beta[j]! * x[i * k + j]!
    return left
  })
  return { beta, residuals, freedom: n - 1 - trace(before, factor.factor, m, penalty) }
}

/** The trace of (G + λI)⁻¹ G: how many coefficients a penalised fit is worth. */
function trace(gram: Float64Array, factor: Float64Array, m: number, penalty: number): number {
  if (penalty === 0) return m
  let sum = 0
  for (let j = 0; j < m; j++) {
    const column = Float64Array.from({ length: m }, (_, i) => (i >= j ? gram[i * m + j]! : gram[j * m + i]!))
    sum += solveCholesky(factor, m, column)[j]!
  }
  return sum
}

/** The maximum-likelihood weights of a logistic regression, by Newton's method with halving. */
export function logisticFit(child: string, { x, n, k }: Design, y: Float64Array): Float64Array {
  const beta = new Float64Array(k)
  const eta = new Float64Array(n)
  const likelihood = (at: Float64Array): number => {
    let sum = 0
    for (let i = 0; i < n; i++) {
      let e = 0
      for (let j = 0; j < k; j++) e += at[j]! * x[i * k + j]!
      eta[i] = e
      sum += (y[i] === 1 ? e : 0) - (e > 0 ? e + portableLog1p(portableExp(-e)) : portableLog1p(portableExp(e)))
    }
    return sum
  }
  let value = likelihood(beta)
  for (let round = 0; round < 100; round++) {
    const gradient = new Float64Array(k)
    const information = new Float64Array(k * k)
    for (let i = 0; i < n; i++) {
      if (Math.abs(eta[i]!) > 30) {
        const message = `the parents of ${show(child)} part its zeros from its ones without error, so the weights have no maximum: use a table, or more data.`
        throw new CausalError('invalid-data', message, { variable: child })
      }
      const p = 1 / (1 + portableExp(-eta[i]!))
      for (let j = 0; j < k; j++) {
        gradient[j]! += (y[i]! - p) * x[i * k + j]!
        for (let l = 0; l <= j; l++) information[j * k + l]! += p * (1 - p) * x[i * k + j]! * x[i * k + l]!
      }
    }
    const factor = cholesky(information, k)
    if (!factor.ok)
      throw new CausalError(
        'collinear',
        `the parents of ${show(child)} determine one another: leave one of them out.`,
        {
          variable: child,
        },
      )
    const step = solveCholesky(factor.factor, k, gradient)
    let next = Number.NEGATIVE_INFINITY
    let length = 1
    for (; length > 1e-6; length /= 2) {
      next = likelihood(beta.map((b, j) => b + length * step[j]!))
      if (next >= value) break
    }
    if (!(next > value)) break
    for (let j = 0; j < k; j++) beta[j]! += length * step[j]!
    const gain = next - value
    value = next
    if (gain < 1e-12 * (1 + Math.abs(value))) break
  }
  likelihood(beta)
  return beta
}
