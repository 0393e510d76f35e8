import { makeTable } from '../../../data/tables/make-table.js'
import { checkedPredictions, rowsOf } from '../../../learners/core/checked-learner.js'
import { partedBy, randomFolds } from '../../../learners/core/folds.js'
import type { Learner } from '../../../learners/core/types.js'
import { midRanks } from '../../../numeric/mid-ranks.js'
import { fUpperTail } from '../../../numeric/special/f.js'
import { normalUpperTail } from '../../../numeric/special/normal.js'
import type { EnvironmentRows, SetTest } from './types.js'

const FOLDS = 5

/**
 * The invariant residual distribution test (Heinze-Deml, Peters & Meinshausen 2018, Method 3): residuals of rows that the learner did not see,
 * in each environment against the others: ranks (Wilcoxon) for their location, distances from the median (Brown & Forsythe) for their spread,
 * twice the smaller p-value, times the number of environments (with two there is one comparison).
 */
export function learnedSetTest(rows: EnvironmentRows, learner: Learner, seed: number | string): SetTest {
  const { labels, of } = rows
  const comparisons = labels.length === 2 ? 1 : labels.length
  const fold = randomFolds(rows.y.length, FOLDS, `${seed} folds`)
  return (set) => {
    const residuals = crossFitted(rows, set, learner, fold, seed)
    let least = 1
    for (let e = 0; e < comparisons; e++) {
      const isIn = Uint8Array.from(of, (each) => (each === e ? 1 : 0))
      least = Math.min(least, 2 * Math.min(ranksDiffer(residuals, isIn), spreadsDiffer(residuals, isIn)))
    }
    return Math.min(1, comparisons * least)
  }
}

function crossFitted(
  { y, x, outcome, predictors }: EnvironmentRows,
  set: readonly number[],
  learner: Learner,
  fold: Int32Array,
  seed: number | string,
): Float64Array {
  // what does not depend on the outcome's mean needs no folds
  if (set.length === 0) return y
  const table = makeTable([...set.map((i) => predictors[i]!), outcome], y.length, [...set.map((i) => x[i]!), y])
  const residuals = y.slice()
  for (let k = 0; k < FOLDS; k++) {
    const { inside, outside } = partedBy(fold, k)
    const fitted = learner.fit(rowsOf(table, outside), outcome, { seed })
    const predicted = checkedPredictions(fitted.predict(rowsOf(table, inside)), inside.length, learner.name)
    for (const [r, i] of inside.entries()) residuals[i]! -= predicted[r]!
  }
  return residuals
}

/** Wilcoxon's rank sum by its normal limit, with the variance that ties leave. */
function ranksDiffer(values: Float64Array, isIn: Uint8Array): number {
  const n = values.length
  const ranks = midRanks(values)
  let [inside, sum, squares] = [0, 0, 0]
  for (let i = 0; i < n; i++) {
    const centred = ranks[i]! - (n + 1) / 2
    squares += centred ** 2
    if (isIn[i] === 0) continue
    inside++
    sum += centred
  }
  const variance = (inside * (n - inside) * squares) / (n * (n - 1))
  return variance > 0 ? Math.min(1, 2 * normalUpperTail(Math.abs(sum) / Math.sqrt(variance))) : 1
}

/** Brown and Forsythe's test: distances from the median of each group, compared by their means. */
function spreadsDiffer(values: Float64Array, isIn: Uint8Array): number {
  const groups = [0, 1].map((g) => {
    const own = values.filter((_, i) => isIn[i] === g)
    const centre = median(own)
    return own.map((v) => Math.abs(v - centre))
  })
  const n = values.length
  const means = groups.map((own) => own.reduce((sum, v) => sum + v, 0) / own.length)
  const mean = groups.reduce((sum, own, g) => sum + own.length * means[g]!, 0) / n
  const between = groups.reduce((sum, own, g) => sum + own.length * (means[g]! - mean) ** 2, 0)
  const within = groups.reduce((sum, own, g) => sum + own.reduce((s, v) => s + (v - means[g]!) ** 2, 0), 0)
  if (within === 0) return between > 0 ? 0 : 1
  return fUpperTail((between * (n - 2)) / within, 1, n - 2)
}

function median(values: Float64Array): number {
  const sorted = values.slice().sort()
  const half = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2
}
