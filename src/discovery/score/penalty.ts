import { CausalError } from '../../errors.js'
import { checkedObject } from '../../names.js'
import { show } from '../../show.js'

/** The option `penalty` of a score: a factor of the BIC's, above 0. */
export function readPenalty(options: { readonly penalty?: number }): number {
  const { penalty = 1 } = checkedObject('options', options)
  if (penalty > 0 && penalty < Number.POSITIVE_INFINITY) return penalty
  throw new CausalError('invalid-argument', `penalty is ${show(penalty)}: give a number above 0; 1 is the BIC.`, {
    penalty,
  })
}
