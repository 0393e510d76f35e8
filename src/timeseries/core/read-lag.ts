import { CausalError } from '../../errors.js'
import { show } from '../../show.js'

/** A number of steps as an option, or an error that names it. */
export function readLag(field: string, value: number, least: 0 | 1): number {
  if (Number.isInteger(value) && value >= least && value <= 10_000) return value
  throw new CausalError(
    'invalid-argument',
    `${field} is ${show(value)}: give a whole number of steps from ${least} on.`,
    {
      [field]: value,
    },
  )
}
