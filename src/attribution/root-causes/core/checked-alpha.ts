import { CausalError } from '../../../errors.js'
import { show } from '../../../show.js'

/** A level between 0 and 1, or an error. */
export function checkedAlpha(alpha: number): number {
  if (alpha > 0 && alpha < 1) return alpha
  throw new CausalError('invalid-argument', `alpha is ${show(alpha)}: give a number between 0 and 1.`, { alpha })
}
