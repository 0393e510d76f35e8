import { CausalError } from '../../errors.js'
import { checkedObject } from '../../names.js'
import { transposedTimes, weightedGram } from '../../numeric/weighted-gram.js'
import { checkOptions } from '../../options.js'
import { seedStream, splitStream } from '../../probability/streams/stream.js'
import { madeBy } from '../../recipes.js'
import { checkedCount, checkedPenalty, checkedWord } from '../core/check-numbers.js'
import { partedBy, randomFolds } from '../core/folds.js'
import { makeLearner } from '../core/make-learner.js'
import { subsetOf, type TrainingSet } from '../core/training-set.js'
import { standardOf } from '../core/weighted-standard.js'
import { choosePenalty, type PenaltyRule } from './choose-penalty.js'
import { type Encoding, encode, regressors } from './encoding.js'
import { largestPenalty, lassoDescent, type Moments2, penaltyPath } from './lasso-core.js'
import { type LinearLearner, linearFit, type StandardFit } from './linear-fit.js'
import { centred } from './ridge.js'

/**
 * Options of `lasso`.
 *
 * @category Learners
 */
export interface LassoOptions {
  /**
   * How much coefficients cost, as a share of the outcome's standard deviation: 1 or more leaves none. Left out, it is
   * `'cross-validated'`.
   */
  readonly penalty?: number | 'cross-validated'
  /** In how many parts to cut the rows to choose a penalty (default 10). */
  readonly folds?: number
  /** Which penalty to choose: that of least error, or the largest within one standard error of it (default `minimum`). */
  readonly rule?: 'minimum' | 'one-standard-error'
}

const widest = 5000

/**
 * Linear regression with a penalty on absolute coefficients: few columns are chosen, the others get 0.
 *
 * Minimises Σ w (y − a − x b)² / 2W + penalty · d · Σ |s b| for rows of total weight W, columns of standard deviation s and an
 * outcome of standard deviation d, so that units do not matter (Tibshirani 1996). Coordinate descent runs until nothing moves,
 * and the system of the signs found is then solved exactly. For two categories it is the linear probability model, with
 * predictions held within 0 and 1; `logisticRegression({ kind: 'lasso' })` is the one for log odds.
 *
 * @param options - the penalty, or how to choose it
 * @returns a learner whose fits tell intercept, coefficients and penalty
 * @throws CausalError `invalid-argument` for options out of range; when it is fitted, `missing-values`, `invalid-data`,
 *   `too-few-rows`, and `too-large` above 5,000 terms
 * @complexity O(n k²) for k terms, times the folds, and the descent
 * @see Friedman, Hastie & Tibshirani 2010, "Regularization paths for generalized linear models via coordinate descent"
 * @category Learners
 * @example
 * const t = table({ x: [1, 2, 3, 4], z: [1, -1, -1, 1], y: [1, 3, 5, 7] })
 * lasso({ penalty: 0.1 }).fit(t, 'y').coefficients
 * //=> [{ term: 'x', value: 1.8 }, { term: 'z', value: 0 }]
 */
export function lasso(options: LassoOptions = {}): LinearLearner {
  return madeBy('lasso', [options], () => {
    checkOptions('options', options, ['penalty', 'folds', 'rule'], { folds: 'number' })
    const given = checkedObject('options', options)
    const penalty = checkedPenalty(given.penalty ?? 'cross-validated')
    const folds = checkedCount('folds', given.folds ?? 10, 2)
    const rule = checkedWord('rule', given.rule ?? 'minimum', ['minimum', 'one-standard-error'])
    const name = `lasso (penalty ${penalty === 'cross-validated' ? 'cross-validated' : penalty})`
    return makeLearner('lasso', name, (data) => {
      const encoding = encode(data, false)
      if (encoding.k > widest) throw tooWide(encoding.k)
      const standard = standardOf(data.y, data.weights)
      const fit = fitLasso(data, encoding, centred(data.y, standard), penalty, folds, rule)
      return linearFit(encoding, fit, { center: standard.center, scale: standard.scale || 1 })
    })
  })
}

/** The error for more terms than the matrix of their products should have. */
export function tooWide(terms: number): CausalError {
  return new CausalError('too-large', `there are ${terms} terms, and at most ${widest} are taken: select columns.`, {
    terms,
    limit: widest,
  })
}

function fitLasso(
  data: TrainingSet,
  encoding: Encoding,
  y: Float64Array,
  penalty: number | 'cross-validated',
  folds: number,
  rule: PenaltyRule,
): StandardFit {
  const { k } = encoding
  if (k === 0) return { constant: 0, b: new Float64Array(0), penalty: penalty === 'cross-validated' ? 0 : penalty }
  const whole = momentsOf(data, encoding.x, k, y)
  if (penalty !== 'cross-validated')
    return { constant: 0, b: lassoDescent(whole, penalty, new Float64Array(k)), penalty }
  const largest = largestPenalty(whole.xy)
  const path = penaltyPath(largest, data.n > k ? 1e-4 : 1e-2)
  const chosen = largest === 0 ? 0 : choosePenalty(data, path, foldsFor(data, folds), rule, pathErrors)
  const b = new Float64Array(k)
  for (const step of path) if (step >= chosen) lassoDescent(whole, step, b)
  return { constant: 0, b, penalty: chosen }
}

/** The folds in which a penalty is tried. */
export function foldsFor(data: TrainingSet, folds: number): Int32Array {
  if (data.n < folds) {
    throw new CausalError(
      'too-few-rows',
      `there are ${data.n} rows for ${folds} folds: ask for fewer, or give a penalty.`,
      {
        rows: data.n,
        folds,
      },
    )
  }
  return randomFolds(data.n, folds, splitStream(seedStream(data.seed), 'folds'))
}

function momentsOf({ n, weights, total }: TrainingSet, x: Float64Array, k: number, y: Float64Array): Moments2 {
  const wy = weights === null ? y : y.map((value, i) => value * weights[i]!)
  return {
    k,
    gram: weightedGram(x, n, k, weights).map((value) => value / total),
    xy: transposedTimes(x, n, k, wy).map((value) => value / total),
  }
}

/** The squared error of each held-out row under each penalty of the path. */
function pathErrors(data: TrainingSet, fold: Int32Array, f: number, path: Float64Array): Float64Array[] {
  const { inside, outside } = partedBy(fold, f)
  const train = subsetOf(data, outside)
  const held = subsetOf(data, inside)
  const { x, k, terms } = encode(train, false)
  const standard = standardOf(train.y, train.weights)
  const scale = standard.scale || 1
  const m = momentsOf(train, x, k, centred(train.y, standard))
  const there = regressors(terms, held.features, held.n)
  const b = new Float64Array(k)
  return Array.from(path, (penalty) => {
    lassoDescent(m, penalty, b)
    return held.y.map((value, i) => {
      let fitted = 0
      for (let a = 0; a < k; a++) fitted += there[i * k + a]! * b[a]!
      return (value - standard.center - scale * fitted) ** 2
    })
  })
}
