import type { GaussianChannel } from '../semantics/gaussian-channel.js'
import type { Channel } from '../terms/channel.js'

/**
 * A state taken apart into a marginal and a channel.
 *
 * @category Diagrams
 */
export interface Disintegration<N extends string = string> {
  /** The distribution of what was given. */
  readonly marginal: Channel<N>
  /** The channel from what was given to the rest. Rows outside the support are NaN, never zero. */
  readonly channel: Channel<N>
  /** For each row of the channel whether it is defined: whether what is given there has positive probability. */
  readonly support: readonly boolean[]
  /** Whether the channel is the only one that gives the state back: whether all rows are defined. */
  readonly unique: boolean
}

/**
 * A Gaussian state taken apart into a marginal and a channel.
 *
 * @category Diagrams
 */
export interface GaussianDisintegration {
  /** The distribution of what was given. */
  readonly marginal: GaussianChannel
  /** The channel from what was given to the rest; of all that fit the one of the Moore–Penrose inverse in
   *  units of the standard deviations, so that units play no part. */
  readonly channel: GaussianChannel
  /** Whether it is the only one: whether the covariance of what was given has full rank. */
  readonly unique: boolean
}
