import { CausalError } from '../../errors.js'
import type { ImplicitMatrix, LowRank } from '../../numeric/pivoted-cholesky.js'
import { productTransposed, transposed } from '../../numeric/product-transposed.js'
import { portableLog } from '../../numeric/special/portable-log.js'
import { generator } from '../../probability/streams/stream.js'
import { show } from '../../show.js'

/** Most rows for which a test given a conditioning set is permuted: it needs two n × n matrices. */
const MOST_ROWS = 4000

/**
 * The p-value of Σ (A ∘ B ∘ W) among its values with the rows of B shuffled; the observed one counts as one of them.
 * Without W the sum is that of the squared rank × rank products, so that a shuffle costs O(n rank²), else O(n²).
 */
export function permutationNull(
  a: LowRank,
  b: LowRank,
  weight: ImplicitMatrix | undefined,
  draws: number,
  seed: number | string,
): { readonly pValue: number; readonly logPValue: number } {
  const n = a.size
  const random = generator(seed)
  const order = Int32Array.from({ length: n }, (_, i) => i)
  const statistic = weight === undefined ? ofFactors(a, b) : ofMatrices(a, b, weight)
  const observed = statistic(order)
  let beyond = 1
  for (let d = 0; d < draws; d++) {
    for (let i = n - 1; i > 0; i--) {
      const j = random.integer(i + 1)
      const other = order[i]!
      order[i] = order[j]!
      order[j] = other
    }
    if (statistic(order) >= observed * (1 - 1e-12)) beyond++
  }
  const pValue = beyond / (draws + 1)
  return { pValue, logPValue: portableLog(pValue) }
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

function ofMatrices(a: LowRank, b: LowRank, weight: ImplicitMatrix): (order: Int32Array) => number {
  const n = a.size
  if (n > MOST_ROWS) {
    throw new CausalError(
      'too-large',
      `a permutation null given a conditioning set takes at most ${MOST_ROWS} rows, got ${show(n)}: use the gamma null.`,
      { count: n, most: MOST_ROWS },
    )
  }
  const left = transposed(a.rows, a.rank, n)
  const right = transposed(b.rows, b.rank, n)
  const first = productTransposed(left, left, n, n, a.rank)
  const second = productTransposed(right, right, n, n, b.rank)
  const column = new Float64Array(n)
  for (let j = 0; j < n; j++) {
    weight.column(j, column)
    for (let i = 0; i < n; i++) first[j * n + i]! *= column[i]!
  }
  return (order) => {
    let sum = 0
    for (let i = 0; i < n; i++) {
      const at = order[i]! * n
      let row = 0
      for (let j = 0; j < i; j++) row += first[i * n + j]! * second[at + order[j]!]!
      sum += 2 * row + first[i * n + i]! * second[at + order[i]!]!
    }
    return sum
  }
}
