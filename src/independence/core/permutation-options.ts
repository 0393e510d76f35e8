import { CausalError } from '../../errors.js'
import { show } from '../../show.js'

/**
 * Settings of tests whose null is that of shuffled rows.
 *
 * @category Independence tests
 */
export interface PermutationOptions {
  /** Most shuffles (default 999): the least p-value is 1 / (draws + 1). They stop once twenty reach the observed value. */
  readonly draws?: number
  /** The seed of the shuffles (default 0): same seed, same p-value. */
  readonly seed?: number | string
}

export function readPermutationOptions({ draws = 999, seed = 0 }: PermutationOptions): {
  readonly draws: number
  readonly seed: number | string
} {
  if (!Number.isInteger(draws) || draws < 19 || draws >= 2 ** 31)
    throw new CausalError('invalid-argument', `draws is a whole number from 19 on, got ${show(draws)}.`, { draws })
  return { draws, seed }
}
