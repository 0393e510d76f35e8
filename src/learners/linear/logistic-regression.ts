import { CausalError } from '../../errors.js'
import { checkedObject } from '../../names.js'
import { designMatrix } from '../../numeric/design-matrix.js'
import { logisticRegression as likeliest } from '../../numeric/logistic-regression.js'
import { portableLog } from '../../numeric/special/portable-log.js'
import { transposedTimes } from '../../numeric/weighted-gram.js'
import { checkOptions } from '../../options.js'
import { madeBy } from '../../recipes.js'
import { show } from '../../show.js'
import { checkedCount, checkedPenalty, checkedWord } from '../core/check-numbers.js'
import { partedBy } from '../core/folds.js'
import { makeLearner } from '../core/make-learner.js'
import { subsetOf, type TrainingSet } from '../core/training-set.js'
import { choosePenalty, type PenaltyRule } from './choose-penalty.js'
import { type Encoding, encode, regressors } from './encoding.js'
import { foldsFor, tooWide } from './lasso.js'
import { largestPenalty, penaltyPath } from './lasso-core.js'
import { type LinearLearner, linearFit, type StandardFit } from './linear-fit.js'
import { inverseLogit, type LogisticProblem, logLoss, penalizedLogistic } from './logistic-core.js'
import { determined, tooFew } from './ridge.js'

/**
 * Options of `logisticRegression`.
 *
 * @category Learners
 */
export interface LogisticRegressionOptions {
  /** How much coefficients cost: 0 (default) is maximum likelihood. */
  readonly penalty?: number | 'cross-validated'
  /** What costs: squared coefficients (`ridge`, default) or absolute ones (`lasso`). */
  readonly kind?: 'ridge' | 'lasso'
  /** In how many parts to cut the rows to choose a penalty (default 10). */
  readonly folds?: number
  /** Which penalty to choose: that of least loss, or the largest within one standard error of it (default `minimum`). */
  readonly rule?: 'minimum' | 'one-standard-error'
}

/**
 * Logistic regression: the log odds of the second category are linear in the columns.
 *
 * Minimises −Σ w log P(y) / W + penalty · Σ (s b)² / 2, or + penalty · Σ |s b| for the lasso, for rows of total weight W and
 * columns of standard deviation s. Without penalty it is maximum likelihood to machine accuracy, and refuses data in which
 * some combination of columns parts the two categories: then there is no maximum. The outcome has two categories, or is 0 and 1.
 *
 * @param options - the penalty, or how to choose it
 * @returns a learner whose fits tell intercept, coefficients (of log odds) and penalty
 * @throws CausalError `invalid-argument` for options out of range; when it is fitted, `missing-values`, `invalid-data` for an
 *   outcome that is no choice of two, and without penalty `collinear`, `too-few-rows`, `zero-support` where the categories are parted
 * @complexity O(n k²) a Newton step, about 6 of them; times the folds and penalties tried
 * @category Learners
 * @example
 * const t = table({ x: [0, 0, 0, 1, 1, 1], y: ['no', 'no', 'yes', 'no', 'yes', 'yes'] })
 * const model = logisticRegression().fit(t, 'y')
 * model.predict(table({ x: [0, 1] }))
 * //=> [0.333333, 0.666667]
 */
export function logisticRegression(options: LogisticRegressionOptions = {}): LinearLearner {
  return madeBy('logisticRegression', [options], () => {
    checkOptions('options', options, ['penalty', 'kind', 'folds', 'rule'], { folds: 'number' })
    const given = checkedObject('options', options)
    const penalty = checkedPenalty(given.penalty ?? 0)
    const kind = checkedWord('kind', given.kind ?? 'ridge', ['ridge', 'lasso'])
    const folds = checkedCount('folds', given.folds ?? 10, 2)
    const rule = checkedWord('rule', given.rule ?? 'minimum', ['minimum', 'one-standard-error'])
    const cost = penalty === 'cross-validated' ? 'cross-validated' : String(penalty)
    const name = penalty === 0 ? 'logistic regression' : `logistic regression (${kind} penalty ${cost})`
    return makeLearner(
      'logisticRegression',
      name,
      (data) => {
        checkChoice(data)
        const encoding = encode(data, penalty === 0)
        if (encoding.k > 5000) throw tooWide(encoding.k)
        const fit = fitLogistic(data, encoding, penalty, kind, folds, rule)
        return linearFit(encoding, fit, { center: 0, scale: 1 }, inverseLogit)
      },
      penalty === 0 ? 'logistic' : undefined,
    )
  })
}

function checkChoice({ y, outcome, binary }: TrainingSet): void {
  let ones = 0
  for (const value of y) {
    if (value !== 0 && value !== 1) {
      throw new CausalError(
        'invalid-data',
        `the outcome ${show(outcome)} must be 0 and 1, or have two categories, and holds ${value}: use another learner for numbers.`,
        { column: outcome, value },
      )
    }
    ones += value
  }
  if (ones > 0 && ones < y.length) return
  throw new CausalError(
    'constant-column',
    `the outcome ${show(outcome)} is the same in all rows${binary ? '' : ` (${y[0]})`}: there are no odds to learn.`,
    { column: outcome },
  )
}

function problemOf(data: TrainingSet, { x, k }: Encoding): LogisticProblem {
  const columns = Array.from({ length: k }, (_, a) => Float64Array.from({ length: data.n }, (_, i) => x[i * k + a]!))
  return { n: data.n, k: k + 1, x: designMatrix(columns, data.n), t: data.y, weights: data.weights, total: data.total }
}

function fitLogistic(
  data: TrainingSet,
  encoding: Encoding,
  penalty: number | 'cross-validated',
  kind: 'ridge' | 'lasso',
  folds: number,
  rule: PenaltyRule,
): StandardFit {
  const p = problemOf(data, encoding)
  if (penalty === 0) return maximumLikelihood(p, encoding)
  const standard = (b: Float64Array, size: number): StandardFit => ({ constant: b[0]!, b: b.slice(1), penalty: size })
  const path = pathOf(p, kind)
  if (penalty !== 'cross-validated') {
    let b = atMean(p)
    // down the path, so that each step is short
    for (const size of path) if (size > penalty) b = penalizedLogistic(p, { kind, size }, b)
    return standard(penalizedLogistic(p, { kind, size: penalty }, b), penalty)
  }
  const errors = (all: TrainingSet, fold: Int32Array, f: number, sizes: Float64Array): Float64Array[] => {
    const { inside, outside } = partedBy(fold, f)
    const train = subsetOf(all, outside)
    checkChoice(train)
    const inner = encode(train, false)
    const there = subsetOf(all, inside)
    const x = regressors(inner.terms, there.features, there.n)
    const part = problemOf(train, inner)
    let b = atMean(part)
    return Array.from(sizes, (size) => {
      b = penalizedLogistic(part, { kind, size }, b)
      return there.y.map((t, i) => {
        let eta = b[0]!
        for (let a = 0; a < inner.k; a++) eta += x[i * inner.k + a]! * b[a + 1]!
        return logLoss(eta, t)
      })
    })
  }
  const chosen = choosePenalty(data, path, foldsFor(data, folds), rule, errors)
  let b = atMean(p)
  for (const size of path) if (size >= chosen) b = penalizedLogistic(p, { kind, size }, b)
  return standard(b, chosen)
}

function maximumLikelihood(p: LogisticProblem, { terms }: Encoding): StandardFit {
  if (p.n <= p.k) throw tooFew(p.n, p.k - 1)
  const fit = likeliest(p.x, p.n, p.k, p.t, p.weights)
  if (fit.ok) return { constant: fit.coefficients[0]!, b: fit.coefficients.slice(1), penalty: 0 }
  if (fit.column !== null) throw determined(terms[fit.column - 1]!.name)
  throw new CausalError(
    'zero-support',
    'some combination of the columns parts the two categories, so that no log odds are the likeliest: give a penalty, or fewer columns.',
  )
}

/** The intercept alone. */
function atMean({ t, weights, total, k }: LogisticProblem): Float64Array {
  let ones = 0
  for (let i = 0; i < t.length; i++) ones += (weights === null ? 1 : weights[i]!) * t[i]!
  const b = new Float64Array(k)
  b[0] = portableLog(ones / (total - ones))
  return b
}

/** 30 penalties from the least that leaves no coefficient (for ridge: a hundred times as much) down to a ten-thousandth of it. */
function pathOf(p: LogisticProblem, kind: 'ridge' | 'lasso'): Float64Array {
  const e = inverseLogit(atMean(p)[0]!)
  const score = p.t.map((t, i) => ((p.weights === null ? 1 : p.weights[i]!) * (t - e)) / p.total)
  const largest = largestPenalty(transposedTimes(p.x, p.n, p.k, score).slice(1))
  if (p.k === 1 || largest === 0) return Float64Array.of(1)
  return kind === 'lasso' ? penaltyPath(largest, 1e-3, 30) : penaltyPath(largest * 100, 1e-6, 30)
}
