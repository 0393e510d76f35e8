import type { Gram } from '../../../sql/types.js'

/** A linear combination of the columns of a Gram matrix. */
export type Weights = readonly number[] | Float64Array

/** The mean of a combination of columns, and the sum of its squared deviations. */
export function momentsOf(gram: Gram, weights: Weights): { readonly mean: number; readonly square: number } {
  const { count, shift, sums, products } = gram
  const p = sums.length
  let [about, sum, square] = [0, 0, 0]
  for (let i = 0; i < p; i++) {
    about += weights[i]! * shift[i]!
    sum += weights[i]! * sums[i]!
    for (let j = 0; j < p; j++)
      square += weights[i]! * weights[j]! * (products[i * p + j]! - (sums[i]! * sums[j]!) / count)
  }
  return { mean: about + sum / count, square: Math.max(0, square) }
}
