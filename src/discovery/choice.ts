import { CausalError } from '../errors.js'

/** One of several words, or an error that lists them. */
export function choice<C extends string>(where: string, field: string, value: C, allowed: readonly C[]): C {
  if (allowed.includes(value)) return value
  throw new CausalError(
    where,
    'invalid-argument',
    `${field} is ${JSON.stringify(value)}; it can be ${allowed.join(', ')}.`,
    { [field]: value },
  )
}
