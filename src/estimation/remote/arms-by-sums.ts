import { cholesky, solveCholesky } from '../../numeric/cholesky.js'
import type { SumsProblem } from '../core/types/sums.js'
import { block } from './standardized-grams.js'

/** A linear regression of the outcome in one arm. */
export interface ArmBySums {
  readonly coefficients: Float64Array
  /** The inverse of the arm's sums of products, times c. */
  readonly inverseTimes: (c: Float64Array) => Float64Array
}

/** The regressions of both arms; null when the rows of one do not determine its coefficients. */
export function armsBySums({ k, grams }: SumsProblem): readonly [ArmBySums, ArmBySums] | null {
  const fits = grams.map((gram) => {
    const root = cholesky(block(gram, k + 1, k), k)
    if (!root.ok) return null
    const inverseTimes = (c: Float64Array): Float64Array => solveCholesky(root.factor, k, c.slice())
    const y = Float64Array.from({ length: k }, (_, j) => gram[j * (k + 1) + k]!)
    return { coefficients: inverseTimes(y), inverseTimes }
  })
  return fits[0] == null || fits[1] == null ? null : [fits[0], fits[1]]
}
