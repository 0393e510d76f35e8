import { CausalError } from '../../errors.js'
import { quoteNames } from '../../names.js'
import { cholesky } from '../../numeric/cholesky.js'
import { covarianceRegression } from '../../numeric/covariance-regression.js'
import { designMatrix } from '../../numeric/design-matrix.js'
import { standardized } from '../../numeric/standardized.js'
import { weightedGram } from '../../numeric/weighted-gram.js'
import { show } from '../../show.js'
import type { Covariate } from './types.js'

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
  const x = designMatrix(columns, n)
  checkCollinear(x, n, k, terms)
  return { n, k, x, terms, source: Int32Array.from(source) }
}

export function constant(name: string): CausalError {
  return new CausalError('constant-column', `column ${show(name)} does not vary: leave it out.`, {
    columns: [name],
  })
}

function checkCollinear(x: Float64Array, n: number, k: number, terms: readonly string[]): void {
  const gram = weightedGram(x, n, k, null)
  const root = cholesky(gram, k)
  if (root.ok) return
  const j = root.column
  const before = Array.from({ length: j }, (_, a) => a)
  const shares = covarianceRegression(gram, k, j, before)
  const others = terms.filter((_, a) => a > 0 && a < j && shares.ok && Math.abs(shares.slopes[a]!) > 1e-6)
  throw new CausalError(
    'collinear',
    `${show(terms[j])} is determined by ${quoteNames(others)}: leave one of them out.`,
    { columns: [...others, terms[j]!] },
  )
}
