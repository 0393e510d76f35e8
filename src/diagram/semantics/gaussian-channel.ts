import type { Wires } from '../terms/types.js'

/**
 * A linear-Gaussian channel: y = matrix · x + noise, the noise normal with a mean and a covariance. A state has no x.
 *
 * @category Diagrams
 */
export interface GaussianChannel {
  /** The objects on its inputs. */
  readonly inputs: Wires
  /** The objects on its outputs. */
  readonly outputs: Wires
  /** One row for each output, one column for each input. */
  readonly matrix: readonly (readonly number[])[]
  /** The mean of the noise. */
  readonly mean: readonly number[]
  /** The covariance of the noise. */
  readonly covariance: readonly (readonly number[])[]
}
