import { CausalError } from '../../errors.js'
import { show } from '../../show.js'

/** One of several words, or an error that lists them. */
export function choice<C extends string>(field: string, value: C, allowed: readonly C[]): C {
  if (allowed.includes(value)) return value
  throw new CausalError('invalid-argument', `${field} is ${show(value)}; it can be ${allowed.join(', ')}.`, {
    [field]: value,
  })
}
