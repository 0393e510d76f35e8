/**
 * What {@link verifyTrace} found.
 *
 * @category Diagrams
 */
export type TraceCheck =
  | {
      /** Every step holds, and the conclusion follows from them. */
      readonly valid: true
    }
  | {
      /** Some step does not hold, or the conclusion does not follow. */
      readonly valid: false
      /** The first such step; null where the query or the conclusion is at fault. */
      readonly step: number | null
      /** Why. */
      readonly reason: string
    }

export const valid: TraceCheck = Object.freeze({ valid: true })

/** The check failed at a step, or (null) at the query or the conclusion. */
export function wrong(step: number | null, reason: string): TraceCheck {
  return Object.freeze({ valid: false, step, reason })
}
