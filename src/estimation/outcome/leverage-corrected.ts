import { CausalError } from '../../errors.js'
import { clustersOf } from '../core/clusters/clusters.js'
import { type LinearModel, quadratic } from '../core/regression/linear-model.js'
import { sandwich } from '../core/regression/sandwich.js'

/** The standard error of the combination `direction` of coefficients by CR2; for the code of each row's cluster. */
export function leverageCorrected(
  model: () => LinearModel,
  direction: Float64Array,
  isWeighted: boolean,
): (codes: Int32Array, count: number) => number {
  return (codes, count) => {
    if (isWeighted) throw new CausalError('not-supported', 'CR2 is for rows without weights: say CR1 or CR3.', {})
    const fitted = model()
    const { covariance } = sandwich(fitted, 'CR2', clustersOf(codes, count))
    return Math.sqrt(quadratic(covariance, fitted.k, direction))
  }
}
