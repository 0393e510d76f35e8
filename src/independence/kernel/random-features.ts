import { CausalError } from '../../errors.js'
import { cholesky, solveCholesky } from '../../numeric/cholesky.js'
import { addProductTransposed, gramOfRows, productTransposed, transposed } from '../../numeric/product-transposed.js'
import { portableCos } from '../../numeric/special/portable-sin.js'
import type { Generator } from '../../probability/streams/generator.js'
import { medianDistance } from '../kernels/median-distance.js'

/** How many random features stand for x, and how many for y. */
export const FEW = 5
/** Points in several dimensions whose median distance sets the width: a small share of the work on 100 features. */
const WIDTH_POINTS = 250

/** Features √2 cos(w · point + b) with w normal over the median distance, one after another, each standardised. */
export function fourier(
  points: readonly Float64Array[],
  n: number,
  count: number,
  random: Generator,
  result: Float64Array = new Float64Array(count * n),
): Float64Array {
  const width = medianDistance(points, n, WIDTH_POINTS)
  for (let k = 0; k < count; k++) {
    const out = result.subarray(k * n, (k + 1) * n).fill(2 * Math.PI * random.uniform())
    for (const column of points) {
      const w = random.normal() / width
      for (let i = 0; i < n; i++) out[i]! += w * column[i]!
    }
    let mean = 0
    for (let i = 0; i < n; i++) {
      out[i] = portableCos(out[i]!)
      mean += out[i]! / n
    }
    let square = 0
    for (let i = 0; i < n; i++) {
      out[i]! -= mean
      square += out[i]! * out[i]!
    }
    const scale = square > 0 ? Math.sqrt((n - 1) / square) : 0
    for (let i = 0; i < n; i++) out[i]! *= scale
  }
  return result
}

/** The features of a conditioning set, with what a regression on them needs. */
export interface Taker {
  readonly features: number
  readonly z: Float64Array
  /** The features point by point. */
  readonly points: Float64Array
  readonly factor: Float64Array
}

/** Features of z made ready to be taken out of others. */
export function takerOf(z: Float64Array, n: number, features: number): Taker {
  const gram = gramOfRows(z, features, n)
  for (let i = 0; i < features; i++) gram[i * features + i]! += 1e-10 * n + 1e-12 * gram[i * features + i]!
  const solved = cholesky(gram, features, 0)
  if (!solved.ok) {
    throw new CausalError(
      'not-invertible',
      `the ${features} features of the conditioning set are collinear: take fewer.`,
    )
  }
  return { features, z, points: transposed(z, features, n), factor: solved.factor }
}

/** Replaces `count` features, one after another, by what linear regression on those of z leaves of them. */
export function takeOut(targets: Float64Array, count: number, { features, z, points, factor }: Taker, n: number): void {
  const across = productTransposed(z, targets, features, count, n)
  solveCholesky(factor, features, across, count)
  const weights = transposed(across, features, count)
  addProductTransposed(-1, targets, 0, n, weights, 0, features, points, 0, features, count, n, features)
}

/** Draws what `fourier` would draw for points in so many dimensions, and keeps none of it. */
export function passOver(dimensions: number, count: number, random: Generator): void {
  for (let k = 0; k < count; k++) {
    random.uniform()
    for (let d = 0; d < dimensions; d++) random.normal()
  }
}
