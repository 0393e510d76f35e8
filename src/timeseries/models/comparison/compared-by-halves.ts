import { CausalError } from '../../../errors.js'
import type { Generator } from '../../../probability/streams/generator.js'
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

/** Fewer blocks than this have too few permutations. */
const LEAST_BLOCKS = 5

/**
 * Learns on one half of each sample and judges the other; labels of judged blocks are permuted with the scores held fixed. Halves of
 * independent rows are drawn; those of blocks are the first and the last rows, a block apart, so that nothing that was learned
 * lies beside what is judged.
 */
export function comparedByHalves(
  samples: readonly [SampleRows, SampleRows],
  settings: CompareSettings,
): ClassifierTwoSampleResult {
  const { classifiers, block, draws, seed, stream, tell } = settings
  const halves = generator(splitStream(stream, 'halves'))
  const first = halvesOf(samples[0].n, block, halves, 0)
  const second = halvesOf(samples[1].n, block, halves, samples[0].n)
  const columns = pooled(samples)
  const train = Int32Array.from([...first.train, ...second.train])
  const labels = Uint8Array.from(train, (row) => (row < samples[0].n ? 0 : 1))
  const judged = Int32Array.from([...first.judged, ...second.judged])
  const truth = Uint8Array.from(judged, (row) => (row < samples[0].n ? 0 : 1))
  const [zeros, ones] = [first.judged.length, second.judged.length]
  const sums: Float64Array[] = []
  const scores = classifiers.map((learner, k) => {
    tell('classifiers', k, classifiers.length)
    const given = scoresOf(learner, seed, columns, [train, labels], judged)
    const ranks = ranksOf(given)
    const byBlock = new Float64Array(judged.length / block)
    for (const [r, rank] of ranks.entries()) byBlock[Math.floor(r / block)]! += rank
    sums.push(byBlock)
    const observed = byBlock.subarray(zeros / block).reduce((sum, v) => sum + v, 0)
    return { auc: areaUnder(observed, ones, zeros), accuracy: balancedAccuracy(given, truth) }
  })
  const random = generator(splitStream(stream, 'permutations'))
  const order = Int32Array.from({ length: judged.length / block }, (_, i) => i)
  const permuted: number[][] = classifiers.map(() => [])
  for (let d = 0; d < draws; d++) {
    random.shuffle(order)
    for (const [k, byBlock] of sums.entries()) {
      let sum = 0
      for (let i = zeros / block; i < order.length; i++) sum += byBlock[order[i]!]!
      permuted[k]!.push(areaUnder(sum, ones, zeros))
    }
  }
  const what = block === 1 ? 'rows' : `blocks of ${block} rows`
  return compared(settings, scores, permuted, {
    judged: judged.length,
    method: `classifiers learned on one half, ${what} of the other permuted ${draws} times`,
  })
}

function halvesOf(n: number, block: number, random: Generator, offset: number) {
  const rows = Int32Array.from({ length: n }, (_, i) => i + offset)
  if (block === 1) random.shuffle(rows)
  const half = Math.floor(n / 2)
  const gap = block === 1 ? 0 : block
  const blocks = Math.floor((n - half - gap) / block)
  if (blocks < LEAST_BLOCKS) {
    const needed = 2 * (LEAST_BLOCKS * block + gap)
    const message = `a sample has ${n} rows, and ${needed} are needed for ${LEAST_BLOCKS} blocks of ${block} to be judged: give more, or a smaller block.`
    throw new CausalError('too-few-rows', message, { n, needed })
  }
  return { train: rows.subarray(0, half), judged: rows.subarray(n - blocks * block) }
}
