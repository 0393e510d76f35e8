import type { Table } from '../../data/types.js'
import { checkedObject } from '../../names.js'
import { checkOptions } from '../../options.js'
import type { Generator } from '../../probability/streams/generator.js'
import { generator, seedStream, splitStream } from '../../probability/streams/stream.js'
import { madeBy } from '../../recipes.js'
import { checkedCount, checkedNumber } from '../core/check-numbers.js'
import { makeLearner } from '../core/make-learner.js'
import type { TrainingSet } from '../core/training-set.js'
import type { FittedLearner, Learner, LearnerOptions } from '../core/types.js'
import { standardOf } from '../core/weighted-standard.js'
import { centred } from '../linear/ridge.js'
import { type Binned, binned, codesOf } from './bins.js'
import { sampledTree } from './sampled-tree.js'
import { leafAt, rowMajor, type Tree } from './tree.js'
import { fillSample, treeSample } from './tree-sample.js'

/**
 * Options of `forest`.
 *
 * @category Learners
 */
export interface ForestOptions {
  /** How many trees (default 200). */
  readonly trees?: number
  /** The least weight of rows in a leaf (default 5). */
  readonly minLeaf?: number
  /** How many columns each node looks at, drawn anew (default a third of them, rounded up). */
  readonly columns?: number
  /** The share of rows, drawn without replacement, that each tree sees (default 0.5). */
  readonly subsample?: number
}

/**
 * A fitted forest.
 *
 * @category Learners
 */
export interface ForestFit extends FittedLearner {
  /**
   * The prediction of each row of the fit (of positive weight) by the trees that did not see it: an honest view of the error.
   * `null` where every row was seen by every tree.
   */
  readonly outOfBag: Float64Array | null
}

/**
 * A learner whose fits tell their out-of-bag predictions.
 *
 * @category Learners
 */
export interface ForestLearner extends Learner {
  /** Fits the mean of the column `outcome` given all other columns of the table. */
  readonly fit: (table: Table, outcome: string, options?: LearnerOptions) => ForestFit
}

interface Settings {
  readonly trees: number
  readonly minLeaf: number
  readonly columns: number | undefined
  readonly subsample: number
}

/**
 * A random forest: the mean of deep trees, each grown on a random half of the rows, whose nodes look at a random third of the
 * columns.
 *
 * Columns are cut into at most 256 bins, and categories stand in the order of their mean outcome. Draws go by the names of
 * columns and the order of rows: the order of columns does not matter.
 *
 * @param options - trees, leaves, columns, share of rows
 * @returns a learner whose fits tell out-of-bag predictions
 * @throws CausalError `invalid-argument` for options out of range; when it is fitted, `missing-values`, `invalid-data`
 * @complexity O(trees · n m log n) for m columns a node
 * @see Breiman 2001, "Random forests"
 * @category Learners
 * @example
 * const x = Array.from({ length: 200 }, (_, i) => i / 100)
 * const t = table({ x, y: x.map((v) => (v < 1 ? 0 : 5)) })
 * forest().fit(t, 'y').predict(table({ x: [0.1, 1.5] })).map((v) => Math.round(v) + 0)
 * //=> [0, 5]
 */
export function forest(options: ForestOptions = {}): ForestLearner {
  return madeBy('forest', [options], () => {
    checkOptions('options', options, ['trees', 'minLeaf', 'columns', 'subsample'], {
      trees: 'number',
      columns: 'number',
      subsample: 'number',
    })
    const given = checkedObject('options', options)
    const settings: Settings = {
      trees: checkedCount('trees', given.trees ?? 200, 1),
      minLeaf: checkedNumber('minLeaf', given.minLeaf ?? 5, 0, { above: true }),
      columns: given.columns === undefined ? undefined : checkedCount('columns', given.columns, 1),
      subsample: checkedNumber('subsample', given.subsample ?? 0.5, 0, { above: true, most: 1 }),
    }
    return makeLearner('forest', `random forest (${settings.trees} trees)`, (data) => {
      // centred, so that sums keep their digits
      const standard = standardOf(data.y, data.weights)
      const y = centred(data.y, standard)
      const bins = binned(data, y)
      const back = (value: number): number => standard.center + (standard.scale || 1) * value
      const grown = grow(data, y, bins, settings)
      const { trees } = grown
      let outOfBag: Float64Array | null = null
      return {
        report: {
          // half as dear as the trees, and cross-fitting has no use for it: made when it is asked for
          get outOfBag(): Float64Array | null {
            if (grown.seen !== null) outOfBag ??= leftOut(data.n, bins, trees, grown.seen).map(back)
            return outOfBag
          },
        },
        predict: (features, n) => {
          const codes = rowMajor(codesOf(bins.binnings, features, n), n)
          const out = new Float64Array(n)
          const share = 1 / trees.length
          for (const tree of trees)
            for (let i = 0; i < n; i++) out[i]! += share * tree.value[leafAt(tree, codes, i * features.length)]!
          return out.map(back)
        },
      }
    })
  })
}

function grow(
  { n, weights, seed }: TrainingSet,
  y: Float64Array,
  bins: Binned,
  settings: Settings,
): { trees: Tree[]; seen: readonly Uint8Array[] | null } {
  const p = bins.codes.length
  const limits = { minLeaf: settings.minLeaf, columns: Math.min(p, settings.columns ?? Math.ceil(p / 3)) }
  const size = Math.max(1, Math.round(settings.subsample * n))
  const stream = splitStream(seedStream(seed), 'forest')
  const trees: Tree[] = []
  const seen: Uint8Array[] = []
  const sample = treeSample(size, p, weights !== null)
  const words = new Int32Array(rowMajor(bins.codes, n, sample.width).buffer)
  for (let t = 0; t < settings.trees; t++) {
    const draw = generator(splitStream(stream, t))
    const { rows, bits } = drawnRows(n, size, draw)
    seen.push(bits)
    fillSample(sample, words, rows, y, weights)
    trees.push(sampledTree(sample, size, bins.binnings, limits, draw))
  }
  return { trees, seen: size === n ? null : seen }
}

/** Some of n rows without replacement, ascending, each set as likely (Knuth's Algorithm S); a bit for each row that was drawn. */
function drawnRows(n: number, size: number, draw: Generator): { rows: Int32Array; bits: Uint8Array } {
  const rows = new Int32Array(size)
  const bits = new Uint8Array((n + 7) >> 3)
  for (let i = 0, taken = 0; taken < size; i++) {
    if (size - taken < n - i && draw.uniform() * (n - i) >= size - taken) continue
    rows[taken++] = i
    bits[i >> 3]! |= 1 << (i & 7)
  }
  return { rows, bits }
}

/** The mean of the trees that did not see a row; `seen` has a bit for each row of each tree. */
function leftOut(n: number, bins: Binned, trees: readonly Tree[], seen: readonly Uint8Array[]): Float64Array {
  const p = bins.codes.length
  const codes = rowMajor(bins.codes, n)
  const sum = new Float64Array(n)
  const count = new Int32Array(n)
  for (const [t, tree] of trees.entries()) {
    const bits = seen[t]!
    for (let i = 0; i < n; i++) {
      if ((bits[i >> 3]! & (1 << (i & 7))) !== 0) continue
      sum[i]! += tree.value[leafAt(tree, codes, i * p)]!
      count[i]!++
    }
  }
  // a row that no tree left out is predicted by all trees: with 200 trees on half of the rows this does not happen
  for (let i = 0; i < n; i++) {
    if (count[i]! > 0) sum[i]! /= count[i]!
    else for (const tree of trees) sum[i]! += tree.value[leafAt(tree, codes, i * p)]! / trees.length
  }
  return sum
}
