import { CausalError } from '../../../errors.js'
import { generator, splitStream } from '../../../probability/streams/stream.js'
import {
  areaUnder,
  balancedAccuracy,
  type CompareSettings,
  compared,
  pooled,
  ranksOf,
  scoresOf,
} from './classifier-scores.js'
import type { SampleRows } from './two-sample-rows.js'
import type { ClassifierTwoSampleResult } from './two-sample-types.js'

/**
 * Judges each part of the rows by classifiers that learned on the others. What one part shows the next has learned from, so labels are
 * permuted before all is learned anew: then the p-value is exact.
 */
export function comparedByFolds(
  samples: readonly [SampleRows, SampleRows],
  folds: number,
  settings: CompareSettings,
): ClassifierTwoSampleResult {
  const { classifiers, draws, seed, stream, tell } = settings
  const n = samples[0].n + samples[1].n
  if (Math.min(samples[0].n, samples[1].n) < 10) {
    const message = `the samples have ${samples[0].n} and ${samples[1].n} rows, and 10 of each are needed.`
    throw new CausalError('too-few-rows', message, { needed: 10 })
  }
  const columns = pooled(samples)
  // parts know nothing of labels, so that all permutations are alike
  const order = Int32Array.from({ length: n }, (_, i) => i)
  generator(splitStream(stream, 'folds')).shuffle(order)
  const parts = Array.from({ length: folds }, (_, f) => order.filter((_row, i) => i % folds === f))
  const others = parts.map((_, f) => order.filter((_row, i) => i % folds !== f))
  const labels = Uint8Array.from({ length: n }, (_, row) => (row < samples[0].n ? 0 : 1))
  const scoreAll = (): { readonly auc: number; readonly accuracy: number }[] =>
    classifiers.map((learner) => {
      const scores = new Float64Array(n)
      for (const [f, judged] of parts.entries()) {
        const train = others[f]!
        const known = Uint8Array.from(train, (row) => labels[row]!)
        const found = scoresOf(learner, seed, columns, [train, known], judged)
        for (const [k, row] of judged.entries()) scores[row] = found[k]!
      }
      const rankSum = ranksOf(scores).reduce((sum, rank, row) => sum + rank * labels[row]!, 0)
      return { auc: areaUnder(rankSum, samples[1].n, samples[0].n), accuracy: balancedAccuracy(scores, labels) }
    })
  const observed = scoreAll()
  const random = generator(splitStream(stream, 'permutations'))
  const permuted: number[][] = classifiers.map(() => [])
  for (let d = 0; d < draws; d++) {
    tell('permutations', d, draws)
    random.shuffle(labels)
    for (const [k, { auc }] of scoreAll().entries()) permuted[k]!.push(auc)
  }
  return compared(settings, observed, permuted, {
    judged: n,
    method: `classifiers on ${folds} folds, labels permuted ${draws} times and learned anew`,
  })
}
