import { CausalError } from '../../errors.js'
import { cholesky, solveCholesky } from '../../numeric/cholesky.js'
import { addProductTransposed, gramOfRows, productTransposed, transposed } from '../../numeric/product-transposed.js'
import { portableCos } from '../../numeric/special/portable-sin.js'
import type { Generator } from '../../probability/streams/generator.js'
import { medianDistance } from '../kernels/distances.js'

/** How many random features stand for x, and how many for y. */
export const FEW = 5

/** Features √2 cos(w · point + b) with w normal over the median distance, one after another, each standardised. */
export function fourier(points: readonly Float64Array[], n: number, count: number, random: Generator): Float64Array {
  const width = medianDistance(points, n)
  const result = new Float64Array(count * n)
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

/** Replaces features by what linear regression on those of z leaves of them. */
export function takeOut(targets: readonly Float64Array[], z: Float64Array, n: number, features: number): void {
  const gram = gramOfRows(z, features, n)
  for (let i = 0; i < features; i++) gram[i * features + i]! += 1e-10 * n + 1e-12 * gram[i * features + i]!
  const solved = cholesky(gram, features, 0)
  if (!solved.ok) {
    throw new CausalError(
      'not-invertible',
      `the ${features} features of the conditioning set are collinear: take fewer.`,
    )
  }
  const points = transposed(z, features, n)
  for (const target of targets) {
    const across = productTransposed(z, target, features, FEW, n)
    solveCholesky(solved.factor, features, across, FEW)
    addProductTransposed(
      -1,
      target,
      0,
      n,
      transposed(across, features, FEW),
      0,
      features,
      points,
      0,
      features,
      FEW,
      n,
      features,
    )
  }
}
