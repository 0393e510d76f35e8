import type { Categorical } from '../../data/types.js'
import { CausalError } from '../../errors.js'
import { checkedPredictions } from '../../learners/core/checked-learner.js'
import { partedBy, randomFolds } from '../../learners/core/folds.js'
import type { Learner } from '../../learners/core/types.js'
import { seedStream, splitStream } from '../../probability/streams/stream.js'
import { rowsAt, type StackedTables } from './two-tables.js'

/** What the estimator needs besides the data. */
export interface RobustPlan {
  /** The parents of each variable, as positions before it; the outcome is the last variable. */
  readonly parents: readonly (readonly number[])[]
  readonly learner: Learner
  readonly classifier: Learner
  readonly folds: number
  /** Probabilities of a sample are held this far from 0 and 1. */
  readonly clip: number
  readonly seed: number | string
}

/** Influence values of θ^C: of a row of either table, times the share of its table, so that their sum over tables' means is θ. */
export interface RobustGame {
  /** One value a stacked row: the mean over the rows before plus the mean over those after is the outcome's mean under the mixture. */
  readonly rowsOf: (late: Uint8Array) => Float64Array
  /** How many probabilities were clipped. */
  readonly clipped: () => number
  /** The least share of a table's rows that weights left: (Σ w)² / (n Σ w²). */
  readonly leastShare: () => number
}

/**
 * The mean of the outcome when variable j comes about as in the sample late[j] says (Quintas-Martínez, Bahadori, Santiago, Mu,
 * Janzing & Heckerman 2024): sequential regressions γ, corrected by weights α that turn one sample's law into the mixture's. Right
 * when, at each step, either the regression or the weights are (multiply robust); learned on other folds than used.
 */
export function robustGame(data: StackedTables, plan: RobustPlan): RobustGame {
  const { columns, before, after } = data
  const n = before + after
  const d = columns.length
  const fold = new Int32Array(n)
  const stream = splitStream(seedStream(plan.seed), 'folds')
  fold.set(randomFolds(before, plan.folds, splitStream(stream, 0)))
  fold.set(randomFolds(after, plan.folds, splitStream(stream, 1)), before)
  const parts = Array.from({ length: plan.folds }, (_, k) => partedBy(fold, k))
  const rowsOfSample = (rows: Int32Array, sample: number): Int32Array =>
    rows.filter((i) => (i >= before ? 1 : 0) === sample)
  const y = columns[d - 1]! as Float64Array
  let clipped = 0
  let least = 1

  // log dP¹ / dP⁰ of each variable but the outcome given its parents, by two classifiers that tell the samples apart
  const sampleOf: Categorical = {
    codes: Int32Array.from({ length: n }, (_, i) => (i >= before ? 1 : 0)),
    levels: ['before', 'later'],
  }
  const odds = new Map<string, Float64Array>()
  const oddsOf = (of: readonly number[]): Float64Array => {
    const key = of.join()
    const known = odds.get(key)
    if (known !== undefined) return known
    const out = new Float64Array(n).fill(after / before)
    if (of.length > 0) {
      const own = of.map((j) => columns[j]!)
      for (const { inside, outside } of parts) {
        const fit = plan.classifier.fit(rowsAt(own, outside, sampleOf), 'learned', { seed: plan.seed })
        const p = checkedPredictions(fit.predict(rowsAt(own, inside, null)), inside.length, plan.classifier.name)
        for (const [r, i] of inside.entries()) {
          const held = Math.min(1 - plan.clip, Math.max(plan.clip, p[r]!))
          if (held !== p[r]!) clipped++
          out[i] = held / (1 - held)
        }
      }
    }
    odds.set(key, out)
    return out
  }
  const ratios: (Float64Array | null)[] = columns.map(() => null)
  const ratioOf = (j: number): Float64Array => {
    const known = ratios[j]
    if (known !== null && known !== undefined) return known
    const [whole, given] = [oddsOf([...plan.parents[j]!, j]), oddsOf(plan.parents[j]!)]
    const out = whole.map((value, i) => value / given[i]!)
    ratios[j] = out
    return out
  }

  // γ_k for the samples of the variables after k: cross-fitted predictions at every row
  const regressions = new Map<string, Float64Array>()
  const gamma = (late: Uint8Array, k: number): Float64Array => {
    if (k === d) return y
    const key = `${k}:${late.subarray(k).join('')}`
    const known = regressions.get(key)
    if (known !== undefined) return known
    const out = new Float64Array(n)
    const own = columns.slice(0, k)
    for (const [f, { inside, outside }] of parts.entries()) {
      const next = k + 1 === d ? y : nested(late, k + 1, f)
      const rows = rowsOfSample(outside, late[k]!)
      const fit = plan.learner.fit(rowsAt(own, rows, next), 'learned', { seed: plan.seed })
      const all = Int32Array.from({ length: n }, (_, i) => i)
      const predicted = checkedPredictions(fit.predict(rowsAt(own, all, null)), n, plan.learner.name)
      inFold.set(`${key}/${f}`, Float64Array.from(predicted))
      for (const i of inside) out[i] = predicted[i]!
    }
    regressions.set(key, out)
    return out
  }
  // what the fold's own regression predicts everywhere: the next regression is fitted to it
  const inFold = new Map<string, Float64Array>()
  const nested = (late: Uint8Array, k: number, f: number): Float64Array => {
    gamma(late, k)
    return inFold.get(`${k}:${late.subarray(k).join('')}/${f}`)!
  }

  const rowsOf = (late: Uint8Array): Float64Array => {
    const out = new Float64Array(n)
    for (let k = 0; k < d; k++) {
      const sample = late[k]!
      const [start, end] = sample === 1 ? [before, n] : [0, before]
      const next = gamma(late, k + 1)
      if (k === 0) {
        for (let i = start; i < end; i++) out[i]! += next[i]!
        continue
      }
      const here = gamma(late, k)
      const weights = new Float64Array(n).fill(1)
      for (let j = 0; j < k; j++) {
        if (late[j] === sample) continue
        const ratio = ratioOf(j)
        for (let i = start; i < end; i++) weights[i]! *= late[j] === 1 ? ratio[i]! : 1 / ratio[i]!
      }
      let [sum, squares, residual] = [0, 0, 0]
      for (let i = start; i < end; i++) {
        sum += weights[i]!
        squares += weights[i]! ** 2
        residual += weights[i]! * (next[i]! - here[i]!)
      }
      const size = end - start
      least = Math.min(least, (sum * sum) / (squares * size))
      // weights of mean one; the mean residual stands for itself, so that the spread is that of the ratio
      const mean = residual / sum
      for (let i = start; i < end; i++) out[i]! += mean + ((weights[i]! * size) / sum) * (next[i]! - here[i]! - mean)
    }
    return out
  }
  return { rowsOf, clipped: () => clipped, leastShare: () => least }
}

/** Throws where a table has too few rows to be cut into folds. */
export function checkRows(data: StackedTables, folds: number): void {
  const fewest = Math.min(data.before, data.after)
  if (fewest >= 10 * folds) return
  throw new CausalError(
    'too-few-rows',
    `one table has ${fewest} rows, and ${folds} folds need ${10 * folds} at least: give more rows, or fewer folds.`,
    { rows: fewest, folds },
  )
}
