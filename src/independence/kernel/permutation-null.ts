import type { LowRank } from '../../numeric/pivoted-cholesky.js'
import { productTransposed } from '../../numeric/product-transposed.js'
import { portableLog } from '../../numeric/special/portable-log.js'
import { generator } from '../../probability/streams/stream.js'
import { sharedWork } from '../../shared-work.js'

/**
 * The p-value of Σ (A ∘ B) among its values with the rows of B shuffled; the observed one counts as one of them. The sum is
 * that of the squared rank × rank products, so that a shuffle costs O(n rank²).
 */
export function permutationNull(
  a: LowRank,
  b: LowRank,
  draws: number,
  seed: number | string,
): { readonly pValue: number; readonly logPValue: number } {
  const identity = Int32Array.from({ length: a.size }, (_, i) => i)
  const least = ofFactors(a, b)(identity) * (1 - 1e-12)
  let beyond = 1
  for (const value of sharedWork('kernel-permutations', permutedStatistic, { a, b, seed }, draws))
    if (value >= least) beyond++
  const pValue = beyond / (draws + 1)
  return { pValue, logPValue: portableLog(pValue) }
}

/** The statistic of each draw. One stream shuffles on and on, so that the draws in between are shuffled too. */
export function permutedStatistic({
  a,
  b,
  seed,
}: {
  readonly a: LowRank
  readonly b: LowRank
  readonly seed: number | string
}): (draw: number) => number {
  const n = a.size
  const random = generator(seed)
  const order = Int32Array.from({ length: n }, (_, i) => i)
  const statistic = ofFactors(a, b)
  let shuffled = 0
  return (draw) => {
    for (; shuffled <= draw; shuffled++) {
      for (let i = n - 1; i > 0; i--) {
        const j = random.integer(i + 1)
        const other = order[i]!
        order[i] = order[j]!
        order[j] = other
      }
    }
    return statistic(order)
  }
}

function ofFactors(a: LowRank, b: LowRank): (order: Int32Array) => number {
  const n = a.size
  const shuffled = new Float64Array(b.rows.length)
  return (order) => {
    for (let k = 0; k < b.rank; k++) for (let i = 0; i < n; i++) shuffled[k * n + i] = b.rows[k * n + order[i]!]!
    const products = productTransposed(a.rows, shuffled, a.rank, b.rank, n)
    let sum = 0
    for (const product of products) sum += product * product
    return sum
  }
}
