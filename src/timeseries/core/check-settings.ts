import { CausalError } from '../../errors.js'
import { show } from '../../show.js'

/** A whole number within bounds, or an error that names the option. */
export function wholeNumber(what: string, value: number, least: number, most: number): number {
  if (Number.isInteger(value) && value >= least && value <= most) return value
  throw new CausalError(
    'invalid-argument',
    `${what} is ${show(value)}: give a whole number from ${least} to ${most}.`,
    {
      [what]: value,
    },
  )
}

/** A number strictly between two bounds. */
export function numberBetween(what: string, value: number, least: number, most: number): number {
  if (typeof value === 'number' && value > least && value < most) return value
  const range = most === Number.POSITIVE_INFINITY ? `above ${least}` : `between ${least} and ${most}`
  throw new CausalError('invalid-argument', `${what} is ${show(value)}: give a number ${range}.`, { [what]: value })
}
