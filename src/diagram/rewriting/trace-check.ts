/**
 * What {@link verifyTrace} found.
 *
 * @category Diagrams
 */
export type TraceCheck =
  | {
      /** Every step holds. */
      readonly valid: true
    }
  | {
      /** Some step does not hold. */
      readonly valid: false
      /** The first such step. */
      readonly step: number
      /** Why. */
      readonly reason: string
    }

export const valid: TraceCheck = Object.freeze({ valid: true })

/** The check failed at a step. */
export function wrong(step: number, reason: string): TraceCheck {
  return Object.freeze({ valid: false, step, reason })
}
