import type { LowRank } from '../../numeric/pivoted-cholesky.js'
import { gramOfRows } from '../../numeric/product-transposed.js'
import { portableLog } from '../../numeric/special/portable-log.js'
import { symmetricEigen } from '../../numeric/symmetric-eigen.js'
import { generator } from '../../probability/streams/stream.js'

/** The positive eigenvalues of Lᵀ L, from the small product of the rows of L. */
export function eigenvaluesOf({ rows, rank, size }: LowRank): Float64Array {
  if (rank === 0) return new Float64Array(0)
  const { values } = symmetricEigen(gramOfRows(rows, rank, size), rank)
  return values.filter((value) => value > 0)
}

/**
 * The p-value of a statistic that is distributed as Σ w z² with standard normal z, by draws; the observed statistic
 * counts as one of them, so that p is never 0 (Davison & Hinkley 1997, section 4.2).
 */
export function spectralNull(
  statistic: number,
  weights: Float64Array,
  draws: number,
  seed: number | string,
): { readonly pValue: number; readonly logPValue: number } {
  const random = generator(seed)
  let beyond = 1
  for (let d = 0; d < draws; d++) {
    let sum = 0
    for (let k = 0; k < weights.length; k++) {
      const z = random.normal()
      sum += weights[k]! * z * z
    }
    if (sum >= statistic) beyond++
  }
  const pValue = beyond / (draws + 1)
  return { pValue, logPValue: portableLog(pValue) }
}
