import type { Unresolved } from './types.js'

/** The refusal of bounds that did not pass their check. */
export function unresolved(): Unresolved {
  return Object.freeze({
    status: 'unresolved',
    reason:
      'no solution of the linear programme met its equations and its dual bound within 1e-9: a condition may be too improbable, or known probabilities may differ in size by too much. Leave out what is almost impossible.',
  })
}
