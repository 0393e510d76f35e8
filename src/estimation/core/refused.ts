import type { RefusalReason, RefusedEffect } from './types.js'

/** A refusal as a frozen value. */
export function refused(
  reason: RefusalReason,
  message: string,
  witness: Readonly<Record<string, unknown>> = {},
): RefusedEffect {
  return Object.freeze({ estimated: false, reason, message, witness: Object.freeze(witness) })
}

export function isRefused(value: object): value is RefusedEffect {
  return 'estimated' in value && value.estimated === false
}
