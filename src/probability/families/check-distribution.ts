import { CausalError } from '../../errors.js'
import { checkedList } from '../../names.js'
import { show } from '../../show.js'
import {
  checkParameters,
  checkProbabilities,
  type Distribution,
  isDistribution,
  knownDistributions,
} from './distribution.js'

/** The door of every function that takes a distribution: throws unless it is one, with parameters that its family can have. */
export function checkDistribution(d: Distribution): void {
  if (!isDistribution(d)) {
    throw new CausalError('invalid-argument', 'expected a distribution, such as normal(0, 1).', {
      distribution: d,
    })
  }
  if (knownDistributions.has(d)) return
  if (d.family === 'finite')
    checkProbabilities(checkedList('values', d.values!), checkedList('probabilities', d.probabilities!))
  else {
    checkParameters(d.family, d.parameters)
    if (d.values !== null || d.probabilities !== null)
      throw new CausalError('invalid-argument', `a ${d.family} distribution has no list of values: they are null.`)
  }
  knownDistributions.checked(d)
}

/** Throws unless it is a distribution over numbers. */
export function checkNumeric(d: Distribution): void {
  checkDistribution(d)
  if (d.values?.some((value) => typeof value === 'string')) {
    const message = 'expected a distribution over numbers, got one over states.'
    throw new CausalError('invalid-argument', message, { states: d.values })
  }
}

/** Throws unless it is a number; infinities are numbers here. */
export function checkNumber(what: string, x: unknown): void {
  if (typeof x === 'number' && !Number.isNaN(x)) return
  throw new CausalError('invalid-argument', `${what} must be a number, got ${show(x)}.`, { [what]: x })
}
