import { CausalError } from '../../errors.js'

/** The sum of one finite weight >= 0 for each row, or an error that names the first that is none. */
export function totalWeight(weights: ArrayLike<number>, n: number): number {
  if (weights.length !== n) {
    throw new CausalError(
      'invalid-argument',
      `there are ${weights.length} weights for ${n} rows: give one for each row.`,
      {
        weights: weights.length,
        rows: n,
      },
    )
  }
  let total = 0
  for (let i = 0; i < n; i++) {
    const weight = weights[i]!
    if (!(weight >= 0 && weight < Number.POSITIVE_INFINITY)) {
      throw new CausalError(
        'invalid-argument',
        `the weight of row ${i} (counting from 0) is ${weight}: a weight must be a finite number >= 0.`,
        { row: i },
      )
    }
    total += weight
  }
  return total
}
