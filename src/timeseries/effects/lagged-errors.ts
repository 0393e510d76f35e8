import { choice } from '../../discovery/core/choice.js'
import { CausalError } from '../../errors.js'
import { leastSquares } from '../../numeric/least-squares.js'
import { autoregressiveErrors } from '../core/autoregressive-errors.js'
import { autocorrelationWarning, readBandwidth } from '../core/bandwidth.js'
import { cosineCount, cosineVariance } from '../core/cosine-variance.js'
import { longRunDegreesOfFreedom } from '../core/long-run-covariance.js'
import { robustRegression, type Times } from '../core/robust-regression.js'

/** How standard errors allow for autocorrelation: one of the two numbers is there, the other null. */
export interface ErrorSettings {
  readonly errors: 'cosines' | 'newey-west'
  readonly bandwidth: number | null
  readonly cosines: number | null
}

/** What was asked for; a bandwidth alone asks for Newey and West. */
export function readErrors(
  question: { readonly errors?: 'cosines' | 'newey-west'; readonly bandwidth?: number },
  n: number,
): ErrorSettings {
  const { bandwidth } = question
  const errors = choice('errors', question.errors ?? (bandwidth === undefined ? 'cosines' : 'newey-west'), [
    'cosines',
    'newey-west',
  ])
  if (errors === 'newey-west') return { errors, bandwidth: readBandwidth(bandwidth, n), cosines: null }
  if (bandwidth !== undefined) throw new CausalError('invalid-argument', "a bandwidth belongs to errors: 'newey-west'.")
  return { errors, bandwidth: null, cosines: cosineCount(n) }
}

/** A regression over time: n × k terms row-major, what they explain, and how the rows follow each other. */
export interface RegressionOverTime extends Times {
  readonly x: Float64Array
  readonly k: number
  readonly y: Float64Array
  readonly distance: Float64Array
}

/** A coefficient with its variance and the degrees of freedom of its t. */
export interface CoefficientErrors {
  readonly estimate: number
  readonly variance: number
  readonly degreesOfFreedom: number
  /** Of the errors one step apart, where the method looks at it. */
  readonly autocorrelation: number | null
  readonly warnings: readonly string[]
}

/** Least squares and the variance of one coefficient, or the column that those before it determine. */
export function coefficientErrors(
  { x, k, y, distance, ...times }: RegressionOverTime,
  at: number,
  { bandwidth, cosines }: ErrorSettings,
): CoefficientErrors | { readonly column: number } {
  const n = y.length
  if (bandwidth !== null) {
    const fit = robustRegression(x, k, y, times, bandwidth)
    if ('column' in fit) return fit
    const warning = autocorrelationWarning(fit.residuals, times.rows)
    return {
      estimate: fit.coefficients[at]!,
      variance: fit.covariance[at * k + at]!,
      degreesOfFreedom: longRunDegreesOfFreedom(n, k, bandwidth),
      autocorrelation: null,
      warnings: warning === null ? [] : [warning],
    }
  }
  const fit = leastSquares(x, n, k, y)
  if (!fit.ok) return { column: fit.column }
  const model = autoregressiveErrors(x, k, y, distance)
  if ('column' in model) return model
  const { autocorrelation } = model
  const weight = Float64Array.from({ length: k }, (_, a) => (a === at ? 1 : 0))
  const found = cosineVariance({ x, ...fit, autocorrelation, distance }, weight, cosines!)
  return { estimate: fit.coefficients[at]!, ...found, autocorrelation, warnings: [] }
}
