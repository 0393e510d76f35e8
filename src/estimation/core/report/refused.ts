import { checkedObject } from '../../../names.js'
import type { RefusalReason, RefusedEffect } from '../types/refusal.js'

/** A refusal as a frozen value. */
export function refused<R extends string = RefusalReason>(
  reason: R,
  message: string,
  witness: Readonly<Record<string, unknown>> = {},
): RefusedEffect<R> {
  return Object.freeze({ estimated: false, reason, message, witness: Object.freeze(witness) })
}

export function isRefused(value: object): value is RefusedEffect {
  checkedObject('answer of the estimator', value)
  return 'estimated' in value && value.estimated === false
}
