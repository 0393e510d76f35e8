import { textsOfNumbers } from '../../../data/tables/numeric-column.js'
import { CausalError } from '../../../errors.js'
import { quoteNames } from '../../../names.js'
import { cholesky } from '../../../numeric/cholesky.js'
import { covarianceRegression } from '../../../numeric/covariance-regression.js'
import { designMatrix } from '../../../numeric/design-matrix.js'
import { type Standardized, standardized } from '../../../numeric/standardized.js'
import { weightedGram } from '../../../numeric/weighted-gram.js'
import { show } from '../../../show.js'
import type { Covariate } from '../types/estimator.js'

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
  /** What was taken out of each term, and by what it was divided; 0 and 1 for the intercept. */
  readonly center: Float64Array
  readonly scale: Float64Array
}

/**
 * The design of some covariates: numbers as they are, categories as indicators against the first level that occurs.
 * Constant and collinear covariates are errors that name them; so are no more units than coefficients.
 */
export function designOf(covariates: readonly Covariate[], n: number, units: number = n): Design {
  const terms = ['(intercept)']
  const source = [-1]
  const columns: Float64Array[] = []
  const center = [0]
  const scale = [1]
  const add = (standard: Standardized, term: string): void => {
    columns.push(standard.column)
    center.push(standard.center)
    scale.push(standard.scale)
    terms.push(term)
  }
  for (const [c, { name, values, levels }] of covariates.entries()) {
    const before = columns.length
    if (levels === undefined) {
      const standard = standardized(values as Float64Array)
      if (standard !== null) add(standard, name)
    } else {
      const used = levels.map((_, code) => code).filter((code) => values.includes(code as never))
      for (const code of used.slice(1)) {
        add(standardized(Float64Array.from(values, (value) => (value === code ? 1 : 0)))!, `${name}=${levels[code]}`)
      }
    }
    if (columns.length === before) throw constant(name)
    while (source.length < terms.length) source.push(c)
  }
  const k = terms.length
  if (units <= k) {
    throw new CausalError(
      'too-few-rows',
      `there are ${units} rows for ${k} coefficients: adjust for less, or find more data.${covariates
        .flatMap(({ name, levels = [] }) => {
          const hint = textsOfNumbers(levels)
          return hint === '' ? [] : [` Of column ${show(name)}:${hint}`]
        })
        .join('')}`,
      { rows: units, coefficients: k },
    )
  }
  const x = designMatrix(columns, n)
  checkCollinear(weightedGram(x, n, k, null), k, terms)
  return {
    n,
    k,
    x,
    terms,
    source: Int32Array.from(source),
    center: Float64Array.from(center),
    scale: Float64Array.from(scale),
  }
}

export function constant(name: string): CausalError {
  return new CausalError('constant-column', `column ${show(name)} does not vary: leave it out.`, {
    columns: [name],
  })
}

/** Throws where the terms before it determine one, by their sums of products. */
export function checkCollinear(gram: Float64Array, k: number, terms: readonly string[]): void {
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
