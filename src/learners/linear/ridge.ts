import { CausalError } from '../../errors.js'
import { checkedObject } from '../../names.js'
import { leastSquares } from '../../numeric/least-squares.js'
import { checkOptions } from '../../options.js'
import { madeBy } from '../../recipes.js'
import { show } from '../../show.js'
import { checkedPenalty } from '../core/check-numbers.js'
import { makeLearner } from '../core/make-learner.js'
import type { TrainingSet } from '../core/training-set.js'
import { standardOf } from '../core/weighted-standard.js'
import { type Encoding, encode } from './encoding.js'
import { type LinearLearner, linearFit, type StandardFit } from './linear-fit.js'
import { ridgeByLeaveOneOut } from './ridge-core.js'

/**
 * Options of `ridge`.
 *
 * @category Learners
 */
export interface RidgeOptions {
  /**
   * How much coefficients cost: 0 is ordinary least squares, and 1 halves the coefficients of uncorrelated columns. Left out,
   * it is `'cross-validated'`: the penalty from 1e-7 to 100 that predicts each row best from all others.
   */
  readonly penalty?: number | 'cross-validated'
}

/**
 * Linear regression with a penalty on squared coefficients, or without (`penalty: 0`).
 *
 * Minimises Σ w (y − a − x b)² / 2W + penalty · Σ (s b)² / 2 for rows of total weight W and columns of standard deviation s, so
 * that neither units nor the number of rows matter to what a penalty means (Hoerl & Kennard 1970). For an outcome of two
 * categories it is the linear probability model, with predictions held within 0 and 1; see `logisticRegression`.
 *
 * @param options - the penalty
 * @returns a learner whose fits tell intercept, coefficients and penalty
 * @throws CausalError `invalid-argument` for a penalty that is none; when it is fitted, `missing-values`, `invalid-data` and,
 *   without penalty, `collinear`, `too-few-rows`
 * @complexity O(n k² + k³) for k terms; the choice of a penalty adds O(n k) for each of 28
 * @see Golub, Heath & Wahba 1979, "Generalized cross-validation as a method for choosing a good ridge parameter"
 * @category Learners
 * @example
 * const t = table({ x: [1, 2, 3, 4], y: [1, 3, 5, 7] })
 * const line = ridge({ penalty: 0 }).fit(t, 'y')
 * line.coefficients
 * //=> [{ term: 'x', value: 2 }]
 * line.predict(table({ x: [10] }))
 * //=> [19]
 */
export function ridge(options: RidgeOptions = {}): LinearLearner {
  return madeBy('ridge', [options], () => {
    checkOptions('options', options, ['penalty'])
    const penalty = checkedPenalty(checkedObject('options', options).penalty ?? 'cross-validated')
    const name =
      penalty === 0
        ? 'ordinary least squares'
        : `ridge regression (penalty ${penalty === 'cross-validated' ? 'by leave-one-out' : penalty})`
    return makeLearner(
      'ridge',
      name,
      (data) => {
        const encoding = encode(data, penalty === 0)
        const standard = standardOf(data.y, data.weights)
        const y = centred(data.y, standard)
        return linearFit(encoding, fitRidge(data, encoding, y, penalty), {
          center: standard.center,
          scale: standard.scale || 1,
        })
      },
      penalty === 0 ? 'least squares' : undefined,
    )
  })
}

/** The outcome with mean 0 and variance 1; zeros where it does not vary. */
export function centred(
  y: Float64Array,
  { center, scale }: { readonly center: number; readonly scale: number },
): Float64Array {
  return scale === 0 ? new Float64Array(y.length) : y.map((value) => (value - center) / scale)
}

function fitRidge(
  data: TrainingSet,
  { x, k, terms }: Encoding,
  y: Float64Array,
  penalty: number | 'cross-validated',
): StandardFit {
  const { n, weights, total } = data
  if (k === 0) return { constant: 0, b: new Float64Array(0), penalty: penalty === 'cross-validated' ? 0 : penalty }
  if (penalty === 'cross-validated') {
    const chosen = ridgeByLeaveOneOut(x, n, k, y, weights, total)
    return { constant: 0, b: chosen.b, penalty: chosen.penalty }
  }
  if (penalty === 0 && n <= k) throw tooFew(n, k)
  const fit = leastSquares(x, n, k, y, weights, new Float64Array(k).fill(penalty * total))
  if (!fit.ok) throw determined(terms[fit.column]!.name)
  return { constant: 0, b: fit.coefficients, penalty }
}

/** The error for fewer rows than a fit without penalty needs. */
export function tooFew(n: number, k: number): CausalError {
  return new CausalError(
    'too-few-rows',
    `there are ${n} rows for an intercept and ${k} coefficients: give a penalty, or fewer columns.`,
    { rows: n, coefficients: k + 1 },
  )
}

/** The error for a term that those before it determine. */
export function determined(term: string): CausalError {
  return new CausalError(
    'collinear',
    `${show(term)} is determined by the other columns: leave it out, or give a penalty.`,
    { columns: [term] },
  )
}
