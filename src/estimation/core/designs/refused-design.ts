import { refused } from '../report/refused.js'
import type { DesignRefusalReason, RefusedDesign } from './types.js'

/** A refusal of a design as a frozen value. */
export function refusedDesign(
  reason: DesignRefusalReason,
  message: string,
  witness: Readonly<Record<string, unknown>> = {},
): RefusedDesign {
  return refused(reason, message, witness)
}
