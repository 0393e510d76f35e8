import { CausalError } from '../../errors.js'
import { quoteNames } from '../../names.js'
import { show } from '../../show.js'
import type { Factor } from '../types.js'
import { checkShape } from './factor-core.js'

/** The total of numbers that must be probabilities or counts: finite and from 0 on, else an error. */
export function totalMass(what: string, values: Float64Array): number {
  const wrong = values.find((value) => !(value >= 0 && value < Number.POSITIVE_INFINITY))
  if (wrong !== undefined) {
    const message = `${what} holds ${show(wrong)}: give probabilities or counts, finite numbers from 0 on.`
    throw new CausalError('not-probability', message, { value: wrong })
  }
  return values.reduce((sum, value) => sum + value, 0)
}

/**
 * The one home of a discrete distribution from outside: throws unless the factor holds probabilities or counts, finite numbers
 * from 0 on that are not all 0. Its total is for the function to judge or to divide by.
 */
export function checkMass(what: string, distribution: Factor): void {
  const found = distribution?.values instanceof Float64Array ? distribution.values : new Float64Array()
  const total = totalMass(what, found)
  checkShape(distribution)
  if (total > 0) return
  const names = quoteNames(distribution.variables.map((variable) => variable.name))
  throw new CausalError('zero-support', `${what} over ${names} is zero everywhere: give probabilities or counts.`)
}
