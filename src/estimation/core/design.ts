import { CausalError } from '../../errors.js'
import { quoteNames } from '../../names.js'
import { cholesky, solveLower, solveLowerTransposed } from '../../numeric/cholesky.js'
import { show } from '../../show.js'
import type { Covariate } from './types.js'
import { weightedGram } from './weighted-gram.js'

/** The regressors of a linear predictor: an intercept, then each term centred and scaled to variance 1. */
export interface Design {
  readonly n: number
  readonly k: number
  /** Row-major n × k, the first column 1. */
  readonly x: Float64Array
  /** The names of the k columns: `(intercept)`, a number's name, or `name=level`. */
  readonly terms: readonly string[]
  /** The covariate behind each term, −1 for the intercept. */
  readonly source: Int32Array
}

/**
 * The design of some covariates: numbers as they are, categories as indicators against the first level that occurs.
 * Constant and collinear covariates are errors that name them; so are fewer rows than `least`.
 */
export function designOf(covariates: readonly Covariate[], n: number): Design {
  const terms = ['(intercept)']
  const source = [-1]
  const columns: Float64Array[] = []
  for (const [c, { name, values, levels }] of covariates.entries()) {
    const before = columns.length
    if (levels === undefined) {
      const standard = standardized(values as Float64Array)
      if (standard !== null) {
        columns.push(standard.column)
        terms.push(name)
      }
    } else {
      const used = levels.map((_, code) => code).filter((code) => values.includes(code as never))
      for (const code of used.slice(1)) {
        columns.push(standardized(Float64Array.from(values, (value) => (value === code ? 1 : 0)))!.column)
        terms.push(`${name}=${levels[code]}`)
      }
    }
    if (columns.length === before) throw constant(name)
    while (source.length < terms.length) source.push(c)
  }
  const k = terms.length
  if (n <= k) {
    throw new CausalError(
      'too-few-rows',
      `there are ${n} rows for ${k} coefficients: adjust for less, or find more data.`,
      { rows: n, coefficients: k },
    )
  }
  const x = new Float64Array(n * k)
  for (let i = 0; i < n; i++) {
    x[i * k] = 1
    for (let a = 1; a < k; a++) x[i * k + a] = columns[a - 1]![i]!
  }
  checkCollinear(x, n, k, terms)
  return { n, k, x, terms, source: Int32Array.from(source) }
}

export function constant(name: string): CausalError {
  return new CausalError('constant-column', `column ${show(name)} does not vary: leave it out.`, {
    columns: [name],
  })
}

/** A column centred and scaled to variance 1 (divisor n). */
export interface Standardized {
  readonly column: Float64Array
  /** The standard deviation that was divided out. */
  readonly scale: number
}

/** The column centred and scaled to variance 1, or null when it is constant. */
export function standardized(values: Float64Array): Standardized | null {
  const n = values.length
  const origin = values[0]!
  let mean = 0
  for (let i = 0; i < n; i++) mean += values[i]! - origin
  mean /= n
  let square = 0
  for (let i = 0; i < n; i++) square += (values[i]! - origin - mean) ** 2
  if (square === 0) return null
  if (!Number.isFinite(square)) {
    // squares overflow: an exact power of two brings the numbers down
    const small = standardized(values.map((value) => value * 2 ** -600))
    return small && { column: small.column, scale: small.scale * 2 ** 600 }
  }
  const scale = Math.sqrt(square / n)
  return { column: values.map((value) => (value - origin - mean) / scale), scale }
}

function checkCollinear(x: Float64Array, n: number, k: number, terms: readonly string[]): void {
  const gram = weightedGram(x, n, k, null)
  const root = cholesky(gram, k)
  if (root.ok) return
  const j = root.column
  const shares = dependence(gram, k, j)
  const others = terms.filter((_, a) => a > 0 && a < j && Math.abs(shares[a]!) > 1e-6)
  throw new CausalError(
    'collinear',
    `${show(terms[j])} is determined by ${quoteNames(others)}: leave one of them out.`,
    { columns: [...others, terms[j]!] },
  )
}

/** The coefficients of column j on the columns before it, from a Gram matrix in which those are independent. */
function dependence(gram: Float64Array, k: number, j: number): Float64Array {
  const part = new Float64Array(j * j)
  for (let a = 0; a < j; a++) for (let b = 0; b < j; b++) part[a * j + b] = gram[a * k + b]!
  const root = cholesky(part, j)
  const b = Float64Array.from({ length: j }, (_, a) => gram[j * k + a]!)
  return root.ok ? solveLowerTransposed(root.factor, j, solveLower(root.factor, j, b)) : b
}
