import { makeTable } from '../../../data/tables/make-table.js'
import type { Table } from '../../../data/types.js'
import { checkedPredictions } from '../../../learners/core/checked-learner.js'
import type { Learner } from '../../../learners/core/types.js'
import { midRanks } from '../../../numeric/mid-ranks.js'
import type { RandomStream } from '../../../probability/types.js'
import type { SampleRows } from './two-sample-rows.js'
import type { ClassifierTwoSampleResult } from './two-sample-types.js'

/** What both ways of comparing take. */
export interface CompareSettings {
  readonly classifiers: readonly Learner[]
  readonly block: number
  readonly draws: number
  readonly seed: number | string
  readonly stream: RandomStream
  readonly tell: (stage: string, done: number, total: number) => void
}

/** Rows of both samples, the first sample's before the second's. */
export function pooled([a, b]: readonly [SampleRows, SampleRows]): readonly Float64Array[] {
  return a.columns.map((column, c) => {
    const all = new Float64Array(a.n + b.n)
    all.set(column)
    all.set(b.columns[c]!, a.n)
    return all
  })
}

/** Scores of some rows by a learner that was fitted on others with their labels, 1 for the second sample. */
export function scoresOf(
  learner: Learner,
  seed: number | string,
  columns: readonly Float64Array[],
  [train, labels]: readonly [Int32Array, Uint8Array],
  judged: Int32Array,
): ArrayLike<number> {
  const names = columns.map((_, c) => `x${c}`)
  const at = (rows: Int32Array): Float64Array[] =>
    columns.map((column) => Float64Array.from(rows, (row) => column[row]!))
  const codes = Int32Array.from(labels)
  const table = makeTable([...names, 'sample'], train.length, [...at(train), { codes, levels: ['a', 'b'] }])
  const ones = codes.reduce((sum, code) => sum + code, 0)
  // samples of different sizes count the same
  const weights =
    2 * ones === codes.length
      ? undefined
      : Float64Array.from(codes, (code) => codes.length / (2 * (code === 1 ? ones : codes.length - ones)))
  const fitted = learner.fit(table as unknown as Table, 'sample', { seed, ...(weights !== undefined && { weights }) })
  const given = makeTable(names, judged.length, at(judged)) as unknown as Table
  return checkedPredictions(fitted.predict(given), judged.length, learner.name)
}

/** The area under the curve from the ranks of the second sample's rows. */
export function areaUnder(rankSum: number, ones: number, zeros: number): number {
  return (rankSum - (ones * (ones + 1)) / 2) / (ones * zeros)
}

export function ranksOf(scores: ArrayLike<number>): Float64Array {
  return midRanks(Float64Array.from(scores))
}

/** The mean over both samples of the share that is put right; a score of a half is half right. */
export function balancedAccuracy(scores: ArrayLike<number>, labels: Uint8Array): number {
  const right = [0, 0]
  const count = [0, 0]
  for (let r = 0; r < labels.length; r++) {
    const label = labels[r]!
    const says = scores[r]! === 0.5 ? 0.5 : scores[r]! > 0.5 ? 1 : 0
    right[label]! += label === 1 ? says : 1 - says
    count[label]!++
  }
  return (right[0]! / count[0]! + right[1]! / count[1]!) / 2
}

/** The result from observed areas and those of permutations, one list a classifier. */
export function compared(
  { classifiers, block }: CompareSettings,
  scores: readonly { readonly auc: number; readonly accuracy: number }[],
  permuted: readonly (readonly number[])[],
  told: { readonly judged: number; readonly method: string },
): ClassifierTwoSampleResult {
  // rounding must not part what is equal
  const share = (list: readonly number[], value: number): number =>
    (1 + list.filter((other) => other >= value - 1e-12).length) / (1 + list.length)
  const largest = permuted[0]!.map((_, d) => permuted.reduce((most, list) => Math.max(most, list[d]!), 0))
  const best = scores.reduce((at, { auc }, k) => (auc > scores[at]!.auc ? k : at), 0)
  const rows = classifiers.map(({ name }, k) =>
    Object.freeze({ name, ...scores[k]!, pValue: share(permuted[k]!, scores[k]!.auc) }),
  )
  const { auc, accuracy } = scores[best]!
  return Object.freeze({ auc, accuracy, pValue: share(largest, auc), classifiers: Object.freeze(rows), block, ...told })
}
