import { CausalError } from '../../errors.js'
import { quoteNames } from '../../names.js'
import { scaledCovariance } from '../../numeric/scaled-covariance.js'
import type { Moments } from '../types.js'
import { checkMoments } from './check-moments.js'

/** The correlation matrix of moments, row-major, ones on the diagonal; an error names every constant column. */
export function correlationOf(moments: Moments): Float64Array {
  checkMoments(moments)
  const { names, covariance } = moments
  const p = names.length
  const constant = names.filter((_, i) => covariance[i * p + i] === 0)
  if (constant.length > 0) {
    throw new CausalError(
      'constant-column',
      `${quoteNames(constant)} ${constant.length === 1 ? 'does' : 'do'} not vary, and what does not vary has no correlation: leave ${constant.length === 1 ? 'the column' : 'the columns'} out.`,
      { columns: constant },
    )
  }
  const scale = Float64Array.from(names, (_, i) => 1 / Math.sqrt(covariance[i * p + i]!))
  return scaledCovariance(covariance, scale)
}
