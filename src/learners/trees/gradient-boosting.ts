import { checkedObject } from '../../names.js'
import { portableLog } from '../../numeric/special/portable-log.js'
import { checkOptions } from '../../options.js'
import { generator, seedStream, splitStream } from '../../probability/streams/stream.js'
import { madeBy } from '../../recipes.js'
import { checkedCount, checkedNumber } from '../core/check-numbers.js'
import { makeLearner } from '../core/make-learner.js'
import type { TrainingSet } from '../core/training-set.js'
import type { Learner } from '../core/types.js'
import { standardOf } from '../core/weighted-standard.js'
import { inverseLogit, logLoss } from '../linear/logistic-core.js'
import { centred } from '../linear/ridge.js'
import { type Binned, binned, codesOf } from './bins.js'
import { type BoostedTreeLimits, boostedTreeGrower } from './boosted-tree.js'
import { addPredictions, type Tree } from './tree.js'

/**
 * Options of `gradientBoosting`.
 *
 * @category Learners
 */
export interface GradientBoostingOptions {
  /** How many trees are added up, or at most so many with `patience` (default 200). */
  readonly rounds?: number
  /** How many questions a tree asks of a row at most (default 4). */
  readonly depth?: number
  /** The share of each tree's prediction that is added (default 0.1). */
  readonly learningRate?: number
  /** The least weight of rows in a leaf (default 20); with two categories a row of chance e counts 4 e (1 − e). */
  readonly minLeaf?: number
  /** So many rows of outcome 0 are added to each leaf (default 1). */
  readonly shrinkage?: number
  /** The share of rows, drawn anew, that each tree sees (default 1). */
  readonly subsample?: number
  /** Hold a tenth of the rows out, stop when the loss on them has not fallen for so many rounds, and keep the best number of trees. Not done unasked. */
  readonly patience?: number
}

interface Settings extends BoostedTreeLimits {
  readonly rounds: number
  readonly rate: number
  readonly subsample: number
  readonly patience: number | null
}

/**
 * Gradient boosting: a sum of small trees, each fitted to what those before it left over.
 *
 * Squared loss for numbers, log loss for two categories (Friedman 2001). Columns are cut into at most 256 bins, and categories
 * stand in the order of their mean outcome. Without `subsample` and `patience` nothing is drawn, and the order of rows does not matter.
 *
 * @param options - rounds, depth and the rest
 * @returns a learner
 * @throws CausalError `invalid-argument` for options out of range; when it is fitted, `missing-values`, `invalid-data`
 * @complexity O(n p (log n + rounds · depth)) for p columns
 * @see Friedman 2001, "Greedy function approximation: a gradient boosting machine"; Chen & Guestrin 2016, "XGBoost"
 * @category Learners
 * @example
 * const x = Array.from({ length: 200 }, (_, i) => i / 100)
 * const t = table({ x, y: x.map((v) => (v < 1 ? 0 : 5)) })
 * gradientBoosting().fit(t, 'y').predict(table({ x: [0.5, 1.5] })).map(Math.round)
 * //=> [0, 5]
 */
export function gradientBoosting(options: GradientBoostingOptions = {}): Learner {
  return madeBy('gradientBoosting', [options], () => {
    checkOptions(
      'options',
      options,
      ['rounds', 'depth', 'learningRate', 'minLeaf', 'shrinkage', 'subsample', 'patience'],
      {
        rounds: 'number',
        depth: 'number',
        learningRate: 'number',
        shrinkage: 'number',
        subsample: 'number',
        patience: 'number',
      },
    )
    const given = checkedObject('options', options)
    const settings: Settings = {
      rounds: checkedCount('rounds', given.rounds ?? 200, 1),
      depth: checkedCount('depth', given.depth ?? 4, 1, 30),
      rate: checkedNumber('learningRate', given.learningRate ?? 0.1, 0, { above: true, most: 1 }),
      minLeaf: checkedNumber('minLeaf', given.minLeaf ?? 20, 0, { above: true }),
      shrinkage: checkedNumber('shrinkage', given.shrinkage ?? 1, 0),
      subsample: checkedNumber('subsample', given.subsample ?? 1, 0, { above: true, most: 1 }),
      patience: given.patience === undefined ? null : checkedCount('patience', given.patience, 1),
    }
    const { rounds, depth, rate } = settings
    const name = `gradient boosting (${rounds} trees of depth ${depth}, learning rate ${rate})`
    return makeLearner('gradientBoosting', name, (data) => {
      const standard = data.binary ? { center: 0, scale: 1 } : standardOf(data.y, data.weights)
      const y = data.binary ? data.y : centred(data.y, standard)
      const bins = binned(data, y)
      const { start, trees } = boost(data, y, bins, settings)
      return {
        report: { rounds: trees.length },
        predict: (features, n) => {
          const codes = codesOf(bins.binnings, features, n)
          const out = new Float64Array(n).fill(start)
          for (const tree of trees) addPredictions(tree, codes, out)
          return out.map((value) =>
            data.binary ? inverseLogit(value) : standard.center + (standard.scale || 1) * value,
          )
        },
      }
    })
  })
}

function boost(data: TrainingSet, y: Float64Array, bins: Binned, settings: Settings): { start: number; trees: Tree[] } {
  const { n, weights, binary, seed } = data
  const draw = generator(splitStream(seedStream(seed), 'boosting'))
  const all = Int32Array.from({ length: n }, (_, i) => i)
  let held = new Int32Array(0)
  let learning: Int32Array = all
  if (settings.patience !== null && n >= 20) {
    draw.shuffle(all)
    held = all.slice(0, Math.floor(n / 10))
    learning = all.slice(held.length).sort()
  }
  const start = binary ? logOdds(y, weights, learning) : 0
  const fitted = new Float64Array(n).fill(start)
  const gradient = new Float64Array(n)
  const curvature = binary || weights !== null ? new Float64Array(n) : null
  const grow = boostedTreeGrower(bins, settings)
  const trees: Tree[] = []
  let [best, least] = [0, lossOn(held, y, fitted, data)]
  for (let round = 0; round < settings.rounds; round++) {
    slopes(y, fitted, weights, binary, gradient, curvature)
    const rows = settings.subsample < 1 ? sampled(learning, settings.subsample, draw) : learning.slice()
    const seen = settings.subsample < 1 || held.length > 0 ? new Float64Array(n) : fitted
    const tree = grow(rows, { gradient, curvature }, settings.rate, seen)
    if (seen !== fitted) addPredictions(tree, bins.codes, fitted)
    trees.push(tree)
    if (held.length === 0) continue
    const loss = lossOn(held, y, fitted, data)
    if (loss < least) [best, least] = [trees.length, loss]
    if (trees.length - best >= settings.patience!) break
  }
  return { start, trees: held.length > 0 ? trees.slice(0, best) : trees }
}

/** The negative gradient of the loss, and its curvature. The log loss is taken four times, so that both losses have at most 1 a row. */
function slopes(
  y: Float64Array,
  fitted: Float64Array,
  weights: Float64Array | null,
  binary: boolean,
  gradient: Float64Array,
  curvature: Float64Array | null,
): void {
  for (let i = 0; i < y.length; i++) {
    const weight = weights === null ? 1 : weights[i]!
    if (binary) {
      const e = inverseLogit(fitted[i]!)
      gradient[i] = 4 * weight * (y[i]! - e)
      curvature![i] = 4 * weight * e * (1 - e)
    } else {
      gradient[i] = weight * (y[i]! - fitted[i]!)
      if (curvature !== null) curvature[i] = weight
    }
  }
}

function lossOn(rows: Int32Array, y: Float64Array, fitted: Float64Array, { weights, binary }: TrainingSet): number {
  let sum = 0
  for (const i of rows) {
    const d = y[i]! - fitted[i]!
    sum += (weights === null ? 1 : weights[i]!) * (binary ? logLoss(fitted[i]!, y[i]!) : d * d)
  }
  return sum
}

function sampled(rows: Int32Array, share: number, draw: { uniform(): number }): Int32Array {
  const kept = rows.filter(() => draw.uniform() < share)
  return kept.length > 0 ? kept : rows.slice()
}

/** The log odds of a one, with half a row of each kind added where one is missing. */
function logOdds(y: Float64Array, weights: Float64Array | null, rows: Int32Array): number {
  let [ones, total] = [0, 0]
  for (const i of rows) {
    const weight = weights === null ? 1 : weights[i]!
    ones += weight * y[i]!
    total += weight
  }
  const zeros = total - ones
  return ones > 0 && zeros > 0 ? portableLog(ones / zeros) : portableLog((ones + 0.5) / (zeros + 0.5))
}
