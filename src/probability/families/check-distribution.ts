import { CausalError } from '../../errors.js'
import { type Distribution, isDistribution } from './distribution.js'

/** Throws unless it is a distribution. */
export function checkDistribution(d: Distribution): void {
  if (isDistribution(d)) return
  throw new CausalError('invalid-argument', 'expected a distribution, such as normal(0, 1).', {
    distribution: d,
  })
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
  throw new CausalError('invalid-argument', `${what} must be a number, got ${String(x)}.`, { [what]: x })
}
