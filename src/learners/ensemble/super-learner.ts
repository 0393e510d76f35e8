import { checkTable } from '../../data/tables/check-table.js'
import type { Table } from '../../data/types.js'
import { CausalError, calledAs } from '../../errors.js'
import { checkedObject } from '../../names.js'
import { checkOptions } from '../../options.js'
import { seedStream, splitStream } from '../../probability/streams/stream.js'
import { madeBy } from '../../recipes.js'
import { show } from '../../show.js'
import { checkedCount } from '../core/check-numbers.js'
import { checkedLearner, checkedPredictions, rowsOf } from '../core/checked-learner.js'
import { partedBy, randomFolds } from '../core/folds.js'
import { trainingSet } from '../core/training-set.js'
import type { FittedLearner, Learner, LearnerOptions } from '../core/types.js'
import { nonNegativeLeastSquares } from './non-negative-least-squares.js'

/**
 * Options of `superLearner`.
 *
 * @category Learners
 */
export interface SuperLearnerOptions {
  /** The learners among which to share the weight, such as `[ridge(), forest()]`. */
  readonly learners: readonly Learner[]
  /** In how many parts to cut the rows (default 5). */
  readonly folds?: number
}

/**
 * A fitted mixture of learners.
 *
 * @category Learners
 */
export interface SuperLearnerFit extends FittedLearner {
  /** Each learner with its share (they sum to 1) and its cross-validated mean squared error. */
  readonly learners: readonly {
    /** The learner's name. */
    readonly name: string
    /** Its share of the prediction. */
    readonly share: number
    /** Its mean squared error on rows held out. */
    readonly error: number
  }[]
}

/**
 * A learner whose fits tell the shares of others.
 *
 * @category Learners
 */
export interface SuperLearner extends Learner {
  /** Fits the mean of the column `outcome` given all other columns of the table. */
  readonly fit: (table: Table, outcome: string, options?: LearnerOptions) => SuperLearnerFit
}

/**
 * The mixture of several learners that predicts best: each is fitted without one part of the rows after the other, and the
 * shares are those of least squared error on the rows held out, none negative, scaled to sum to 1.
 *
 * With enough rows it does as well as the best of them (van der Laan, Polley & Hubbard 2007).
 *
 * @param options - the learners, and in how many parts to cut the rows
 * @returns a learner whose fits tell the shares
 * @throws CausalError `invalid-argument` for learners that are none; when it is fitted, what the learners throw
 * @complexity (folds + 1) fits of each learner
 * @category Learners
 * @example
 * const x = Array.from({ length: 40 }, (_, i) => i / 10)
 * const t = table({ x, y: x.map((v) => 2 * v + 1) })
 * const mixture = superLearner({ learners: [ridge({ penalty: 0 }), nearestNeighbors({ neighbors: 5 })] }).fit(t, 'y')
 * mixture.learners.map(({ share }) => share)
 * //=> [1, 0]
 */
export function superLearner(options: SuperLearnerOptions): SuperLearner {
  return madeBy('superLearner', [options], () => {
    checkOptions('options', options, ['learners', 'folds'], { folds: 'number' })
    const { learners, ...given } = checkedObject('options', options)
    if (!Array.isArray(learners) || learners.length === 0) {
      throw new CausalError(
        'invalid-argument',
        `give the learners to mix, such as [ridge(), forest()], got ${show(learners)}.`,
      )
    }
    for (const learner of learners) checkedLearner('learners', learner)
    const folds = checkedCount('folds', given.folds ?? 5, 2)
    const name = `super learner of ${learners.map((learner) => learner.name).join(', ')}`
    return Object.freeze({
      name,
      fit: (table: Table, outcome: string, fitOptions?: LearnerOptions) =>
        calledAs('superLearner', () => fitMixture(learners, folds, table, outcome, fitOptions)),
    })
  })
}

function fitMixture(
  learners: readonly Learner[],
  folds: number,
  table: Table,
  outcome: string,
  options: LearnerOptions | undefined,
): SuperLearnerFit {
  const { seed, y } = trainingSet(table, outcome, { ...options, weights: new Float64Array(table.rowCount).fill(1) })
  checkOptions('options', options, ['weights', 'seed'])
  const n = table.rowCount
  const weights = options?.weights
  if (n < folds) {
    throw new CausalError('too-few-rows', `there are ${n} rows for ${folds} folds.`, { rows: n, folds })
  }
  const stream = splitStream(seedStream(seed), 'super learner')
  const fold = randomFolds(n, folds, stream)
  const held = learners.map(() => new Float64Array(n))
  for (let f = 0; f < folds; f++) {
    const { inside, outside } = partedBy(fold, f)
    const train = rowsOf(table, outside)
    const rest = rowsOf(table, inside)
    for (const [k, learner] of learners.entries()) {
      const fitted = learner.fit(train, outcome, optionsOf(options, outside))
      const predicted = checkedPredictions(fitted.predict(rest), inside.length, learner.name)
      for (let i = 0; i < inside.length; i++) held[k]![inside[i]!] = predicted[i]!
    }
  }
  const { shares, errors } = sharesOf(held, y, weights)
  const fitted = learners.map((learner, k) => (shares[k]! > 0 ? learner.fit(table, outcome, options ?? {}) : null))
  return Object.freeze({
    features: Object.freeze(table.columns.filter((column) => column !== outcome)),
    learners: Object.freeze(
      learners.map(({ name }, k) => Object.freeze({ name, share: shares[k]!, error: errors[k]! })),
    ),
    predict: (other: Table) =>
      calledAs('superLearner', () => {
        checkTable(other)
        const out = new Float64Array(other.rowCount)
        for (const [k, model] of fitted.entries()) {
          if (model === null) continue
          const predicted = checkedPredictions(model.predict(other), other.rowCount, learners[k]!.name)
          for (let i = 0; i < out.length; i++) out[i]! += shares[k]! * predicted[i]!
        }
        return out
      }),
  })
}

function optionsOf(options: LearnerOptions | undefined, rows: Int32Array): LearnerOptions {
  const { weights, ...rest } = options ?? {}
  return weights === undefined ? rest : { ...rest, weights: Float64Array.from(rows, (i) => weights[i]!) }
}

/** The shares of least squared error, and each learner's own. */
function sharesOf(
  held: readonly Float64Array[],
  y: Float64Array,
  weights: Float64Array | undefined,
): { shares: Float64Array; errors: Float64Array } {
  const k = held.length
  let [total, middle] = [0, 0]
  for (let i = 0; i < y.length; i++) {
    const w = weights?.[i] ?? 1
    total += w
    middle += w * y[i]!
  }
  // shares that sum to 1 do not move with the origin: around the mean fewer digits are lost
  middle /= total
  const gram = new Float64Array(k * k)
  const c = new Float64Array(k)
  const errors = new Float64Array(k)
  for (let i = 0; i < y.length; i++) {
    const w = (weights?.[i] ?? 1) / total
    for (let a = 0; a < k; a++) {
      const value = held[a]![i]! - middle
      c[a]! += w * value * (y[i]! - middle)
      errors[a]! += w * (held[a]![i]! - y[i]!) * (held[a]![i]! - y[i]!)
      for (let b = 0; b < k; b++) gram[a * k + b]! += w * value * (held[b]![i]! - middle)
    }
  }
  const free = nonNegativeLeastSquares(gram, c)
  const sum = free.reduce((s, value) => s + value, 0)
  // where none helps, the one of least error is taken
  const best = errors.indexOf(errors.reduce((least, e) => Math.min(least, e), Number.POSITIVE_INFINITY))
  return { shares: free.map((value, a) => (sum > 0 ? value / sum : a === best ? 1 : 0)), errors }
}
