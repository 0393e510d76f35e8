import type { Table } from '../../data/types.js'
import type { FittedCore } from '../core/make-learner.js'
import type { FittedLearner, Learner, LearnerOptions } from '../core/types.js'
import { type Encoding, regressors } from './encoding.js'

/**
 * A fitted linear predictor, in the units of the columns.
 *
 * @category Learners
 */
export interface LinearFit extends FittedLearner {
  /** The prediction where all terms are 0; for `logisticRegression` its log odds. */
  readonly intercept: number
  /** Each term with its coefficient: a column of numbers, or the indicator `column=level` of a category. */
  readonly coefficients: readonly {
    /** The column's name, or `column=level`. */
    readonly term: string
    /** What one more unit of it adds. */
    readonly value: number
  }[]
  /** The penalty used. */
  readonly penalty: number
}

/**
 * A learner whose fits tell their coefficients.
 *
 * @category Learners
 */
export interface LinearLearner extends Learner {
  /** Fits the mean of the column `outcome` given all other columns of the table. */
  readonly fit: (table: Table, outcome: string, options?: LearnerOptions) => LinearFit
}

/** A linear predictor of standardised regressors: the outcome is `center` + `scale` · (constant + x b). */
export interface StandardFit {
  readonly constant: number
  readonly b: Float64Array
  readonly penalty: number
}

/** The fit in the units of the columns; `link` turns a linear predictor into a prediction. */
export function linearFit(
  { terms, k }: Encoding,
  { constant, b, penalty }: StandardFit,
  { center, scale }: { readonly center: number; readonly scale: number },
  link: (eta: number) => number = (eta) => eta,
): FittedCore<Omit<LinearFit, keyof FittedLearner>> {
  let shift = 0
  const coefficients = terms.map(({ name, center: middle, scale: spread }, a) => {
    const value = (b[a]! / spread) * scale
    shift += value * middle
    return Object.freeze({ term: name, value })
  })
  return {
    report: { intercept: center + scale * constant - shift, coefficients: Object.freeze(coefficients), penalty },
    predict: (features, n) => {
      const x = regressors(terms, features, n)
      const out = new Float64Array(n)
      for (let i = 0; i < n; i++) {
        let eta = constant
        for (let a = 0; a < k; a++) eta += x[i * k + a]! * b[a]!
        out[i] = link(center + scale * eta)
      }
      return out
    },
  }
}
